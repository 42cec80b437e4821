import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase, type Database } from '../database.server.ts';
import { SCHEMAS } from '../models/catalogue.ts';
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

/** DuckDB deals tables out to threads by row groups of so many rows. */
const ROW_GROUP = 122_880;

/**
 * One thread for tables of one row group: a second would find nothing to do but wait, and while it waits it burns as much
 * time as work. Rules still judge side by side, each on a thread of its own.
 */
function threadsFor({ batches }: BookRequest): number | undefined {
  const rows = batches.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
  return rows <= ROW_GROUP ? 1 : undefined;
}

/** The draft of the book, with the catalogue `posting` beside it for all that is not kept. */
async function openDraft(draft: string, scratch: string, request: BookRequest): Promise<Database> {
  const database = await openDatabase(':memory:', {
    memoryLimit: request.memoryLimit ?? '2GB',
    threads: threadsFor(request),
    temporaryDirectory: join(scratch, 'spill'),
    // A build that is cut off leaves nothing: a log of hundreds of tables, each forced to the disk, would be for nobody.
    drafts: { book: draft, posting: join(scratch, 'posting.duckdb') },
  });
  const { connection } = database;
  // Estimates of few rows are often wrong, and a loop over all spans for each of many accounts takes minutes.
  await connection.run('set asof_loop_join_threshold = 0');
  // Scratch tables are thrown away: nothing of theirs need be written when the database closes.
  await connection.run('pragma disable_checkpoint_on_shutdown');
  for (const schema of SCHEMAS) await connection.run(`create schema ${schema}`);
  return database;
}
