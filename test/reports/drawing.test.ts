import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readXlsx } from 'hucre';
import { describe, expect, it } from 'vitest';
import type { ReportDocument, Row } from '#engine/reports/document.ts';
import { readable } from '#engine/reports/number-text.ts';
import { drawCsv } from '#pipelines/reports/draw-csv.ts';
import { drawPdf } from '#pipelines/reports/pdf/draw-pdf.ts';
import { printableSections } from '#pipelines/reports/pdf/printable.ts';
import { volumesOf } from '#pipelines/reports/pdf/volumes.ts';
import { drawXlsx } from '#pipelines/reports/xlsx/draw-xlsx.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { documentWith, row } from './document.ts';

const HOSTILE = [
  '=HYPERLINK("http://x")',
  '+1',
  '-2',
  '@cmd',
  '\tx',
  '\rx',
  '#panic("no") $x$ *b* <a> [c]',
  "O'Neil",
];

describe('a number on paper', () => {
  it.each([
    ['1234567.50', 'points', '1,234,567.50'],
    ['-1234.00', 'points', '−1,234.00'],
    ['50000.0000', 'money', '50,000.00'],
    ['0.1250', 'money', '0.125'],
    ['0.100000', 'value', '0.1'],
    ['0.125000', 'share', '12.5%'],
    ['1.000000', 'share', '100%'],
    ['2025-03-06T00:00:00+08:00', 'instant', '2025-03-06 00:00:00'],
  ] as const)('%s as %s is %s', (text, kind, shown) => {
    expect(readable(text, kind)).toBe(shown);
  });
});

describe('a workbook', () => {
  it('keeps numbers, their formulas and totals, and disarms text', async () => {
    const file = join(await temporaryFolder(), 'report.xlsx');
    await drawXlsx(
      documentWith({
        rows: [
          row('甲', '100.10', '0.20', '100.30'),
          ...HOSTILE.map((name) => row(name, '1.00', '0.00', '1.00')),
        ],
        totals: ['合计', '108.10', '0.20', '108.30', null],
      }),
      file,
    );
    const { sheets } = await readXlsx(await readFile(file));
    expect(sheets.map(({ name }) => name)).toEqual(['说明', '数据']);
    const [header, first, ...rest] = sheets[1]!.rows;
    expect(header).toEqual(['名称', '期初', '发放', '期末', '日期']);
    expect(first!.slice(0, 4)).toEqual(['甲', 100.1, 0.2, 100.3]);
    expect(first![4]).toEqual(new Date('2025-12-31T00:00:00Z'));
    expect(rest.map(([name]) => name)).toEqual([
      ...HOSTILE.slice(0, 6).map((text) => `'${text}`),
      ...HOSTILE.slice(6),
      '合计',
    ]);
    const { cells } = sheets[1]!;
    expect(cells?.get('1,3')?.formula).toBe('B2 + C2');
    expect(cells?.get('10,3')?.formula).toBe('SUM(D2:D10)');
    expect(rest.at(-1)).toEqual(['合计', 108.1, 0.2, 108.3, null]);
  });

  it('goes on in further sheets where a sheet is full, header and all', async () => {
    const file = join(await temporaryFolder(), 'report.xlsx');
    const rows = Array.from({ length: 7 }, (_, index) =>
      row(`行${index}`, `${index}.00`, '0.00', `${index}.00`),
    );
    await drawXlsx(documentWith({ rows, totals: ['合计', '21.00', '0.00', '21.00', null] }), file, 4);
    const { sheets } = await readXlsx(await readFile(file));
    expect(sheets.slice(1).map(({ name, rows: lines }) => [name, lines.map(([cell]) => cell)])).toEqual([
      ['数据', ['名称', '行0', '行1']],
      ['数据 2', ['名称', '行2', '行3']],
      ['数据 3', ['名称', '行4', '行5']],
      ['数据 4', ['名称', '行6', '合计']],
    ]);
  });

  it('keeps a number as text that a spreadsheet would change, and says so', async () => {
    const file = join(await temporaryFolder(), 'report.xlsx');
    await drawXlsx(
      documentWith({ rows: [row('大', '9007199254740993.00', '0.00', '9007199254740993.00')] }),
      file,
    );
    const { sheets } = await readXlsx(await readFile(file));
    expect(sheets[1]!.rows[1]!.slice(1, 4)).toEqual(['9007199254740993.00', 0, '9007199254740993.00']);
    expect(JSON.stringify(sheets[0]!.rows)).toContain('有 2 个数超过 15 位有效数字');
  });

  it('refuses a text that no cell holds', async () => {
    const file = join(await temporaryFolder(), 'report.xlsx');
    const long = documentWith({ rows: [row('长'.repeat(40_000), '1.00', '0.00', '1.00')] });
    await expect(drawXlsx(long, file)).rejects.toThrow(
      /数据, row 1, column 名称: the text has 40000 characters/,
    );
  });

  it('is the same bytes each time', async () => {
    const folder = await temporaryFolder();
    const document = documentWith({ rows: [row('甲', '1.00', '0.00', '1.00')] });
    await drawXlsx(document, join(folder, 'a.xlsx'));
    await drawXlsx(document, join(folder, 'b.xlsx'));
    expect(await readFile(join(folder, 'a.xlsx'))).toEqual(await readFile(join(folder, 'b.xlsx')));
  });
});

describe('CSV', () => {
  it('has a byte order mark, CRLF, keys as header, and disarms text but no number', async () => {
    const file = join(await temporaryFolder(), 'report.csv');
    await drawCsv(
      documentWith({
        rows: [row('=1+1', '-5.00', '0.00', '-5.00'), row('a "b", c', '1.00', '0.00', '1.00')],
      }),
      file,
    );
    expect(await readFile(file, 'utf8')).toBe(
      '\ufeffname,opening,issued,closing,day\r\n' +
        "'=1+1,-5.00,0.00,-5.00,2025-12-31\r\n" +
        '"a ""b"", c",1.00,0.00,1.00,2025-12-31\r\n',
    );
  });
});

describe('a PDF', () => {
  const drawn = async (document: ReportDocument, most?: number) => {
    const parts = [];
    for await (const part of drawPdf(document, most)) parts.push(part);
    return parts;
  };

  it('shows hostile text as it is, repeats itself byte for byte, and numbers its pages', async () => {
    const rows: Row[] = Array.from({ length: 120 }, (_, index) =>
      row(HOSTILE[index % HOSTILE.length]!, '1.00', '0.00', '1.00'),
    );
    const [first, ...others] = await drawn(documentWith({ rows }));
    const [second] = await drawn(documentWith({ rows }));
    expect(others).toEqual([]);
    expect(first!.pages).toBeGreaterThan(1);
    expect(first!.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(second!.bytes.equals(first!.bytes)).toBe(true);
  });

  it('is cut into parts where it is too long, between rows, and nothing is lost', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => row(`行${index}`, '1.00', '0.00', '1.00'));
    const document = documentWith({ rows, totals: ['合计', '500.00', '0.00', '500.00', null], note: '注' });
    const volumes = volumesOf(await printableSections(document), 40_000);
    expect(volumes.length).toBeGreaterThan(2);
    const tables = volumes.map((sections) => sections.flatMap(({ blocks }) => blocks));
    expect(tables.flat().flatMap((table) => table.rows?.map(([name]) => name))).toEqual(
      rows.map(([name]) => name),
    );
    expect(tables.map(([table]) => table!.totals !== null && table!.note === '注')).toEqual(
      volumes.map((_, index) => index === volumes.length - 1),
    );
    expect(await drawn(document, 40_000)).toHaveLength(volumes.length);
  });
});
