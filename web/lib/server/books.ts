import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isOfThisEngine } from '#engine/books/engine-of-book.ts';
import { openLens } from '#engine/books/lens.ts';
import { openBook, type OpenBook } from '#engine/books/open.ts';
import { bookPath, currentBook, listBooks, runPath } from '#engine/books/shelf.ts';
import type { Configuration } from '#engine/contract/programme.ts';
import { oneRow } from '#engine/database.server.ts';
import { EVERYTHING, isLimited, type Scope } from '#pipelines/people/scope.ts';
import {
  BookReader,
  OfOtherEngine,
  Remembering,
  type BookFacts,
  type ProgrammeFacts,
} from './book-reader.ts';
import { Gate, admittedQueries } from './gate.ts';
import { Problem } from './problem.ts';
import { RecentAnswers } from './recent-answers.ts';

/** Older books kept open for whoever reads them; one more closes the one unused longest. */
const OLDER_BOOKS_OPEN = 3;

interface OpenedBook {
  readonly facts: BookFacts;
  readonly programmes: readonly ProgrammeFacts[];
  readonly isOfThisEngine: boolean;
  readonly database: OpenBook;
  readonly recent: RecentAnswers;
  leases: number;
  /** Order of last use. */
  used: number;
}

/** A book held open for one request. */
export interface Lease {
  readonly reader: BookReader;
  release(): void;
}

/**
 * The books of a workspace, opened read-only as they are asked for.
 *
 * Whoever reads holds a lease; a book that is no longer current is closed when its last lease is given back, so a
 * recomputation that publishes a new book drops no request. Ids come from the folder's listing: what a request names is
 * compared with them and never becomes part of a path itself.
 */
export class Books {
  /** Absolute path. */
  readonly workspace: string;
  readonly gate: Gate;
  readonly #folder: string;
  readonly #opened = new Map<string, Promise<OpenedBook>>();
  readonly #facts = new Map<string, BookFacts>();
  #clock = 0;

  constructor(workspace: string, gate = new Gate(admittedQueries())) {
    this.workspace = workspace;
    this.gate = gate;
    this.#folder = join(workspace, 'books');
  }

