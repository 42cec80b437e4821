import { describe, expect, it } from 'vitest';
import { isDateFormat } from '#pipelines/ingest/formats/workbook.ts';
import { dateText, numberText } from '#pipelines/ingest/formats/xlsx-number.ts';
import { HEADER, ingestFiles, refusedCodes, typedRows } from './workbench.ts';
import { rowsXml, workbookOf } from './xlsx-file.ts';

const NAMES = HEADER.split(',');

describe('numbers as Excel shows them', () => {
  it.each([
    ['12', '12'],
    ['-0.5', '-0.5'],
    ['0.30000000000000004', '0.3'],
    ['12.340000000000002', '12.34'],
    ['1E-3', '0.001'],
    ['1.5e+3', '1500'],
    ['99999999999999.99', '99999999999999.99'],
    ['0', '0'],
    ['123456789012345', '123456789012345'],
  ])('%s is %s', (raw, text) => expect(numberText(raw)).toMatchObject({ text, problem: null }));

  it.each(['1234567890123456', '1.23456789012346E+17'])('%s has lost digits', (raw) =>
    expect(numberText(raw).problem).toBe('long_number'),
  );

  it('days and times', () => {
    expect(dateText('45292', false)).toBe('2024-01-01');
    expect(dateText('45292.416666666664', false)).toBe('2024-01-01 10:00:00');
    expect(dateText('45292.999999999', false)).toBe('2024-01-02 00:00:00');
    expect(dateText('43830', true)).toBe('2024-01-01');
    expect(dateText('60', false)).toBeNull();
    expect(['yyyy"年"m"月"d"日"', '[$-804]h:mm', 'm/d/yy'].every(isDateFormat)).toBe(true);
    expect(['0.00', '#,##0_);[Red](#,##0)', 'General', '0"days"', '@', '0.00E+00'].some(isDateFormat)).toBe(
      false,
    );
  });
});

describe('sheets', () => {
  it('are tables by their names; texts stay to the letter, days are days', async () => {
    const shared = [
      '<r><t>会</t></r><r><t>员_x0041_</t></r><rPh sb="0" eb="1"><t>フ</t></rPh>',
      '<t xml:space="preserve"> x </t>',
    ];
    const book = workbookOf(
      [
        {
          name: 'point_events',
          rows: rowsXml([
            [...NAMES, 'reason', 'flag'],
            [
              '000123456789012345678',
              { xml: '<c t="s"><v>0</v></c>' },
              'earn',
              12.5,
              { xml: '<c s="1"><v>45292.416666666664</v></c>' },
              { xml: '<c t="s"><v>1</v></c>' },
              { xml: '<c t="b"><v>1</v></c>' },
            ],
            [
              'e2',
              'm1',
              'earn',
              { xml: '<c><f>0.1+0.2</f><v>0.30000000000000004</v></c>' },
              { xml: '<c s="2"><v>45293</v></c>' },
            ],
          ]),
        },
        { name: 'Members', rows: rowsXml([['member_id'], ['m1']]) },
        { name: '说明', rows: rowsXml([['read me']]) },
        { name: 'Sheet4', rows: '' },
      ],
      shared,
    );
    const { workspace, outcome } = await ingestFiles({ 'export.xlsx': book });
    expect(
      (await typedRows(workspace)).map((row) => [
        row.event_id,
        row.member_id,
        row.points,
        row.occurred_at,
        row.reason,
      ]),
    ).toEqual([
      ['000123456789012345678', '会员A', '12.50', '2024-01-01T02:00:00.000Z', ' x '],
      ['e2', 'm1', '0.30', '2024-01-01T16:00:00.000Z', null],
    ]);
    expect((await typedRows(workspace, 'members')).map((row) => row.source_file)).toEqual([
      'export.xlsx/Members',
    ]);
    expect(outcome.others).toEqual(['export.xlsx/说明']);
    expect(outcome.manifest.files[0]).toMatchObject({
      member: 'point_events',
      raw: 'raw/export.xlsx',
      format: 'xlsx',
    });
    expect(outcome.manifest.files[0]!.warnings.join()).toMatch(/fifteen digits/);
  });

  it('a workbook named after a table has it in its only sheet', async () => {
    const sheet = { name: 'Sheet1', rows: rowsXml([NAMES, ['e1', 'm1', 'earn', 1, '2024-01-01']]) };
    const { counts } = await ingestFiles({
      'point_events.xlsx': workbookOf([sheet, { name: 'Sheet2', rows: '' }]),
    });
    expect(counts).toEqual([1, 1, 0, 0, 0]);
    await expect(
      ingestFiles({ 'point_events.xlsx': workbookOf([sheet, { ...sheet, name: 'Other' }]) }),
    ).rejects.toThrow(/None of the sheets.*Sheet1, Other.*--sheet/);
    const chosen = await ingestFiles(
      { 'point_events.xlsx': workbookOf([sheet, { ...sheet, name: 'Other' }]) },
      { sheet: 'Other' },
    );
    expect(chosen.counts).toEqual([1, 1, 0, 0, 0]);
  });
});

it('what a cell does not say for certain refuses its record, and only it', async () => {
  const day = '2024-01-01';
  const rows = rowsXml([
    NAMES,
    ['e1', 'm1', 'earn', 1, day],
    ['e2', 'm1', 'earn', { xml: '<c t="e"><v>#N/A</v></c>' }, day],
    ['e3', 'm1', 'earn', { xml: '<c><f>A1</f></c>' }, day],
    ['e4', { xml: '<c><v>1234567890123456789</v></c>' }, 'earn', 1, day],
    ['e5', 'm1', 'earn', 1, day],
    ['e6', 'm1', 'earn', 1, day],
    ['e7', 'm1', 'earn', 1, day, 'beyond the header'],
    ['e8', 'm1', 'earn', 1, day],
  ]);
  const { workspace, counts } = await ingestFiles({
    'point_events.xlsx': workbookOf([{ name: 'x', rows, merges: ['B6:B7'] }]),
  });
  expect(counts).toEqual([8, 2, 0, 0, 6]);
  expect(await refusedCodes(workspace)).toEqual({
    2: ['cell_error'],
    3: ['formula_without_value'],
    4: ['long_number'],
    5: ['merged_cells'],
    6: ['merged_cells'],
    7: ['too_many_cells'],
  });
  expect((await typedRows(workspace)).map((row) => [row.event_id, row.source_record])).toEqual([
    ['e1', 1n],
    ['e8', 8n],
  ]);
});

it('a merged header is refused with its reason', async () => {
  const rows = rowsXml([['积分明细'], NAMES, ['e1', 'm1', 'earn', 1, '2024-01-01']]);
  const book = workbookOf([{ name: 'x', rows, merges: ['A1:E1'] }]);
  await expect(ingestFiles({ 'point_events.xlsx': book })).rejects.toThrow(/header .* is merged/);
});

it('what is no workbook is told', async () => {
  await expect(ingestFiles({ 'point_events.xlsx': 'x' })).rejects.toThrow(/cannot be unpacked/);
});
