import { describe, expect, it } from 'vitest';
import { folderWith, ingestFiles, refusedCodes, typedRows } from './workbench.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { listRejects } from '#pipelines/store/read-rejects.ts';
import { join } from 'node:path';

/** Ingests one column of cells beside valid others; gives per cell the typed value or the code of its refusal. */
async function cellsOf(column: string, cells: readonly string[], zone?: string): Promise<unknown[]> {
  const names = ['event_id', 'member_id', 'event_type', 'points', 'occurred_at'];
  const valid: Record<string, string> = {
    member_id: 'm',
    event_type: 'adjust',
    points: '1',
    occurred_at: '2025-01-01',
  };
  if (!names.includes(column)) names.push(column);
  const lines = cells.map((cell, at) =>
    names
      .map((name) => `"${(name === column ? cell : name === 'event_id' ? `e${at}` : valid[name])!}"`)
      .join(','),
  );
  const configuration: Record<string, string> = zone
    ? { 'programme.yaml': `programmes:\n- id: p\n  time_zone: ${zone}\n` }
    : {};
  const { workspace } = await ingestFiles({
    'point_events.csv': [names.join(','), ...lines].join('\n'),
    ...configuration,
  });
  const typed = new Map((await typedRows(workspace)).map((row) => [Number(row.source_record), row[column]]));
  const refused = await refusedCodes(workspace);
  return cells.map(
    (_, at) => typed.get(at + 1) ?? refused[at + 1]?.map((each) => each.split(':')[1]).join(' ') ?? null,
  );
}

