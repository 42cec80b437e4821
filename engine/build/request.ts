import type { Configuration } from '../contract/programme.ts';
import type { Rule } from '../rules/rule.ts';

/** The typed rows of one table in one batch, as the source store keeps them. */
export interface InputTable {
  readonly table: string;
  /** Absolute paths of Parquet files. */
  readonly files: readonly string[];
  readonly rows: number;
  /** Contract columns that the input had. */
  readonly columnsPresent: readonly string[];
}

/** One batch that counts. */
export interface InputBatch {
  readonly batchId: string;
  /** SHA-256 (hex) of what decides the batch's content. */
  readonly contentHash: string;
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly rowsSkipped: number;
  readonly tables: readonly InputTable[];
}

/** A period that was closed: its figures stay, and what becomes known of it later counts in the next. */
export interface ClosedPeriod {
  /** `YYYY-MM`. */
  readonly period: string;
  readonly bookId: string;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly preparer: string;
  readonly approver: string | null;
  /** Parquet of liability.cell_moves and liability.pool_months through the period; absolute paths. */
  readonly movesFile: string;
  readonly poolsFile: string;
  /** SHA-256 (hex) of both files. */
  readonly contentHash: string;
}

/** All that decides what a book contains, and where it is to be written. */
export interface BookRequest {
  readonly batches: readonly InputBatch[];
  readonly configuration: Configuration;
  /** Last local day that counts (`YYYY-MM-DD`); default the local day of the latest event. */
  readonly asOf?: string;
  /** Rows that their system learnt of later do not count; ISO 8601. Default: all count. */
  readonly knownAt?: string;
  /** Periods that were closed, in any order; default none. */
  readonly closes?: readonly ClosedPeriod[];
  /** Folder of the books. */
  readonly books: string;
  /** Folder for scratch files; emptied by the build when it ends. */
  readonly temporary: string;
  readonly shards?: number;
  /** Rules of the workspace itself, judged after those of the catalogue; default none. */
  readonly ownRules?: readonly Rule[];
  /** Judge by these rules only; for the cases of rules. Default: all. */
  readonly rules?: readonly string[];
  /** What DuckDB's buffer manager may hold; the process needs as much again. */
  readonly memoryLimit?: string;
}
