import type { BookReader } from '../book-reader.ts';
import type { Books } from '../books.ts';

/** A period that was closed before a book was computed, and the book it was closed with. */
export interface Close {
  /** `2025-12`. */
  readonly period: string;
  readonly book_id: string;
}

/** The closes that a book keeps to, the earliest first. */
export function closesOf(reader: BookReader): Promise<Close[]> {
  return reader.rows<Close>(
    `select distinct strftime(period, '%Y-%m') as period, book_id from meta.closes order by period`,
  );
}

/** Whether a book is on the shelf; one may have been pruned since a period was closed with it. */
export async function isOnShelf(books: Books, id: string): Promise<boolean> {
  return (await books.list()).some(({ book_id }) => book_id === id);
}

/**
 * The same question to the book that knows the month as it was closed: that with which the first close that covers it was
 * made. A later book has what became known since in its lots, which is why only that one adds up to the frozen figures.
 * Where no close covers the month, or its book was pruned, the question stays as it is.
 */
export async function asClosed<Query extends { month: string; book?: string | undefined }>(
  books: Books,
  query: Query,
): Promise<Query> {
  const closes = await books.read(query.book, closesOf);
  const close = closes.find(({ period }) => period >= query.month);
  if (!close || !(await isOnShelf(books, close.book_id))) return query;
  return { ...query, book: close.book_id };
}
