import { oneRow, type DuckDBConnection } from '../database.server.ts';
import { engineHash } from './book-id.ts';

/** The hash of the engine that computed an open book; null for a book from before books kept it. */
export async function engineOfBook(connection: DuckDBConnection): Promise<string | null> {
  const { engine_hash } = await oneRow<{ engine_hash: string | null }>(
    connection,
    `select to_json(book) ->> 'engine_hash' as engine_hash from meta.book as book`,
  );
  return engine_hash;
}

/** Whether this engine computed an open book: another one's may lack tables and columns that are asked for here. */
export async function isOfThisEngine(connection: DuckDBConnection): Promise<boolean> {
  return (await engineOfBook(connection)) === engineHash();
}
