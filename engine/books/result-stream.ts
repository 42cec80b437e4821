import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, Parameters } from '../database.server.ts';

/** The columns and then the chunks of a result, as DuckDB gives them. */
export interface ResultStream {
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[];
  chunks(): AsyncGenerator<DuckDBDataChunk>;
}

/** Starts a query whose result is read chunk by chunk, so that no size is too large. */
export async function streamQuery(
  connection: DuckDBConnection,
  sql: string,
  parameters?: Parameters,
): Promise<ResultStream> {
  const result = await connection.stream(sql, parameters);
  return {
    columns: result.columnNames().map((name, index) => ({ name, type: result.columnType(index) })),
    async *chunks() {
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) return;
        yield chunk;
      }
    },
  };
}
