import type { Bilingual } from './citation.ts';
import { time, text, type Column } from './column.ts';

/** One input table of the contract: what its rows are, what identifies one, and when it became true. */
export interface Table {
  readonly name: string;
  /** What people call it. */
  readonly title: Bilingual;
  /** The grain in one sentence. */
  readonly grain: string;
  readonly columns: Readonly<Record<string, Column>>;
  /**
   * Ids and dates that identify a row within a programme. Two rows with one key and other content: the latest
   * `recorded_at` counts, the other is kept as superseded (for `point_events`: as a conflict).
   */
  readonly key: readonly string[];
  /** The column whose instant or day decides whether the row exists at an as-of date; none: always. */
  readonly datedBy?: string;
}

/** Columns that every table may carry. */
export const COMMON_COLUMNS: Readonly<Record<string, Column>> = {
  programme_id: text('The programme; default the only one configured'),
  source: text("The system the row came from; default the mapping's name, else `default`"),
  recorded_at: time('When that system learnt of it'),
};

/** Declares an input table; the common columns are added to its own. */
export function table(declaration: Table): Table {
  const columns = { ...COMMON_COLUMNS, ...declaration.columns };
  for (const name of [...declaration.key, ...(declaration.datedBy ? [declaration.datedBy] : [])]) {
    if (!columns[name])
      throw new Error(`Table ${declaration.name} has no column ${name} for its key or date.`);
  }
  return { ...declaration, columns };
}
