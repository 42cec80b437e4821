import type { ResultStream } from '#engine/books/result-stream.ts';
import { isOutsideLens } from '#engine/books/lens.ts';
import type { Parameters } from '#engine/database.server.ts';
import { isLimited, type Scope } from '#pipelines/people/scope.ts';
import { BookReader, type Answerer } from '../book-reader.ts';
import { Books, type Lease } from '../books.ts';
import { Problem } from '../problem.ts';
import { sentenceFor } from './allow.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** The books as one viewer sees them: no more than their scope, and members under pseudonyms where ids are hidden. */
export class SeenBooks extends Books {
  readonly #books: Books;
  readonly #scope: Scope;
  readonly #pseudonyms: Pseudonyms | null;

  /** @param pseudonyms null where the viewer may see who members are */
  constructor(books: Books, scope: Scope, pseudonyms: Pseudonyms | null) {
    super(books.workspace, books.gate);
    this.#books = books;
    this.#scope = scope;
    this.#pseudonyms = pseudonyms;
  }

  override async masked<Row>(rows: readonly Row[]): Promise<Row[]> {
    const names = this.#pseudonyms;
    if (!names || rows.length === 0) return [...rows];
    // Before there is a book nobody is known whose id could be in them.
    if ((await this.#books.currentId()) === null) return [...rows];
    return this.#books.read(undefined, (reader) => names.masked(rows, reader));
  }

  override async memberNamed(text: string): Promise<string> {
    const names = this.#pseudonyms;
    if (!names) return text;
    const found = await this.#books.read(undefined, (reader) => names.resolved({ text }, reader));
    return found!.text as string;
  }

  override async lease(wanted?: string): Promise<Lease> {
    const { reader, release } = await this.#books.lease(wanted, this.#scope);
    const seen = new SeenAnswers(reader, this.#scope, this.#pseudonyms);
    return {
      reader: new BookReader(reader.book, reader.programmes, { isWhole: reader.isWhole, answerer: seen }),
      release,
    };
  }
}

/** Answers of a book as a viewer may see them. */
class SeenAnswers implements Answerer {
  readonly #reader: BookReader;
  readonly #scope: Scope;
  readonly #pseudonyms: Pseudonyms | null;

  constructor(reader: BookReader, scope: Scope, pseudonyms: Pseudonyms | null) {
    this.#reader = reader;
    this.#scope = scope;
    this.#pseudonyms = pseudonyms;
  }

  async rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]> {
    return this.#withinLens(async () => {
      const names = this.#pseudonyms;
      if (!names) return this.#reader.rows<Row>(sql, parameters);
      const turned = (await names.resolved(parameters, this.#reader)) as Parameters | undefined;
      return names.masked(await this.#reader.rows<Row>(sql, turned), this.#reader);
    });
  }

  async one<Row>(sql: string, parameters?: Parameters): Promise<Row> {
    return this.#withinLens(async () => {
      const names = this.#pseudonyms;
      if (!names) return this.#reader.one<Row>(sql, parameters);
      const turned = (await names.resolved(parameters, this.#reader)) as Parameters | undefined;
      return (await names.masked([await this.#reader.one<Row>(sql, turned)], this.#reader))[0]!;
    });
  }

  async stream(sql: string, parameters?: Parameters): Promise<ResultStream> {
    return this.#withinLens(async () => {
      const names = this.#pseudonyms;
      if (!names) return this.#reader.stream(sql, parameters);
      const turned = (await names.resolved(parameters, this.#reader)) as Parameters | undefined;
      // A look at the columns alone; nothing is read.
      const { columns } = await this.#reader.stream(`select * from (${sql}) limit 0`, turned);
      const masked = names.maskedSql(
        sql,
        columns.map(({ name }) => name),
      );
      return this.#reader.stream(masked, turned);
    });
  }

  /** What a lens cannot show in part is refused, with a sentence. */
  async #withinLens<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      if (isLimited(this.#scope) && isOutsideLens(error))
        throw new Problem(403, 'outside_scope', sentenceFor('outside_scope', '', this.#scope));
      throw error;
    }
  }
}
