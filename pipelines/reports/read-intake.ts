import type { IngestManifest } from '#engine/contract/manifest.ts';
import type { Row } from '#engine/reports/document.ts';
import type { Intake, IntakeBatch } from '#engine/reports/report-source.ts';
import { oneRow } from '#engine/database.server.ts';
import type { OpenBook } from '#engine/books/open.ts';
import { UserError } from '#engine/user-error.ts';
import { rejectPages } from '#pipelines/store/read-rejects.ts';
import { readStore } from '#pipelines/store/read-store.ts';

/**
 * What the source store says of the batches that a book was computed from.
 *
 * @throws UserError where a batch of the book is not in the store, or the chain is broken: a report must not state
 *   control totals that nobody can check.
 */
export async function readIntake(workspace: string, book: OpenBook): Promise<Intake> {
  const store = await readStore(workspace);
  if (store.chain.firstBroken)
    throw new UserError(
      `The chain of batches is broken at ${store.chain.firstBroken.batchId}: ${store.chain.firstBroken.reason}; restore it from a backup before making reports.`,
      { exitCode: 1 },
    );
  const { inputs } = await oneRow<{ inputs: string }>(
    book.connection,
    'select inputs::varchar as inputs from meta.book',
  );
  const ids = (JSON.parse(inputs) as { batch_id: string }[]).map((each) => each.batch_id);
  const manifests = ids.map((id) => {
    const manifest = store.manifests.find((each) => each.batch_id === id);
    if (manifest?.kind !== 'ingest')
      throw new UserError(
        `The book was computed from batch ${id}, which the source store has not; restore it from a backup.`,
        { exitCode: 1 },
      );
    return manifest;
  });
  manifests.sort((left, right) => left.sequence - right.sequence);
  return {
    batches: manifests.map(counted),
    chainHead: store.head,
    rejects: () => rejectRows(workspace, manifests),
  };
}

function counted(manifest: IngestManifest): IntakeBatch {
  const sum = (pick: (file: IngestManifest['files'][number]) => number) =>
    manifest.files.reduce((total, file) => total + pick(file), 0);
  return {
    batch_id: manifest.batch_id,
    sequence: manifest.sequence,
    created_at: manifest.created_at,
    files: manifest.files.length,
    rows_read: sum((file) => file.rows_read),
    accepted: sum((file) => file.accepted),
    duplicates: sum((file) => file.duplicates),
    conflicts: sum((file) => file.conflicts),
    skipped: sum((file) => file.skipped),
    rejected: sum((file) => file.rejected),
  };
}

async function* rejectRows(
  workspace: string,
  manifests: readonly IngestManifest[],
): AsyncGenerator<readonly Row[]> {
  for (const { batch_id: batch, rejects } of manifests) {
    if (!rejects) continue;
    for await (const page of rejectPages(workspace, { batch }))
      yield page.map((reject) => [
        reject.batch_id,
        reject.table,
        reject.source_file,
        String(reject.source_record),
        reject.reasons
          .map(({ column, reason, advice }) => `${column ? `${column}: ` : ''}${reason} (${advice})`)
          .join('; '),
        reject.raw,
      ]);
  }
}
