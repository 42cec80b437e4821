import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#engine/database.server.ts';
import { listRejects } from '#pipelines/store/read-rejects.ts';
import { events, folderWith, HEADER, ingestFiles, refusedCodes, typedRows } from './workbench.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

/** GB18030 of a text of ASCII and the characters 会员积分. */
function gb(text: string): Buffer {
  const codes: Record<string, number[]> = {
    会: [0xbb, 0xe1],
    员: [0xd4, 0xb1],
    积: [0xbb, 0xfd],
    分: [0xb7, 0xd6],
  };
  return Buffer.from([...text].flatMap((each) => codes[each] ?? [each.charCodeAt(0)]));
}

const chinese = events('e1,会员,earn,1,2025-01-01', 'e2,积分,earn,2,2025-01-02');
const big = Buffer.from(chinese, 'utf16le').swap16();

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from(chinese)],
    ['utf-8', Buffer.from(`\ufeff${chinese}`)],
    ['utf-16le', Buffer.from(`\ufeff${chinese}`, 'utf16le')],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
    ['gb18030', gb(chinese)],
  ])('%s', async (encoding, bytes) => {
    const { workspace, outcome } = await ingestFiles({ 'point_events.csv': bytes });
    expect(outcome.manifest.files[0]!.encoding).toBe(encoding);
    expect((await typedRows(workspace)).map((row) => row.member_id)).toEqual(['会员', '积分']);
  });

  it('characters across the borders of chunks stay whole', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, at) => `e${at},${'会员积分'.repeat(1 + (at % 5))},earn,1,2025-01-01`,
    );
    const { workspace } = await ingestFiles({ 'point_events.csv': gb(events(...lines)) });
    const found = await typedRows(workspace);
    expect(found.length).toBe(lines.length);
    expect(found.every((row, at) => row.member_id === '会员积分'.repeat(1 + (at % 5)))).toBe(true);
  });

  it('damaged bytes cost their record alone; where nothing convinces, the encoding is asked for', async () => {
    const lines = Array.from({ length: 20 }, (_, at) => `e${at},会员,earn,1,2025-01-01`);
    const damaged = Buffer.concat([
      gb(events(...lines)),
      Buffer.from([0x65, 0xff, 0xff]),
      gb(',m,earn,1,2025-01-01\n'),
    ]);
    const { workspace, counts } = await ingestFiles({ 'point_events.csv': damaged });
    expect(counts).toEqual([21, 20, 0, 0, 1]);
    expect(await refusedCodes(workspace)).toEqual({ 21: ['invalid_bytes'] });
    const nothing = Buffer.concat([Buffer.from(events()), Buffer.from([0xff, 0xff, 0x2c, 0x0a])]);
    await expect(ingestFiles({ 'point_events.csv': nothing })).rejects.toThrow(/name it with --encoding/);
    const declared = await ingestFiles({ 'point_events.csv': gb(chinese) }, { encoding: 'gbk' });
    expect(declared.counts).toEqual([2, 2, 0, 0, 0]);
  });
});

describe('formats', () => {
  it('gz, TSV, part files and several tables', async () => {
    const { workspace, outcome, counts } = await ingestFiles({
      'point_events/part-1.csv.gz': gzipSync(events('e1,m1,earn,1,2025-01-01', 'bad')),
      'point_events/part-2.tsv': events('e2,m1,earn,1,2025-01-01').replaceAll(',', '\t'),
      'members.csv': 'member_id,nickname\nm1,Wu\n',
      'expected_findings.csv': 'rule_id\nx\n',
      'pictures/one.txt': '',
    });
    expect(counts).toEqual([4, 3, 0, 0, 1]);
    expect(outcome.others).toEqual(['expected_findings.csv', 'pictures/']);
    expect(
      (await typedRows(workspace)).map((row) => [row.source_file, row.event_id, row.wallet, row.currency]),
    ).toEqual([
      ['point_events/part-1.csv.gz', 'e1', 'base', 'CNY'],
      ['point_events/part-2.tsv', 'e2', 'base', 'CNY'],
    ]);
    expect((await typedRows(workspace, 'members'))[0]!.extra).toBe('{"nickname":"Wu"}');
    expect((await listRejects(workspace))[0]).toMatchObject({
      source_file: 'point_events/part-1.csv.gz',
      source_record: 2,
      raw: 'bad',
    });
  });

  it('JSON lines, numbers exact or refused', async () => {
    const base = { event_type: 'earn', occurred_at: '2025-01-01T00:00:00Z', member_id: 'm' };
    const line = (more: string) => JSON.stringify(base).replace('}', `,${more}}`);
    const { workspace, counts } = await ingestFiles({
      'point_events.jsonl': [
        line('"event_id":"e1","points":12.50,"odd":{"a":1}'),
        '',
        line('"points":"7","event_id":12345678901234567'),
        line('"event_id":"e3","points":1234567890123.456789'),
        '{"event_id":"e4"',
        line('"event_id":"e5","event_id":"e5","points":1'),
        '[1]',
        line('"event_id":"e6","points":null'),
      ].join('\n'),
    });
    expect(counts).toEqual([7, 2, 0, 0, 5]);
    expect((await typedRows(workspace)).map((row) => [row.event_id, row.points, row.extra])).toEqual([
      ['e1', '12.50', '{"odd":"{\\"a\\":1}"}'],
      ['12345678901234567', '7.00', null],
    ]);
    expect(await refusedCodes(workspace)).toEqual({
      3: ['inexact_number'],
      4: ['not_json'],
      5: ['repeated_key'],
      6: ['not_json'],
      7: ['points:missing'],
    });
    expect((await listRejects(workspace)).at(-1)!.raw).toContain('"event_id":"e6"');
  });

  it('Parquet, a double with too many decimals refused', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'point_events.parquet');
    const database = await openDatabase(':memory:');
    await database.connection.run(`
      copy (
        select 'e' || i as event_id, 'm' as member_id, 'earn' as event_type, timestamptz '2025-01-01 00:00:00+08' as occurred_at,
          case when i = 2 then 1.005 else 1.25 end::double as points, [i] as list
        from range(1, 4) as numbers (i)
      ) to '${file}'`);
    database.close();
    const { workspace, counts } = await ingestFiles({ 'point_events.parquet': await readFile(file) });
    expect(counts).toEqual([3, 2, 0, 0, 1]);
    expect((await typedRows(workspace)).map((row) => [row.event_id, row.points, row.occurred_at])).toEqual([
      ['e1', '1.25', '2024-12-31T16:00:00.000Z'],
      ['e3', '1.25', '2024-12-31T16:00:00.000Z'],
    ]);
    expect(await refusedCodes(workspace)).toEqual({ 2: ['points:too_many_decimals'] });
  });

  it('a format that cannot be read is an error, not a silent omission', async () => {
    await expect(ingestFiles({ 'members.xls': 'x' })).rejects.toThrow(/members.xls holds the table members/);
    await expect(ingestFiles({ 'point_events.csv.gz': 'x' })).rejects.toThrow(/no intact gzip/);
    await expect(ingestFiles({ 'point_events.parquet': 'x' })).rejects.toThrow(/no readable Parquet/);
    await expect(ingestFiles({ 'notes.csv': `${HEADER}\n` })).rejects.toThrow(/--table/);
    await expect(folderWith({}).then(() => ingestFiles({}))).rejects.toThrow(/no file to ingest/);
  });
});
