import { openDatabase } from '#engine/database.server.ts';
import type { ResultStream } from '#engine/books/result-stream.ts';
import { literal, quoted } from '#engine/sql-text.ts';

/**
 * Writes a result as a Parquet file. The locked-down connection of a book can write nothing, so its chunks go to a
 * second database that knows only them.
 *
 * @returns the number of rows
 */
export async function writeParquet(stream: ResultStream, file: string, scratch: string): Promise<number> {
  const writer = await openDatabase(scratch, { memoryLimit: '1GB' });
  try {
    const columns = stream.columns.map(({ name, type }) => `${quoted(name)} ${type.toString()}`);
    await writer.connection.run(`create table result (${columns.join(', ')})`);
    const appender = await writer.connection.createAppender('result');
    let count = 0;
    for await (const chunk of stream.chunks()) {
      appender.appendDataChunk(chunk);
      count += chunk.rowCount;
    }
    appender.closeSync();
    await writer.connection.run(`copy result to ${literal(file)} (format parquet, compression zstd)`);
    return count;
  } finally {
    writer.close();
  }
}
