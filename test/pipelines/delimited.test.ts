import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTable } from '#engine/contract/tables.ts';
import { openDatabase, rows } from '#engine/database.server.ts';
import { readDelimited } from '#pipelines/ingest/formats/delimited.ts';
import { headerCells } from '#pipelines/ingest/header.ts';
import { INFLATE_LIMITS } from '#pipelines/ingest/limits.ts';
import { receive } from '#pipelines/ingest/receive.ts';
import { splitRecords } from '#pipelines/ingest/record-split.ts';
import { listRejects } from '#pipelines/store/read-rejects.ts';
import { events, HEADER, ingestFiles, refusedCodes, typedRows } from './workbench.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const good = (id: string) => `${id},m1,earn,1,2025-01-01`;

describe('a broken record costs no other', () => {
  it.each([
    ['too few cells', 'e2,m1,earn', 'too_few_cells'],
    ['too many cells', `${good('e2')},x`, 'too_many_cells'],
    ['an empty cell too many', `e2,,m1,earn,1,`, 'too_many_cells'],
    ['a quote at the end of a cell', 'e2,m1",earn,1,2025-01-01', 'stray_quote'],
    ['text after a closing quote', 'e2,"m"1,earn,1,2025-01-01', 'stray_quote'],
    ['a blank before a quote', 'e2, "m1",earn,1,2025-01-01', 'stray_quote'],
    ['a quote that is never closed', 'e2,"m1,earn,1,2025-01-01', 'unclosed_quote'],
    ['a lone carriage return', 'e2,m\r1,earn,1,2025-01-01', 'stray_carriage_return'],
    ['a NUL', 'e2,m\u00001,earn,1,2025-01-01', 'nul_character'],
    ['a line of blanks', '   ', 'too_few_cells'],
  ])('%s', async (_, line, code) => {
    const { workspace, counts } = await ingestFiles({
      'point_events.csv': events(good('e1'), line, good('e3')),
    });
    expect(counts).toEqual([3, 2, 0, 0, 1]);
    expect((await typedRows(workspace)).map((row) => [row.event_id, row.source_record])).toEqual([
      ['e1', 1n],
      ['e3', 3n],
    ]);
    expect(await refusedCodes(workspace)).toEqual({ 2: [code] });
    expect((await listRejects(workspace))[0]!.raw).toBe(line.replace('\u0000', '\\x00'));
  });

  it('bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from(events(...Array.from({ length: 12 }, (_, at) => `e${at},会员,earn,1,2025-01-01`))),
      Buffer.from('e12,'),
      Buffer.from([0xe4, 0xbc]),
      Buffer.from(',earn,1,2025-01-01\n'),
    ]);
    const { workspace, counts } = await ingestFiles({ 'point_events.csv': bytes });
    expect(counts).toEqual([13, 12, 0, 0, 1]);
    expect((await listRejects(workspace))[0]!.raw).toBe('e12,\\xE4\\xBC,earn,1,2025-01-01');
  });
});

describe('what the standard allows is read', () => {
  it.each([
    [
      'quoted line breaks, delimiters and quotes',
      `${HEADER},reason\n${good('e1')},"a\nb,""c"""\n`,
      'a\nb,"c"',
    ],
    ['CRLF, kept within quotes', `${HEADER},reason\r\n${good('e1')},"a\r\nb"\r\n`, 'a\r\nb'],
    ['mixed line breaks', `${HEADER},reason\r\n${good('e1')},a\n${good('e2')},b\r\n`, 'a'],
    ['old Macintosh line breaks', `${HEADER},reason\r${good('e1')},a\r${good('e2')},b\r`, 'a'],
    ['no line break at the end', `${HEADER},reason\n${good('e1')},a`, 'a'],
    ['blank lines', `\n${HEADER},reason\n\n${good('e1')},a\n\n\n`, 'a'],
    ['a byte order mark', `\ufeff${HEADER},reason\n${good('e1')},a\n`, 'a'],
    ['semicolons', `${HEADER},reason\n${good('e1')},a\n`.replaceAll(',', ';'), 'a'],
    ['bars', `${HEADER},reason\n${good('e1')},a\n`.replaceAll(',', '|'), 'a'],
    [
      'names in another case and order',
      `Reason, OCCURRED_AT ,points,event_type,member_id,event_id\na,2025-01-01,1,earn,m1,e1\n`,
      'a',
    ],
  ])('%s', async (_, text, reason) => {
    const { workspace, outcome } = await ingestFiles({ 'point_events.csv': text });
    expect(outcome.manifest.rejects).toBeNull();
    expect((await typedRows(workspace))[0]).toMatchObject({ event_id: 'e1', reason, source_record: 1n });
  });
});

