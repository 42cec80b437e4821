import { rows, oneRow, type DuckDBAppender, type DuckDBConnection } from '#engine/database.server.ts';
import type { ReasonCode } from './reasons.ts';
import { literal } from '#engine/sql-text.ts';
import { pathList } from './sql.ts';
import type { RawText, Refuser, WalkedRecord } from './text-rows.ts';
import { wordedReasons } from './type-rows.ts';

/** Rows appended before DuckDB is asked to take them, so that memory stays bounded whatever is refused. */
const FLUSH_ROWS = 2000;
/** Record numbers held at a time while a file is walked for raw text. */
const PAGE = 200_000;

/**
 * Collects what a batch refuses, in tables of the working database, and writes it as `rejects.parquet`: table,
 * source_file, source_record, raw (the record's complete text), cells (JSON object, NULL where the record could not be
 * cut into cells) and reasons.
 */
export class Refusals implements Refuser {
  readonly #connection: DuckDBConnection;
  #broken: DuckDBAppender | null = null;
  #pending = 0;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async create(connection: DuckDBConnection): Promise<Refusals> {
    await connection.run(`
      create table rejects (
        "table" varchar, source_file varchar, source_record bigint, raw varchar, cells varchar,
        reasons struct("column" varchar, "value" varchar, code varchar, reason varchar, advice varchar)[]
      );
      create table broken_records (record bigint, raw varchar, code varchar);
      create table raw_records (record bigint, raw varchar)`);
    return new Refusals(connection);
  }

  /** Opens the sheet on which a reader notes broken records. */
  async beginFile(): Promise<void> {
    this.#broken = await this.#connection.createAppender('broken_records');
    this.#pending = 0;
  }

  refuse(record: number, raw: string, code: ReasonCode): void {
    const appender = this.#broken!;
    appender.appendBigInt(BigInt(record));
    appender.appendVarchar(raw);
    appender.appendVarchar(code);
    appender.endRow();
    if (++this.#pending % FLUSH_ROWS === 0) appender.flushSync();
  }

  async refuseSelected(query: string): Promise<void> {
    await this.#connection.run(`insert into broken_records select record, raw, code from (${query})`);
  }

  /** Files away the broken records of a file; gives their number. */
  async fileBroken(table: string, file: string): Promise<number> {
    this.#broken?.closeSync();
    this.#broken = null;
    const reasons = `[{'column': cast(null as varchar), 'value': cast(null as varchar), 'code': code}]`;
    await this.#connection.run(`
      insert into rejects select ${literal(table)}, ${literal(file)}, record, raw, null, ${wordedReasons(reasons)}
      from broken_records`);
    const { count } = await oneRow<{ count: bigint }>(
      this.#connection,
      'select count(*) as count from broken_records',
    );
    await this.#connection.run('delete from broken_records');
    return Number(count);
  }

  /** Files away rows whose cells could not be typed, with their raw text; gives their number. */
  async fileUntyped(
    table: string,
    file: string,
    refused: string,
    relation: string,
    raw: RawText,
  ): Promise<number> {
    const connection = this.#connection;
    await connection.run(`create or replace temp table untyped as ${refused}`);
    const { count, unexplained } = await oneRow<{ count: bigint; unexplained: bigint }>(
      connection,
      'select count(*) as count, count(*) filter (len(reasons) = 0) as unexplained from untyped',
    );
    if (unexplained > 0n) throw new Error(`${unexplained} rows of ${file} were refused without a reason.`);
    if (raw.kind === 'walk') await this.#walk(raw.records());
    else
      await connection.run(
        `insert into raw_records select record, ${raw.sql} from ${relation} where record in (select record from untyped)`,
      );
    await connection.run(`
      insert into rejects
      select ${literal(table)}, ${literal(file)}, untyped.record, raw_records.raw, cells, ${wordedReasons('reasons')}
      from untyped join raw_records on raw_records.record = untyped.record`);
    const found = await oneRow<{ count: bigint }>(connection, 'select count(*) as count from raw_records');
    if (found.count !== count)
      throw new Error(`${found.count} raw records were found for ${count} refused rows of ${file}.`);
    await connection.run('delete from raw_records; drop table untyped');
    return Number(count);
  }

  /**
   * Drops what earlier batches refused already, to the letter; gives the number of records dropped.
   *
   * @param earlier their `rejects.parquet` files.
   */
  async forgetKnown(table: string, file: string, earlier: readonly string[]): Promise<number> {
    if (earlier.length === 0) return 0;
    const own = `"table" = ${literal(table)} and source_file = ${literal(file)}`;
    const { Count } = await oneRow<{ Count: bigint }>(
      this.#connection,
      `delete from rejects where ${own} and raw in (select raw from read_parquet(${pathList(earlier)}) where ${own})`,
    );
    return Number(Count);
  }

  /** Writes all rejects in the order of files and records; null where there are none. */
  async write(to: string): Promise<number | null> {
    const { count } = await oneRow<{ count: bigint }>(
      this.#connection,
      'select count(*) as count from rejects',
    );
    if (count === 0n) return null;
    await this.#connection.run(
      `copy (select * from rejects order by "table", source_file, source_record) to ${literal(to)} (format parquet, compression zstd)`,
    );
    return Number(count);
  }

  async #walk(records: AsyncIterable<WalkedRecord>): Promise<void> {
    const appender = await this.#connection.createAppender('raw_records');
    let wanted = await this.#wantedAfter(0);
    let at = 0;
    let found = 0;
    for await (const { record, raw } of records) {
      if (record !== wanted[at]) continue;
      appender.appendBigInt(BigInt(record));
      appender.appendVarchar(raw());
      appender.endRow();
      if (++found % FLUSH_ROWS === 0) appender.flushSync();
      if (++at < wanted.length) continue;
      wanted = await this.#wantedAfter(record);
      at = 0;
      if (wanted.length === 0) break;
    }
    appender.closeSync();
  }

  /** Numbers of the next records whose raw text is wanted; in pages, for all of a large file may be. */
  async #wantedAfter(record: number): Promise<number[]> {
    const page = await rows<{ record: bigint }>(
      this.#connection,
      `select record from untyped where record > ${record} order by record limit ${PAGE}`,
    );
    return page.map((each) => Number(each.record));
  }
}
