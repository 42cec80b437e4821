import { describe, expect, it } from 'vitest';
import { events, HEADER, ingestFiles, refusedCodes, typedRows } from './workbench.ts';

const LINE = 'e1,m1,earn,1,2024-01-01';

describe('files that are no table are refused with one sentence', () => {
  it('a line that never ends', async () => {
    const long = Buffer.alloc(40 * 1024 * 1024, 'x');
    await expect(ingestFiles({ 'point_events.csv': long })).rejects.toThrow(/longer than 16 MiB/);
    await expect(
      ingestFiles({ 'point_events.csv': Buffer.concat([Buffer.from(`${HEADER}\n${LINE}\n`), long]) }),
    ).rejects.toThrow(/Record 3 is longer than 16 MiB/);
  });

  it('a JSON line that is too long, the last one too', async () => {
    const long = JSON.stringify({ event_id: 'x'.repeat(20 * 1024 * 1024) });
    for (const lines of [[goodLine(1), long, goodLine(2)], [goodLine(1), long], [long]])
      await expect(ingestFiles({ 'point_events.jsonl': lines.join('\n') })).rejects.toThrow(
        /Record \d is longer than 16 MiB/,
      );
  });

  it('a hundred thousand columns', async () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `column${at}`).join(',');
    await expect(ingestFiles({ 'point_events.csv': `${names}\n${names}\n` })).rejects.toThrow(
      /has 100000 columns, more than 2000/,
    );
  });

  it('a hundred thousand keys', async () => {
    const object = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key${at}`, at]));
    await expect(ingestFiles({ 'point_events.jsonl': `${JSON.stringify(object)}\n` })).rejects.toThrow(
      /more than 2000 different keys/,
    );
  });
});

it('a record of a hundred thousand cells costs no other', async () => {
  const wide = 'x,'.repeat(100_000);
  const { workspace, counts } = await ingestFiles({ 'point_events.csv': events(LINE, wide) });
  expect(counts).toEqual([2, 1, 0, 0, 1]);
  expect(await refusedCodes(workspace)).toEqual({ 2: ['too_many_cells'] });
});

it('characters cut at the borders of reading windows stay whole, in GB18030 and UTF-16', async () => {
  const lines = Array.from(
    { length: 60_000 },
    (_, at) => `e${at},会员${'𠮷'.repeat(at % 5)},earn,1,2024-01-01`,
  );
  const text = events(...lines);
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  const { workspace, counts } = await ingestFiles({ 'point_events.csv': utf16 });
  expect(counts).toEqual([60_000, 60_000, 0, 0, 0]);
  expect((await typedRows(workspace)).every((row, at) => row.member_id === lines[at]!.split(',')[1])).toBe(
    true,
  );
  const cut = await ingestFiles({ 'point_events.csv': utf16.subarray(0, utf16.length - 1) });
  expect(cut.counts).toEqual([60_000, 59_999, 0, 0, 1]);
});

it('many malformed JSON lines are refused one by one', async () => {
  const lines = Array.from({ length: 5000 }, (_, at) => (at % 2 ? `{"event_id":` : goodLine(at)));
  const { counts } = await ingestFiles({ 'point_events.jsonl': lines.join('\n') });
  expect(counts).toEqual([5000, 2500, 0, 0, 2500]);
});

it('where the header stands again, another table may begin: what follows is refused', async () => {
  const { workspace, counts } = await ingestFiles({
    'point_events.csv': events(LINE, HEADER, 'e2,m1,earn,1,2024-01-01'),
  });
  expect(counts).toEqual([3, 1, 0, 0, 2]);
  expect(await refusedCodes(workspace)).toEqual({ 2: ['second_table'], 3: ['second_table'] });
});

function goodLine(at: number): string {
  return JSON.stringify({
    event_id: `e${at}`,
    member_id: 'm',
    event_type: 'earn',
    points: 1,
    occurred_at: '2024-01-01',
  });
}
