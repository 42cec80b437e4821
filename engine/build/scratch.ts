import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase, type Database } from '../database.server.ts';
import { openJudges } from '../rules/judges.ts';
import type { Build } from './build.ts';
import type { BookRequest } from './request.ts';

/** Whoever waits for long work: told where it is, and able to stop it. */
export interface Watcher {
  readonly signal: AbortSignal;
  progress(step: string, fraction?: number): void;
}

/** A build in a folder of its own. */
export interface Scratch {
  readonly build: Build;
  /** The file of the book in the making. */
  readonly draft: string;
  /** Lets go of the files; they stay. */
  close(): void;
}

/** Makes the folder anew and opens a build in it. */
export async function openScratch(folder: string, request: BookRequest, watcher: Watcher): Promise<Scratch> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const draft = join(folder, 'book.duckdb');
  const database = await openDraft(draft, folder, request);
  const build: Build = {
    connection: database.connection,
    reader: await database.connect(),
    beside: await database.connect(),
    judges: await openJudges(database),
    signal: watcher.signal,
    progress: (name, fraction) => watcher.progress(name, fraction),
    durations: {},
    within: {},
  };
  return { build, draft, close: () => database.close() };
}

/** The draft of the book, with the catalogue `posting` beside it for all that is not kept. */
async function openDraft(draft: string, scratch: string, request: BookRequest): Promise<Database> {
  const database = await openDatabase(draft, {
    memoryLimit: request.memoryLimit ?? '2GB',
    temporaryDirectory: join(scratch, 'spill'),
  });
  const { connection } = database;
  // Estimates of few rows are often wrong, and a loop over all spans for each of many accounts takes minutes.
  await connection.run('set asof_loop_join_threshold = 0');
  // Scratch tables are thrown away: nothing of theirs need be written when the database closes.
  await connection.run('pragma disable_checkpoint_on_shutdown');
  await connection.run(
    `attach '${join(scratch, 'posting.duckdb').replaceAll("'", "''")}' as posting (recovery_mode no_wal_writes)`,
  );
  for (const schema of [
    'meta',
    'data',
    'ledger',
    'lots',
    'balances',
    'liability',
    'cohorts',
    'redemption',
    'catalogue',
    'promotions',
    'members',
    'green',
    'rules',
  ]) {
    await connection.run(`create schema ${schema}`);
  }
  return database;
}
