import type { ManifestDatabase } from '#engine/contract/manifest.ts';
import type { DatabaseAddress } from './address.ts';

/** A table or view of a database. */
export interface DatabaseTable {
  /** Null in systems whose databases have no schemas. */
  readonly schema: string | null;
  readonly name: string;
  /** As people write it: with the schema where it is not the usual one. */
  readonly shown: string;
}

/** A column, and how its values become text without loss. */
export interface DatabaseColumn {
  readonly name: string;
  /** The type as the system names it. */
  readonly type: string;
  /** Whether its values are bytes that have no text. */
  readonly isBytes: boolean;
  /** What kind of watermark it can be; null for none. */
  readonly grows: 'number' | 'time' | null;
  readonly isNullable: boolean;
  /** SQL that selects it. */
  readonly select: string;
  /** What the selected text needs to say all the system knows; absent: nothing. */
  readonly finish?: (text: string) => string;
}

/** What is known of a table before its rows are read. */
export interface TableFacts {
  readonly columns: readonly DatabaseColumn[];
  readonly primaryKey: readonly string[];
  /** What makes the reading less than certain. */
  readonly warnings: readonly string[];
}

/** A row as texts; null where the database has NULL. */
export type TextRow = (string | null)[];

/**
 * A connection that reads one state of a database and cannot write: the one interface of all systems. Rows come in
 * batches of bounded memory.
 */
export interface DatabaseSession {
  readonly address: DatabaseAddress;
  readonly system: ManifestDatabase['system'];
  readonly version: string;
  tables(): Promise<DatabaseTable[]>;
  describe(table: DatabaseTable): Promise<TableFacts>;
  /** Runs a query that gives its first `width` columns as text. */
  rows(sql: string, width: number): AsyncIterable<TextRow[]>;
  /** A name in the system's quotes. */
  quoted(name: string): string;
  /** SQL of a watermark's value, lowered by an overlap (a whole number; of seconds for times). */
  watermarkSql(kind: 'number' | 'time', value: string, overlap: bigint): string;
  /** Ends the connection at once; what is being read fails. */
  close(): Promise<void>;
}

/** A table's name in SQL. */
export function tableSql(session: Pick<DatabaseSession, 'quoted'>, { schema, name }: DatabaseTable): string {
  return schema === null ? session.quoted(name) : `${session.quoted(schema)}.${session.quoted(name)}`;
}

/** A number lowered by an overlap, as SQL; exact for whole numbers of any length. */
export function loweredNumber(value: string, overlap: bigint): string {
  if (/^-?\d+$/.test(value)) return String(BigInt(value) - overlap);
  if (/^-?\d+\.\d+$/.test(value)) return `${value} - ${overlap}`;
  throw new Error(`The watermark ${JSON.stringify(value)} is no number.`);
}
