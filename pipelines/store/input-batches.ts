import type { InputBatch } from '#engine/build/request.ts';
import type { SourceBatch } from './read-store.ts';

/** Batches of the source store as the engine takes them. */
export function inputBatches(batches: readonly SourceBatch[]): InputBatch[] {
  return batches.map((batch) => {
    const files = batch.manifest.files;
    const sum = (count: (file: (typeof files)[number]) => number) =>
      files.reduce((total, file) => total + count(file), 0);
    return {
      batchId: batch.batchId,
      contentHash: batch.contentHash,
      rowsRead: sum((file) => file.rows_read),
      rowsRejected: sum((file) => file.rejected),
      rowsSkipped: sum((file) => file.skipped),
      tables: [...batch.tables.values()],
    };
  });
}
