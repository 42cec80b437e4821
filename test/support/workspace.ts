import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recompute } from '#engine/recompute.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';

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
      const request = await bookRequest(path, { asOf });
      const { book_id } = await recompute(request, { signal, progress() {} });
      return book_id;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
