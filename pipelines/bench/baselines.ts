import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase, type DuckDBConnection } from '#engine/database.server.ts';
import { literal } from '#engine/sql-text.ts';
import { makeEvents } from './made-events.ts';
import { timed, type BenchOptions } from './measured.ts';

/** The events as files. */
export interface EventFiles {
  readonly parquet: string;
  readonly csv: string;
}

/** Makes the events and hands them over in the table `made` of a database with the benchmark's limits. */
async function withEvents<Result>(
  options: BenchOptions,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const file = join(options.folder, 'baseline.duckdb');
  const database = await openDatabase(file, {
    memoryLimit: options.memoryLimit,
    temporaryDirectory: join(options.folder, 'spill'),
  });
  try {
    options.progress(`make ${options.events} events`);
    await makeEvents(database.connection, options.events, options.members);
    await database.connection.run('checkpoint');
    return await work(database.connection);
  } finally {
    database.close();
    await rm(file, { force: true });
  }
}

/**
 * Writes the events as Parquet (the form in which the source store keeps them) and gives the seconds of DuckDB's own
 * `CREATE TABLE … ORDER BY member, time` of the same rows, from a table already loaded.
 */
export function sortBaseline(options: BenchOptions, parquet: string): Promise<number> {
  return withEvents(options, async (connection) => {
    options.progress('baseline: sort by member and time');
    const seconds = await timed(() =>
      connection.run('create table sorted as select * from made order by member_id, occurred_at'),
    );
    await connection.run('drop table sorted');
    options.progress('write Parquet');
    await connection.run(`copy made to ${literal(parquet)} (format parquet)`);
    return seconds;
  });
}

/** Writes the events as CSV and gives the seconds of DuckDB's own `read_csv` of the file into a table. */
export function readBaseline(options: BenchOptions, csv: string): Promise<number> {
  return withEvents(options, async (connection) => {
    options.progress('write CSV');
    const columns = 'select * exclude (extra, source_file, source_record) from made';
    await connection.run(`copy (${columns}) to ${literal(csv)} (format csv, header)`);
    await connection.run('drop table made');
    options.progress('baseline: read_csv');
    return timed(() => connection.run(`create table loaded as select * from read_csv(${literal(csv)})`));
  });
}