  /**
   * Opens the current book, or the one whose id is `wanted` or begins with it; where the scope has limits, through a
   * lens that shows no more.
   * @throws Problem if there is no such book, or more than one
   */
  async lease(wanted?: string, scope: Scope = EVERYTHING): Promise<Lease> {
    const id = wanted === undefined ? await currentBook(this.#folder) : await this.#find(wanted);
    if (!id) throw new Problem(404, 'no_book', 'There is no book yet: ingest a data set and run compute.');
    const opened = await this.#hold(id, scope);
    const connection = await opened.database.instance.connect();
    const answerer = new Remembering(connection, this.gate, opened.recent);
    let released = false;
    return {
      reader: new BookReader(opened.facts, opened.programmes, {
        isWhole: !isLimited(scope),
        answerer: opened.isOfThisEngine ? answerer : new OfOtherEngine(answerer),
      }),
      release: () => {
        if (released) return;
        released = true;
        connection.closeSync();
        opened.leases -= 1;
        void this.#closeUnused();
      },
    };
  }

  /** Runs `use` on a book and gives it back however that ends. */
  async read<Result>(
    wanted: string | undefined,
    use: (reader: BookReader) => Promise<Result>,
  ): Promise<Result> {
    const lease = await this.lease(wanted);
    try {
      return await use(lease.reader);
    } finally {
      lease.release();
    }
  }

  /** Id of the current book, or null before the first recomputation. */
  currentId(): Promise<string | null> {
    return currentBook(this.#folder);
  }

  /** What identifies each book, the newest first. Facts of a book never change, so each is read once. */
  async list(): Promise<BookFacts[]> {
    const ids = await listBooks(this.#folder);
    for (const id of ids) {
      if (!this.#facts.has(id)) this.#facts.set(id, await this.read(id, async (reader) => reader.book));
    }
    return ids.map((id) => this.#facts.get(id)!);
  }

  /**
   * The time that each rule of a book took, as JSON `[{ rule_id, seconds }]`; none for a book that was built elsewhere.
   *
   * @param id as a reader names it
   */
  async ruleSeconds(id: string): Promise<string> {
    const path = runPath(this.#folder, id);
    if (!existsSync(path)) return '[]';
    const run = JSON.parse(await readFile(path, 'utf8')) as Record<
      'seconds' | 'seconds_within',
      Record<string, number>
    >;
    // Books from before rules judged at once have them among the steps.
    const ofRules = Object.entries({ ...run.seconds, ...run.seconds_within }).filter(([step]) =>
      step.startsWith('rule '),
    );
    return JSON.stringify(
      ofRules.map(([step, taken]) => ({
        rule_id: step.slice('rule '.length),
        seconds: Number(taken.toFixed(3)),
      })),
    );
  }

  /** Rows from elsewhere than a book, as the viewer may see them: here, as they are. */
  masked<Row>(rows: readonly Row[]): Promise<Row[]> {
    return Promise.resolve([...rows]);
  }

  /** The member that a text from a viewer names: here, the text itself. */
  memberNamed(text: string): Promise<string> {
    return Promise.resolve(text);
  }

  /** Closes every book; leases still out become useless. */
  async close(): Promise<void> {
    const all = [...this.#opened.values()];
    this.#opened.clear();
    for (const opening of all) (await opening).database.close();
  }

  /** How many books are open now, for tests and the data page. */
  get openCount(): number {
    return this.#opened.size;
  }

  async #find(wanted: string): Promise<string> {
    const found = (await listBooks(this.#folder)).filter((id) => id.startsWith(wanted));
    if (found.length === 1) return found[0]!;
    if (found.length > 1)
      throw new Problem(
        400,
        'ambiguous_book',
        `More than one book begins with ${wanted}: give more of its id.`,
      );
    throw new Problem(404, 'unknown_book', `There is no book ${wanted}: choose one from the list of books.`);
  }

  async #hold(id: string, scope: Scope): Promise<OpenedBook> {
    const key = isLimited(scope) ? `${id} ${JSON.stringify(scope)}` : id;
    let opening = this.#opened.get(key);
    if (!opening) {
      opening = open(bookPath(this.#folder, id), scope);
      this.#opened.set(key, opening);
      opening.catch(() => this.#opened.delete(key));
    }
    const opened = await opening;
    // Between the two lines above the book may have been found unused and closed; then it is opened anew.
    if (this.#opened.get(key) !== opening) return this.#hold(id, scope);
    opened.leases += 1;
    opened.used = ++this.#clock;
    return opened;
  }

  async #closeUnused(): Promise<void> {
    const current = await currentBook(this.#folder);
    const idle: [string, OpenedBook][] = [];
    for (const [id, opening] of this.#opened) {
      const opened = await opening.catch(() => undefined);
      if (opened && id !== current && opened.leases === 0) idle.push([id, opened]);
    }
    idle.sort(([, left], [, right]) => right.used - left.used);
    for (const [id, opened] of idle.slice(OLDER_BOOKS_OPEN)) {
      if (opened.leases > 0 || !this.#opened.delete(id)) continue;
      opened.database.close();
    }
  }
}

async function open(path: string, scope: Scope): Promise<OpenedBook> {
  const database = isLimited(scope) ? await openLens(resolve(path), scope) : await openBook(path);
  try {
    const { configuration, ...facts } = await oneRow<BookFacts & { configuration: string }>(
      database.connection,
      `select book_id, content_fingerprint, engine_version, as_of::varchar as as_of, known_at,
         configuration::varchar as configuration from meta.book`,
    );
    return {
      facts,
      programmes: programmesOf(JSON.parse(configuration) as Configuration).filter(
        ({ id }) => scope.programmes?.includes(id) ?? true,
      ),
      isOfThisEngine: await isOfThisEngine(database.connection),
      database,
      recent: new RecentAnswers(),
      leases: 0,
      used: 0,
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function programmesOf({ programmes }: Configuration): ProgrammeFacts[] {
  return programmes.map((programme) => ({
    id: programme.id,
    names: programme.names ?? {},
    time_zone: programme.time_zone,
    currency: programme.currency,
    wallets: Object.entries(programme.wallets).map(([id, wallet]) => ({ id, names: wallet.names ?? {} })),
  }));
}
