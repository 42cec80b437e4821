import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Configuration } from '#engine/contract/programme.ts';
import { givenBatch, type GivenTables } from '#engine/build/given.ts';
import type { BookRequest, InputBatch } from '#engine/build/request.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { openBook } from '#engine/books/open.ts';
import type { BookSummary } from '#engine/books/summary.ts';
import { rows } from '#engine/database.server.ts';
import { recompute } from '#engine/recompute.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface BuiltBook {
  readonly summary: BookSummary;
  readonly path: string;
  query<Row = Record<string, unknown>>(sql: string): Promise<Row[]>;
}

export interface BookOptions extends Partial<
  Pick<BookRequest, 'asOf' | 'knownAt' | 'closes' | 'shards' | 'memoryLimit' | 'rules'>
> {
  /** As in `programme.yaml`. */
  readonly configuration?: unknown;
}

/** Builds a real book from rows, through the engine as the command line does, and opens it. */
export async function bookOf(tables: GivenTables, options: BookOptions = {}): Promise<BuiltBook> {
  const folder = await temporaryFolder();
  const configuration = Configuration.parse(options.configuration ?? {});
  const batch = await givenBatch(join(folder, 'batch'), tables, configuration);
  return bookOfBatches(folder, [batch], { ...options, configuration });
}

/** The same from batches that lie on disk already. */
export async function bookOfBatches(
  folder: string,
  batches: readonly InputBatch[],
  options: BookOptions = {},
): Promise<BuiltBook> {
  const { configuration, ...rest } = options;
  const summary = await recompute(
    {
      ...rest,
      batches,
      configuration: Configuration.parse(configuration ?? {}),
      books: join(folder, 'books'),
      temporary: join(folder, 'tmp'),
    },
    { signal: new AbortController().signal, progress() {} },
  );
  const path = bookPath(join(folder, 'books'), summary.book_id);
  const book = await openBook(path);
  onTestFinished(() => book.close());
  return { summary, path, query: (sql) => rows(book.connection, sql) };
}
