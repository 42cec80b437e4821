import { streamQuery, type ResultStream } from '#engine/books/result-stream.ts';
import { oneRow, rows, type DuckDBConnection, type Parameters } from '#engine/database.server.ts';
import type { Gate } from './gate.ts';
import { Problem } from './problem.ts';
import type { RecentAnswers } from './recent-answers.ts';

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

/** A programme as the pages name it; names by language. */
export interface ProgrammeFacts {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly time_zone: string;
  readonly currency: string;
  readonly wallets: readonly { readonly id: string; readonly names: Readonly<Record<string, string>> }[];
}

/** Something that answers SQL: a book, or files of the source store. */
export interface Answerer {
  /** All rows of a query; see `rows` in the engine for what the values become. */
  rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]>;
  /** The row of a query that gives exactly one. */
  one<Row>(sql: string, parameters?: Parameters): Promise<Row>;
  /** Starts a query whose result is read chunk by chunk. */
  stream(sql: string, parameters?: Parameters): Promise<ResultStream>;
}

/**
 * Questions to one connection. Every call waits for its turn at the gate; a long export takes a
 * place only while it fetches a chunk, so that a slow reader holds up nobody.
 */
export class Connected implements Answerer {
  readonly #connection: DuckDBConnection;
  readonly #gate: Gate;

  constructor(connection: DuckDBConnection, gate: Gate) {
    this.#connection = connection;
    this.#gate = gate;
  }

  rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]> {
    return this.#gate.run(() => rows<Row>(this.#connection, sql, parameters));
  }

  one<Row>(sql: string, parameters?: Parameters): Promise<Row> {
    return this.#gate.run(() => oneRow<Row>(this.#connection, sql, parameters));
  }

  async stream(sql: string, parameters?: Parameters): Promise<ResultStream> {
    const gate = this.#gate;
    const result = await gate.run(() => streamQuery(this.#connection, sql, parameters));
    return {
      columns: result.columns,
      async *chunks() {
        const chunks = result.chunks();
        for (;;) {
          const { done, value } = await gate.run(() => chunks.next());
          if (done) return;
          yield value;
        }
      },
    };
  }
}

/** A connection whose recent answers are remembered. */
export class Remembering extends Connected {
  readonly #recent: RecentAnswers;

  constructor(connection: DuckDBConnection, gate: Gate, recent: RecentAnswers) {
    super(connection, gate);
    this.#recent = recent;
  }

  override rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]> {
    return this.#recent.rows<Row>(sql, parameters, () => super.rows<Row>(sql, parameters));
  }

  override async one<Row>(sql: string, parameters?: Parameters): Promise<Row> {
    const ask = async () => [await super.one<Row>(sql, parameters)];
    return (await this.#recent.rows<Row>(`one: ${sql}`, parameters, ask))[0]!;
  }
}

/**
 * Questions to a book that another version of the engine computed: what it lacks is said, instead of called a fault of
 * the server.
 */
export class OfOtherEngine implements Answerer {
  readonly #answerer: Answerer;

  constructor(answerer: Answerer) {
    this.#answerer = answerer;
  }

  rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]> {
    return this.#answerer.rows<Row>(sql, parameters).catch(explain);
  }

  one<Row>(sql: string, parameters?: Parameters): Promise<Row> {
    return this.#answerer.one<Row>(sql, parameters).catch(explain);
  }

  stream(sql: string, parameters?: Parameters): Promise<ResultStream> {
    return this.#answerer.stream(sql, parameters).catch(explain);
  }
}

function explain(error: unknown): never {
  if (error instanceof Error && /^(Catalog|Binder) Error/.test(error.message))
    throw new Problem(
      409,
      'other_engine',
      'Another version of the engine computed this book, and it lacks what is asked for: compute it anew.',
    );
  throw error;
}

/** Questions to one book. */
export class BookReader implements Answerer {
  readonly book: BookFacts;
  /** In the order of the configuration that the book was computed with. */
  readonly programmes: readonly ProgrammeFacts[];
  /** Its tables are read as they are, not through a lens, whose views have no numbers of rows (`rowid`). */
  readonly isWhole: boolean;
  readonly #answerer: Answerer;

  constructor(
    book: BookFacts,
    programmes: readonly ProgrammeFacts[],
    { isWhole, answerer }: { isWhole: boolean; answerer: Answerer },
  ) {
    this.book = book;
    this.programmes = programmes;
    this.isWhole = isWhole;
    this.#answerer = answerer;
  }

  rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]> {
    return this.#answerer.rows<Row>(sql, parameters);
  }

  one<Row>(sql: string, parameters?: Parameters): Promise<Row> {
    return this.#answerer.one<Row>(sql, parameters);
  }

  stream(sql: string, parameters?: Parameters): Promise<ResultStream> {
    return this.#answerer.stream(sql, parameters);
  }

  /** Time zone of a programme, or of the first one where none is named. */
  zoneOf(programme?: string): string {
    return (this.programmes.find((each) => each.id === programme) ?? this.programmes[0])?.time_zone ?? 'UTC';
  }
}