it('the fast reader and the careful one never differ: random texts give the cells that the standard says', async () => {
  const table = findTable('products')!;
  const folder = await temporaryFolder();
  const database = await openDatabase(':memory:');
  const piece = fc.constantFrom(
    'a',
    '1',
    ',',
    ',',
    '"',
    '""',
    '\n',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '中',
    '"x"',
    ',"y,z"',
    '\u0000',
  );
  const breaks = fc.constantFrom('\n', '\r\n');
  const cell = fc.constantFrom('', 'a', '中文', '"q"', '"a,b"', '"a""b"', '"l\nm"', '""', ' s ');
  const tidy = fc
    .tuple(breaks, fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }))
    .map(([end, lines]) => lines.map((cells) => cells.join(',')).join(end) + end);
  const wild = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
  let fast = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(tidy, wild), async (body) => {
      const text = `product_id,name\n${body}`;
      const name = `${createHash('sha256').update(text).digest('hex')}.csv`;
      const path = join(folder, name);
      await writeFile(path, text);
      const signal = new AbortController().signal;
      const batch = await temporaryFolder();
      const file = await receive(
        { path, name, target: { table, mapped: null }, format: 'csv', compressed: false },
        batch,
        signal,
        () => undefined,
      );
      const broken: number[] = [];
      const read = await readDelimited(file, {
        connection: database.connection,
        scratch: batch,
        declaredEncoding: null,
        dialect: {},
        onProgress: () => undefined,
        limits: INFLATE_LIMITS,
        wanted: new Set(['product_id', 'name']),
        refuser: { refuse: (record) => broken.push(record), refuseSelected: () => Promise.resolve() },
        signal,
      });
      const found = await rows<{ record: bigint; c0: string | null; c1: string | null }>(
        database.connection,
        `select * from ${read.relation} order by record`,
      );
      if (read.relation.includes('row_number')) fast++;
      const expected: unknown[] = [];
      const dialect = { delimiter: 44, quote: 34, skip: 0, breaksAtCr: false };
      for await (const { number, bytes, problem } of splitRecords(path, dialect, 2)) {
        if (number === 1) continue;
        if (problem) expect(broken).toContain(number - 1);
        else
          expected.push([
            number - 1,
            ...headerCells(bytes.toString(), ',')
              .slice(0, 2)
              .map((each) => each || null),
          ]);
      }
      expect(found.map(({ record, c0, c1 }) => [Number(record), c0, c1])).toEqual(expected);
      expect(read.rows).toBe(expected.length);
    }),
    { numRuns: 400, seed: 20260630 },
  );
  database.close();
  expect(fast).toBeGreaterThan(50);
});

it('cuts records across the borders of its reading window', async () => {
  const filler = 'y'.repeat(1_000_003);
  const lines = Array.from({ length: 13 }, (_, at) => `${good(`e${at}`)},"${filler}\n${at}"`);
  const text = `${HEADER},reason\n${lines.join('\n')}\nbroken\n`;
  const { workspace, counts } = await ingestFiles({ 'point_events.csv': text });
  expect(counts).toEqual([14, 13, 0, 0, 1]);
  expect((await typedRows(workspace)).map((row) => row.reason)).toEqual(
    lines.map((_, at) => `${filler}\n${at}`),
  );
});

it('a missing required column lists what was found and suggests a mapping', async () => {
  const text = '流水号,会员号,类型,积分,时间,余额\n1,2,earn,1,2025-01-01,1\n';
  await expect(ingestFiles({ 'point_events.csv': text })).rejects.toThrow(
    /lacks the required columns event_id, member_id, event_type, points, occurred_at.*found: 流水号, 会员号.*流水号 → event_id, 会员号 → member_id, 类型 → event_type, 积分 → points, 时间 → occurred_at, 余额 → balance_after/,
  );
  await expect(ingestFiles({ 'point_events.csv': `evnt_id,${HEADER.slice(9)}\n` })).rejects.toThrow(
    /evnt_id → event_id/,
  );
  await expect(ingestFiles({ 'point_events.csv': `${HEADER},Points\n` })).rejects.toThrow(/points twice/);
  await expect(ingestFiles({ 'point_events.csv': '' })).rejects.toThrow(/empty/);
  await expect(ingestFiles({ 'point_events.csv': `\u0000\u0000${HEADER}\n` })).rejects.toThrow(
    /first line of point_events.csv holds NUL characters/,
  );
});
