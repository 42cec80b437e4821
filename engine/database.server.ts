import {
  DuckDBInstance,
  DuckDBResultReader,
  DuckDBStructValue,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import { literal } from './sql-text.ts';

export {
  DuckDBDataChunk,
  DuckDBDecimalValue,
  DuckDBScalarFunction,
  DuckDBTimestampTZValue,
  ENUM8,
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  INTEGER,
  TIMESTAMPTZ,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
export type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBInstance,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';

export interface OpenOptions {
  /** Opens an existing file without taking the write lock. */
  readonly readOnly?: boolean;
  /** What the buffer manager may hold, e.g. `2GB`; the process needs headroom beyond it. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly temporaryDirectory?: string;
  /** Memory that is no longer used goes back to the system at once instead of being kept for the next query. */
  readonly givesMemoryBack?: boolean;
  /** Zone in which instants without one are read and shown. */
  readonly timeZone?: string;
  /**
   * Files in the making, by the name of their catalogue: they keep no write-ahead log, so that only a checkpoint writes
   * them and one that was not finished is of no use. Names without a catalogue mean the first.
   */
  readonly drafts?: Readonly<Record<string, string>>;
}

/**
 * How a file in the making is attached: without a write-ahead log, and in the first storage format that keeps text in one
 * compression instead of trying several for each run of rows. Writing an event's many texts is most of what sorting costs.
 */
export const DRAFT_OPTIONS = `(recovery_mode no_wal_writes, storage_version 'v1.3.0')`;

/** An open DuckDB with one connection, and the way to let go of both (only then is the file's lock free). */
export interface Database {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  /** One more connection to the same database, closed with it. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/**
 * Opens a DuckDB file or, with `:memory:`, a database in memory. Every part of Jiheng that needs DuckDB comes through
 * here: no other file imports the driver.
 */
export async function openDatabase(path: string, options: OpenOptions = {}): Promise<Database> {
  const instance = await DuckDBInstance.create(path, {
    access_mode: options.readOnly ? 'READ_ONLY' : 'AUTOMATIC',
    memory_limit: options.memoryLimit ?? '2GB',
    threads: String(options.threads ?? 2),
    // Extensions are never fetched: the product downloads nothing at run time.
    autoinstall_known_extensions: 'false',
    ...(options.givesMemoryBack
      ? { allocator_background_threads: 'true', allocator_flush_threshold: '1MB' }
      : {}),
    ...(options.temporaryDirectory ? { temp_directory: options.temporaryDirectory } : {}),
  });
  const drafts = Object.entries(options.drafts ?? {});
  const connect = async () => {
    const made = await instance.connect();
    await made.run(`set TimeZone = ${literal(options.timeZone ?? 'UTC')}`);
    return made;
  };
  const atHome = async (made: DuckDBConnection) => {
    if (drafts.length > 0) await made.run(`use ${drafts[0]![0]}`);
    return made;
  };
  const connection = await connect();
  for (const [name, file] of drafts)
    await connection.run(`attach ${literal(file)} as ${name} ${DRAFT_OPTIONS}`);
  await atHome(connection);
  const others: DuckDBConnection[] = [];
  return {
    instance,
    connection,
    async connect() {
      const other = await atHome(await connect());
      others.push(other);
      return other;
    },
    close() {
      for (const other of others) other.closeSync();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A value that a query may be given; bound, never spliced. */
export type Parameters = Record<string, DuckDBValue>;

/** Runs a query and gives its rows as objects; DECIMAL comes as exact text, BIGINT as bigint, instants as ISO 8601. */
export async function rows<Row = Record<string, unknown>>(
  connection: DuckDBConnection,
  sql: string,
  parameters?: Parameters,
): Promise<Row[]> {
  const reader: DuckDBResultReader = await connection.runAndReadAll(sql, parameters);
  return reader.getRowObjects().map((row) => {
    const plain: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) plain[name] = plainValue(value);
    return plain as Row;
  });
}

/** One row of a query that must give exactly one. */
export async function oneRow<Row = Record<string, unknown>>(
  connection: DuckDBConnection,
  sql: string,
  parameters?: Parameters,
): Promise<Row> {
  const found = await rows<Row>(connection, sql, parameters);
  if (found.length !== 1) throw new Error(`Expected one row, got ${found.length}: ${sql}`);
  return found[0]!;
}

/**
 * A DuckDB value without loss: decimals as text with their full scale, instants as ISO 8601 in UTC with microseconds
 * only where there are any, days as `YYYY-MM-DD`.
 */
export function plainValue(value: DuckDBValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, each]) => [name, plainValue(each)]));
  if ('micros' in value && typeof value.micros === 'bigint') return isoInstant(value.micros);
  if ('items' in value && Array.isArray(value.items)) return value.items.map(plainValue);
  return value.toString();
}

/** DuckDB's instants before and after all others. */
const INFINITY_MICROS = 2n ** 63n - 1n;

/** The word for an instant that has no date, where it is one. */
export function endlessInstant(micros: bigint): 'infinity' | '-infinity' | undefined {
  if (micros === INFINITY_MICROS) return 'infinity';
  return micros === -INFINITY_MICROS ? '-infinity' : undefined;
}

function isoInstant(micros: bigint): string {
  const endless = endlessInstant(micros);
  if (endless) return endless;
  const millis = micros >= 0n ? micros / 1000n : (micros - 999n) / 1000n;
  const rest = micros - millis * 1000n;
  const text = new Date(Number(millis)).toISOString();
  return rest === 0n ? text : text.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}
