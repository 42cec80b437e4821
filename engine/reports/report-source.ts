import type { OpenBook } from '../books/open.ts';
import type { Language, Rows } from './document.ts';

/** What became of the rows of the batches that a book was computed from, as their manifests count them. */
export interface Intake {
  readonly batches: readonly IntakeBatch[];
  /** SHA-256 of the newest manifest of the chain. */
  readonly chainHead: string | null;
  /** Refused records: batch, table, file, record, raw text, reasons. */
  readonly rejects: Rows;
}

/** `rows_read = accepted + duplicates + conflicts + skipped + rejected`. */
export interface IntakeBatch {
  readonly batch_id: string;
  readonly sequence: number;
  readonly created_at: string;
  readonly files: number;
  readonly rows_read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly skipped: number;
  readonly rejected: number;
}

/** What somebody decided about a finding. */
export interface FindingDecision {
  /** What was decided, in the reader's language. */
  readonly status: string;
  readonly reason: string;
  readonly decidedBy: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}

/** All that a report is made from. */
export interface ReportSource {
  readonly book: OpenBook;
  readonly language: Language;
  /** Null where the source store is not at hand. */
  readonly intake: Intake | null;
  /** Where findings stand on which somebody decided, by the finding's id. */
  readonly decisions: ReadonlyMap<string, FindingDecision>;
  /** Whose statement is asked for. */
  readonly memberId?: string;
  /** Or the household whose statement is asked for. */
  readonly householdId?: string;
  /** The one province or prefecture that a regional report is about, by its code. */
  readonly regionCode?: string;
}
