import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diffBooks, type BookDiff } from '#engine/books/diff.ts';
import { bookPath } from '#engine/books/shelf.ts';
import type { Watcher } from '#engine/build/scratch.ts';
import { recompute } from '#engine/recompute.ts';
import { UserError } from '#engine/user-error.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { inputBatches } from '#pipelines/store/input-batches.ts';
import { withLock } from '#pipelines/store/lock.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { adoptConfiguration, initWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { remediationCsv, type Remediation } from './remediation.ts';

/**
 * What the book would be with a remediation: its events are ingested into a scratch workspace and judged together with
 * the batches of the real one. Nothing is published.
 *
 * @throws UserError where there is nothing to give back, or an event was refused.
 */
export function previewRemediation(
  workspace: string,
  remediation: Remediation,
  watcher: Watcher,
): Promise<BookDiff> {
  return withLock(workspace, 'remediation preview', () => previewed(workspace, remediation, watcher), {
    signal: watcher.signal,
  });
}

async function previewed(workspace: string, remediation: Remediation, watcher: Watcher): Promise<BookDiff> {
  const csv = remediationCsv(remediation);
  const paths = workspacePaths(workspace);
  const scratch = join(paths.temporary, `remediation-${process.pid}`);
  const what = join(scratch, 'workspace');
  try {
    await mkdir(what, { recursive: true });
    await initWorkspace(what);
    if (existsSync(paths.programme)) await adoptConfiguration(what, paths.programme);
    const file = join(scratch, 'point_events.csv');
    await writeFile(file, csv);
    await ingest(what, [file], { signal: watcher.signal });
    const store = await readStore(what);
    const [batch] = store.batches;
    const rejected = batch?.manifest.files.reduce((sum, each) => sum + each.rejected, 0);
    if (!batch || rejected)
      throw new UserError(
        `${rejected ?? 'All'} events of the remediation were refused; nothing can be previewed.`,
      );
    const request = await bookRequest(workspace, { asOf: remediation.as_of });
    const shelf = join(scratch, 'books');
    const { book_id } = await recompute(
      {
        ...request,
        batches: [...request.batches, ...inputBatches([batch])],
        books: shelf,
        temporary: join(scratch, 'tmp'),
      },
      watcher,
    );
    return await diffBooks(bookPath(paths.books, remediation.book_id), bookPath(shelf, book_id));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
