import type { DialectChoice } from '#engine/contract/mapping.ts';
import type { DuckDBConnection } from '#engine/database.server.ts';
import type { Encoding } from './encoding.ts';
import type { InflateLimits } from './limits.ts';
import type { ReasonCode } from './reasons.ts';

/**
 * A file as rows of text, whatever its format: what every reader under `formats/` gives. A mapping may stand between
 * this and typing.
 */
export interface TextRows {
  /** SQL relation with `record` (BIGINT, from 1, as people count data records) and `c0`, `c1` … (VARCHAR). */
  readonly relation: string;
  /** Rows of the relation; broken records, already refused, not among them. */
  readonly rows: number;
  /** The columns' names as the file has them; the cells of the n-th are `c<n>`. */
  readonly names: readonly string[];
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  /** The character around cells; null where quotes are text or the format has none. */
  readonly quote: string | null;
  readonly warnings: readonly string[];
  readonly raw: RawText;
}

/** Where the raw text of a record comes from: an expression over the relation, or a walk over the file. */
export type RawText =
  | { readonly kind: 'expression'; readonly sql: string }
  | { readonly kind: 'walk'; records(): AsyncIterable<WalkedRecord> };

/** A record met on a walk; its text is made only where it is wanted. */
export interface WalkedRecord {
  readonly record: number;
  raw(): string;
}

/** Takes records that cannot be cut into cells. */
export interface Refuser {
  refuse(record: number, raw: string, code: ReasonCode): void;
  /** The same in bulk: a query that gives `record`, `raw` and `code`. */
  refuseSelected(query: string): Promise<void>;
}

/** What a reader may use. */
export interface ReadingContext {
  readonly connection: DuckDBConnection;
  /** Folder for temporary files. */
  readonly scratch: string;
  readonly declaredEncoding: Encoding | null;
  /** How a person says that the text is cut into cells; what is absent is detected. */
  readonly dialect: DialectChoice;
  readonly limits: InflateLimits;
  /** Columns that are looked for, in lower case: those of the table, or those that the mapping reads. */
  readonly wanted: ReadonlySet<string>;
  readonly refuser: Refuser;
  readonly signal: AbortSignal;
  /** Told how much of the file is read, between 0 and 1, and how many rows that were where it is known. */
  readonly onProgress: (fraction: number, rows?: number) => void;
}
