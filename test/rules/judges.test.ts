import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Build } from '#engine/build/build.ts';
import { oneRow, openDatabase, type Database } from '#engine/database.server.ts';
import { atOnce, openJudges } from '#engine/rules/judges.ts';

let folder: string;
let database: Database;
let build: Build;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiheng-judges-'));
  database = await openDatabase(join(folder, 'book.duckdb'));
  await database.connection.run('create temp macro local_day(programme_id, instant) as instant::date');
  await database.connection.run('create table found (name varchar)');
  build = {
    connection: database.connection,
    reader: database.connection,
    beside: database.connection,
    judges: await openJudges(database),
    signal: new AbortController().signal,
    progress() {},
    durations: {},
    within: {},
  };
});
afterAll(async () => {
  database.close();
  await rm(folder, { recursive: true, force: true });
});

const found = () =>
  oneRow(database.connection, `select string_agg(name, ' ' order by name) as names from found`);

it('lets two judge at the same time, on connections that speak as the build’s own', async () => {
  // Neither of the first two ends before both have begun.
  let begun = 0;
  let go = () => {};
  const both = new Promise<void>((resolve) => (go = resolve));
  await atOnce(build, ['a', 'b', 'c'], async ({ connection }, name) => {
    if (++begun === 2) go();
    await both;
    await connection.run(
      `insert into found select concat($name, local_day('p', '2026-06-30 23:00:00+00'::timestamptz), current_setting('TimeZone'))`,
      { name },
    );
  });
  expect(await found()).toEqual({ names: 'a2026-06-30UTC b2026-06-30UTC c2026-06-30UTC' });
});

it('throws what one threw when the others have ended', async () => {
  await database.connection.run('delete from found');
  const work = async ({ connection }: Build, name: string) => {
    if (name === 'b') throw new Error('b cannot');
    await connection.run('insert into found values ($name)', { name });
  };
  await expect(atOnce(build, ['a', 'b', 'c', 'd'], work)).rejects.toThrow('b cannot');
  expect(await found()).toEqual({ names: 'a c d' });
});
