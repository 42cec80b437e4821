import {
  oneRow,
  openDatabase,
  rows,
  type Database,
  type DuckDBConnection,
  type OpenOptions,
} from '../database.server.ts';

/** A book opened for reading, and nothing else: no file, no network, no extension can be reached through it. */
export interface OpenBook extends Database {
  readonly path: string;
  readonly timeZone: string;
}

/** Large queries spill beside the book, where no other place is named. */
export type OpenBookOptions = Pick<
  OpenOptions,
  'memoryLimit' | 'threads' | 'temporaryDirectory' | 'givesMemoryBack'
>;

/**
 * Opens a book read-only and locks the connection down, then reads the settings back: a DuckDB that did not obey is
 * not used. Instants read and show in the time zone of the book's first programme.
 */
export async function openBook(path: string, options: OpenBookOptions = {}): Promise<OpenBook> {
  const database = await openDatabase(path, { memoryLimit: '1GB', threads: 2, ...options, readOnly: true });
  try {
    const { connection } = database;
    const [programme] = await rows<{ time_zone: string }>(
      connection,
      'select time_zone from meta.programmes order by programme_id limit 1',
    );
    const timeZone = programme?.time_zone ?? 'UTC';
    await connection.run(`set TimeZone = '${timeZone.replaceAll("'", "''")}'`);
    await lockDown(connection);
    return { ...database, path, timeZone };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Sets a database up for looking at a book, then closes it to files, network, extensions and settings for good, and sees
 * to it that it is.
 */
export async function lockDown(connection: DuckDBConnection): Promise<void> {
  // The rows of a page are looked up by number in tables of millions: as a list, scans skip all others; as a span they
  // read most of the table. DuckDB makes a list of fifty at most by itself; a page has up to a thousand.
  await connection.run('set global dynamic_or_filter_threshold = 1000');
  // The order matters: nothing can be set after the last.
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  const flags = await oneRow<{ external: boolean; locked: boolean }>(
    connection,
    `select current_setting('enable_external_access') as external, current_setting('lock_configuration') as locked`,
  );
  if (flags.external || !flags.locked)
    throw new Error('DuckDB did not lock itself down; the book stays closed.');
}