describe('a cell is typed without loss or refused with its reason', () => {
  it('points and money', async () => {
    const cases: [string, string][] = [
      ['100', '100.00'],
      [' -5.5 ', '-5.50'],
      ['+7', '7.00'],
      ['.5', '0.50'],
      ['0012.50', '12.50'],
      ['1.500', '1.50'],
      ['1,234.50', '1234.50'],
      ['90071992547409.91', '90071992547409.91'],
      ['90071992547409.92', 'out_of_range'],
      ['99999999999999999', 'out_of_range'],
      ['1.005', 'too_many_decimals'],
      ['1,234', 'ambiguous_number'],
      ['1.234,5', 'ambiguous_number'],
      ['1,23,4', 'ambiguous_number'],
      ['1 234', 'ambiguous_number'],
      ['1e3', 'scientific_notation'],
      ['1.2E+05', 'scientific_notation'],
      ['1_000', 'not_a_number'],
      ['¥5', 'not_a_number'],
      ['NaN', 'not_a_number'],
      ['0', 'points_zero'],
      ['', 'missing'],
    ];
    expect(
      await cellsOf(
        'points',
        cases.map(([cell]) => cell),
      ),
    ).toEqual(cases.map(([, value]) => value));
    expect(await cellsOf('amount', ['0.12345', '0.12340', ''])).toEqual([
      'too_many_decimals',
      '0.1234',
      null,
    ]);
    expect(await cellsOf('tax_rate', ['0.123456', '13%'])).toEqual(['0.123456', 'not_a_number']);
  });

  it('times, local to the programme where no offset stands', async () => {
    const cases: [string, string][] = [
      ['2025-03-04', '2025-03-03T16:00:00.000Z'],
      ['2025/3/4 8:05', '2025-03-04T00:05:00.000Z'],
      ['2025-03-04T08:05:06', '2025-03-04T00:05:06.000Z'],
      ['2025-03-04 08:05:06.123456', '2025-03-04T00:05:06.123456Z'],
      ['2025-03-04 08:05:06.1234560', '2025-03-04T00:05:06.123456Z'],
      ['2025-03-04 08:05:06Z', '2025-03-04T08:05:06.000Z'],
      ['2025-03-04 08:05:06+00', '2025-03-04T08:05:06.000Z'],
      ['2025-03-04T08:05:06.1234+08', '2025-03-04T00:05:06.123400Z'],
      ['2025-03-04 08:05:06.123456-03:30', '2025-03-04T11:35:06.123456Z'],
      ['0925-03-04 08:05:06+00', '0925-03-04T08:05:06.000Z'],
      ['2025-03-04T08:05+05:30', '2025-03-04T02:35:00.000Z'],
      ['2025-03-04T08:05:06.5 -0330', '2025-03-04T11:35:06.500Z'],
      ['1988-07-01 12:00', '1988-07-01T03:00:00.000Z'],
      ['9999-12-31 23:59:59', '9999-12-31T15:59:59.000Z'],
      ['2025-03-04 08:05:06.1234567', 'too_precise'],
      ['2025-02-30', 'no_such_instant'],
      ['2025-03-04 24:00:00', 'no_such_instant'],
      ['2025-02-30 08:05:06+00', 'no_such_instant'],
      ['2025-03-04 08:05:06+19', 'not_a_time'],
      ['2025-03-04 23:59:60', 'no_such_instant'],
      ['03/04/2025', 'ambiguous_date'],
      ['4.3.25 10:00', 'ambiguous_date'],
      ['1741046400', 'not_a_time'],
      ['20250304', 'not_a_time'],
      ['epoch', 'not_a_time'],
      ['infinity', 'not_a_time'],
    ];
    expect(
      await cellsOf(
        'occurred_at',
        cases.map(([cell]) => cell),
      ),
    ).toEqual(cases.map(([, value]) => value));
  });

  it('local times that daylight saving skipped or repeated', async () => {
    const cells = ['2025-03-09 02:30', '2025-11-02 01:30', '2025-11-02 01:30-05:00', '2025-07-01 12:00'];
    expect(await cellsOf('occurred_at', cells, 'America/New_York')).toEqual([
      'local_time_skipped',
      'local_time_twice',
      '2025-11-02T06:30:00.000Z',
      '2025-07-01T16:00:00.000Z',
    ]);
    expect(await cellsOf('occurred_at', ['1986-05-04 02:30', '1991-09-15 01:30'])).toEqual([
      'local_time_skipped',
      'local_time_twice',
    ]);
  });

  it('words, booleans and ids', async () => {
    expect(await cellsOf('event_type', [' Earn ', 'ADJUST', 'bonus'])).toEqual([
      'earn',
      'adjust',
      'not_in_list',
    ]);
    expect(await cellsOf('amount_includes_tax', ['TRUE', '0', '是', '否', 'maybe'])).toEqual([
      true,
      false,
      true,
      false,
      'not_a_boolean',
    ]);
    expect(await cellsOf('member_id', ['007', ' 7', '12345678901234567890', '\\N', 'NULL', '   '])).toEqual([
      '007',
      ' 7',
      '12345678901234567890',
      '\\N',
      'NULL',
      'missing',
    ]);
  });

  it('days', async () => {
    const folder = await folderWith({
      'members.csv':
        'member_id,birth_date\nm1,2001-02-03\nm2,2001/2/3 00:00:00\nm3,2001-02-03T23:59:59\nm4,2001-02-03 10:00\nm5,2001-02-29\nm6,3.2.2001\n',
    });
    const workspace = join(await temporaryFolder(), 'w');
    await ingest(workspace, [folder]);
    const days = (await typedRows(workspace, 'members')).map((row) => row.birth_date);
    expect(days).toEqual(['2001-02-03', '2001-02-03', '2001-02-03']);
    expect(await refusedCodes(workspace)).toEqual({
      4: ['birth_date:date_with_time'],
      5: ['birth_date:no_such_instant'],
      6: ['birth_date:ambiguous_date'],
    });
  });
});

it('every reason of a row is told, and its raw text is whole', async () => {
  const long = 'x'.repeat(3_000_000);
  const line = `,m,earn,-1,01/02/2025,"${long}, ""quoted"""`;
  const { workspace, counts } = await ingestFiles({
    'point_events.csv': `event_id,member_id,event_type,points,occurred_at,note\ne1,m,earn,1,2025-01-01,a\n${line}\n`,
  });
  expect(counts).toEqual([2, 1, 0, 0, 1]);
  expect(await refusedCodes(workspace)).toEqual({
    2: ['event_id:missing', 'occurred_at:ambiguous_date', 'points:points_negative'],
  });
  expect((await listRejects(workspace))[0]!.raw).toBe(line);
});
