import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { givenBatch, type GivenTables } from '#engine/build/given.ts';
import type { BookRequest } from '#engine/build/request.ts';
import type { Configuration } from '#engine/contract/programme.ts';
import { recompute } from '#engine/recompute.ts';

/** A book for all tests of a file, in a workspace of its own that its last test removes. */
export async function lastingBook(
  tables: GivenTables,
  configuration: Configuration,
  options: Pick<BookRequest, 'asOf' | 'rules'> = {},
): Promise<{ books: string; bookId: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-book-'));
  const books = join(folder, 'books');
  await mkdir(join(folder, 'source'));
  const batch = await givenBatch(join(folder, 'batch'), tables, configuration);
  const { book_id } = await recompute(
    { ...options, batches: [batch], configuration, books, temporary: join(folder, 'tmp') },
    { signal: new AbortController().signal, progress() {} },
  );
  return { books, bookId: book_id, remove: () => rm(folder, { recursive: true, force: true }) };
}
