import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recompute } from '#engine/recompute.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { initWorkspace, readConfiguration, workspacePaths } from '#pipelines/store/workspace.ts';

const signal = new AbortController().signal;

/** A workspace in a temporary folder, fed and computed as the command line does. */
export interface TestWorkspace {
  readonly path: string;
  /** Ingests files by name and content as one batch. */
  feed(files: Readonly<Record<string, string>>): Promise<void>;
  /** Computes a book, makes it the current one and gives its id. */
  compute(asOf?: string): Promise<string>;
  remove(): Promise<void>;
}

export async function testWorkspace(): Promise<TestWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'jiheng-workspace-'));
  const path = join(root, 'workspace');
  await initWorkspace(path);
  let fed = 0;
  return {
    path,
    async feed(files) {
      const folder = join(root, `feed-${++fed}`);
      await mkdir(folder);
      for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
      await ingest(path, [folder], { signal });
    },
    async compute(asOf) {
      const { batches } = await readStore(path);
      const paths = workspacePaths(path);
      const { book_id } = await recompute(
        {
          batches: batches.map((batch) => ({
            batchId: batch.batchId,
            contentHash: batch.contentHash,
            rowsRead: batch.manifest.files.reduce((sum, file) => sum + file.rows_read, 0),
            rowsRejected: batch.manifest.files.reduce((sum, file) => sum + file.rejected, 0),
            rowsSkipped: 0,
            tables: [...batch.tables.values()],
          })),
          configuration: await readConfiguration(path),
          asOf,
          books: paths.books,
          temporary: paths.temporary,
        },
        { signal, progress() {} },
      );
      return book_id;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
