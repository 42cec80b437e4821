import { readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findTable } from '#engine/contract/tables.ts';
import { openDatabase, rows } from '#engine/database.server.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { KeyIndex, keyHashSql } from '#pipelines/ingest/key-index.ts';
import { pathList } from '#pipelines/ingest/sql.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { events, folderWith, ingestFiles, totals } from './workbench.ts';

const TABLE = findTable('point_events')!;
const lines = (from: number, to: number) =>
  events(...Array.from({ length: to - from }, (_, at) => `e${from + at},m,earn,1,2025-01-01`));

it('finds exactly the keys that a batch has, whether they are searched or read in a block', async () => {
  // More entries than one block has.
  const { workspace } = await ingestFiles({ 'point_events.csv': lines(0, 70_000) });
  const store = await readStore(workspace);
  const [batch] = store.batches;
  const database = await openDatabase(':memory:');
  try {
    const index = await KeyIndex.of(database.connection, store, batch!, TABLE);
    const files = pathList(batch!.tables.get('point_events')!.files);
    const all = await rows<{ h: bigint }>(
      database.connection,
      `select ${keyHashSql(TABLE)} as h from read_parquet(${files}) order by h`,
    );
    const known = all.map(({ h }) => h);
    const present = new Set(known);
    const strangers = known.map((h) => h ^ 1n).filter((h) => !present.has(h));
    const sorted = (hashes: bigint[]) =>
      new BigUint64Array([...new Set(hashes)].sort((left, right) => (left < right ? -1 : 1)));
    const ends = [0n, 2n ** 64n - 1n];
    for (const asked of [
      sorted([...known.filter((_, at) => at % 700 === 0), ...strangers.slice(0, 100), ...ends]),
      sorted(known.slice(100, 300)),
      sorted([...strangers.slice(40_000, 40_100), known[40_050]!]),
      new BigUint64Array(),
    ]) {
      expect(index.find(asked)).toEqual([...asked].filter((hash) => present.has(hash)));
    }
    index.close();
  } finally {
    database.close();
  }
});

it('is a cache: gone or cut short it is made again, and the counts stay', async () => {
  const { workspace } = await ingestFiles({ 'point_events.csv': lines(0, 500) });
  const add = async (from: number, to: number) =>
    totals((await ingest(workspace, [await folderWith({ 'point_events.csv': lines(from, to) })])).manifest);
  const keys = join(workspace, 'keys');
  expect(await add(400, 600)).toMatchObject({ accepted: 100, duplicates: 100 });
  const [version] = await readdir(keys);
  const made = await readdir(join(keys, version!));
  expect(made).toHaveLength(1);
  await truncate(join(keys, version!, made[0]!), 80);
  expect(await add(450, 650)).toMatchObject({ accepted: 50, duplicates: 150 });
  await rm(keys, { recursive: true });
  expect(await add(0, 700)).toMatchObject({ accepted: 50, duplicates: 650 });
});
