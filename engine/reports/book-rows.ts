import type { OpenBook } from '../books/open.ts';
import { streamQuery } from '../books/result-stream.ts';
import { endlessInstant, plainValue, type DuckDBValue, type Parameters } from '../database.server.ts';
import { LocalText } from '../time/local-text.ts';
import type { Row } from './document.ts';

/** The rows of a query as a table of a report takes them: exact text, instants in the book's zone. */
export async function readRows(book: OpenBook, sql: string, parameters?: Parameters): Promise<Row[]> {
  const all: Row[] = [];
  for await (const piece of streamRows(book, sql, parameters)()) all.push(...piece);
  return all;
}

/** The same, read piece by piece each time it is asked for. */
export function streamRows(
  book: OpenBook,
  sql: string,
  parameters?: Parameters,
): () => AsyncGenerator<readonly Row[]> {
  return async function* () {
    const stream = await streamQuery(book.connection, sql, parameters);
    const clock = new LocalText(book.timeZone);
    for await (const chunk of stream.chunks()) {
      const vectors = stream.columns.map((_, index) => chunk.getColumnVector(index));
      for (let start = 0; start < chunk.rowCount; start += PIECE) {
        const rows = Array.from({ length: Math.min(PIECE, chunk.rowCount - start) }, (_, row) =>
          vectors.map((vector) => cellText(vector.getItem(start + row), clock)),
        );
        yield rows;
      }
    }
  };
}

/** So few rows become text at a time that they are forgotten soon: a whole chunk of wide ones would grow old in memory. */
const PIECE = 64;

function cellText(value: DuckDBValue, clock: LocalText): string | null {
  if (value === null) return null;
  const isInstant = typeof value === 'object' && 'micros' in value && typeof value.micros === 'bigint';
  if (isInstant && !endlessInstant(value.micros as bigint)) return clock.instant(value.micros as bigint);
  const plain = plainValue(value);
  return Array.isArray(plain) ? JSON.stringify(plain) : String(plain);
}
