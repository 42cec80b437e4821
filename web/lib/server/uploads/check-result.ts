/** What jobs of the kinds `check` and `ingest` result in; for pages, which may know types of the server alone. */
export type { CheckedFile, CheckedTable, PreviewRow } from '#pipelines/ingest/check-files.ts';
export type { CheckedDatabase, ListedDatabase } from '#pipelines/ingest/connectors/look-at-database.ts';
export type { Reading } from '#pipelines/ingest/plan.ts';

export type Counts = Readonly<
  Record<'rows_read' | 'accepted' | 'duplicates' | 'conflicts' | 'skipped' | 'rejected', number>
>;

/** A batch that came of an upload. */
export interface IngestedBatch {
  readonly batch_id: string;
  readonly is_new: boolean;
  readonly files: readonly (Counts & {
    readonly name: string;
    readonly table: string;
    readonly warnings: readonly string[];
  })[];
  readonly totals: Counts;
  readonly not_tables: readonly string[];
}
