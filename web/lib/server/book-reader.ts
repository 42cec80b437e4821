import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, Parameters } from '#engine/database.server.ts';
import { oneRow, rows } from '#engine/database.server.ts';
import type { Gate } from './gate.ts';

/** What identifies a book and says from when it is. */
export interface BookFacts {
  readonly book_id: string;
  readonly content_fingerprint: string;
  readonly engine_version: string;
  /** Day of the programme's calendar. */
  readonly as_of: string;
  /** Instant in ISO 8601, or null where everything known was taken. */
  readonly known_at: string | null;
}

/** The columns and then the chunks of a result, as DuckDB gives them. */
export interface Stream {
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[];
  chunks(): AsyncGenerator<DuckDBDataChunk>;
}

/**
 * Questions to one book on a connection of its own. Every call waits for its turn at the gate; a long export takes a
 * place only while it fetches a chunk, so that a slow reader holds up nobody.
 */
export class BookReader {
  readonly book: BookFacts;
  readonly #connection: DuckDBConnection;
  readonly #gate: Gate;

  constructor(book: BookFacts, connection: DuckDBConnection, gate: Gate) {
    this.book = book;
    this.#connection = connection;
    this.#gate = gate;
  }

  /** All rows of a query; see `rows` in the engine for what the values become. */
  rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]> {
    return this.#gate.run(() => rows<Row>(this.#connection, sql, parameters));
  }

  /** The row of a query that gives exactly one. */
  one<Row>(sql: string, parameters?: Parameters): Promise<Row> {
    return this.#gate.run(() => oneRow<Row>(this.#connection, sql, parameters));
  }

  /** Starts a query whose result is read chunk by chunk. */
  async stream(sql: string, parameters?: Parameters): Promise<Stream> {
    const result = await this.#gate.run(() => this.#connection.stream(sql, parameters));
    const gate = this.#gate;
    return {
      columns: result.columnNames().map((name, index) => ({ name, type: result.columnType(index) })),
      async *chunks() {
        for (;;) {
          const chunk = await gate.run(() => result.fetchChunk());
          if (!chunk || chunk.rowCount === 0) return;
          yield chunk;
        }
      },
    };
  }
}
