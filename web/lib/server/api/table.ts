import { z } from '@hono/zod-openapi';
import type { ResultStream } from '#engine/books/result-stream.ts';
import type { Parameters } from '#engine/database.server.ts';
import { mentionedIn } from '#engine/sql-text.ts';
import { arrowBytes, ARROW } from '#pipelines/reports/arrow.ts';
import type { Answerer, BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { csvBytes } from './csv.ts';
import { fileBytes } from './export-file.ts';
import { BookQuery, BookSchema, REFUSALS, type ApiContext } from './environment.ts';

export const MEDIA = {
  json: 'application/json',
  csv: 'text/csv',
  arrow: ARROW,
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
} as const;
export type Format = keyof typeof MEDIA;

/** Parameters of every table: a window for JSON; exports give all rows unless `limit` is named. */
export const TableQuery = BookQuery.extend({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .openapi({ description: 'Rows; JSON default 100' }),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  format: z
    .enum(Object.keys(MEDIA) as [Format, ...Format[]])
    .optional()
    .openapi({ description: 'Instead of `Accept`, for links' }),
});
export type TableWindow = Pick<z.infer<typeof TableQuery>, 'limit' | 'offset' | 'order' | 'format'>;

/** One question whose answer is a table. */
export interface TableQuestion {
  /** A select over all rows that match, with an alias for every column; parameters are named. */
  readonly sql: string;
  /**
   * The few rows that stand before those of `sql`, as a select with the same columns, the condition that tells one of them,
   * and what `widen` adds and they have not: members who are counted without being named. Kept apart, so that the others
   * are found by their order alone.
   */
  readonly first?: { readonly sql: string; readonly are: string; readonly lack: readonly string[] };
  /** Values for whatever the selects mention. */
  readonly parameters: Parameters;
  /** `order by` without the words, ending in a key that makes it total. */
  readonly orderBy: string;
  /** Sums over all matching rows, the first ones too, as select items over their columns. */
  readonly totals?: string;
  /**
   * The same sums and the number of rows (`total`) as a select of one row, where the book has them added up already: in a
   * large book going through all rows for them takes longer than finding the window.
   */
  readonly counted?: string;
  /** What is said beside the sums and known already: figures over other rows than those shown. */
  readonly known?: Readonly<Record<string, unknown>>;
  /**
   * Adds to the rows of a window what neither finding nor ordering them needs, as a select around theirs that keeps all
   * columns of `orderBy`: in a large book the wide rows are then read for one window only.
   */
  readonly widen?: (window: string) => string;
  /**
   * Finds the rows once for the window and the sums over all: where finding them costs more than keeping them meanwhile.
   */
  readonly atOnce?: boolean;
  /** Columns of `widen` that only `orderBy` needs. */
  readonly hidden?: readonly string[];
  /** File name of exports, without extension. */
  readonly name: string;
}

/** The schema of a JSON answer whose rows are `row`. */
export function tableBody<Row extends z.ZodType, Totals extends z.ZodType>(row: Row, totals: Totals) {
  return windowBody(row, totals).extend({ book: BookSchema });
}

/** The same for rows that come from no book. */
export function windowBody<Row extends z.ZodType, Totals extends z.ZodType>(row: Row, totals: Totals) {
  return z.object({
    rows: z.array(row),
    total: z.number().int().openapi({ description: 'Rows that match, whatever the window' }),
    totals,
    offset: z.number().int(),
    limit: z.number().int(),
  });
}

/** The responses of a table endpoint: JSON or an export, by `Accept` or `format`. */
export function tableResponses<Body extends z.ZodType>(body: Body, description: string) {
  return {
    200: {
      description,
      content: {
        [MEDIA.json]: { schema: body },
        [MEDIA.csv]: { schema: z.string() },
        [MEDIA.arrow]: { schema: z.string().openapi({ format: 'binary' }) },
        [MEDIA.xlsx]: { schema: z.string().openapi({ format: 'binary' }) },
        [MEDIA.parquet]: { schema: z.string().openapi({ format: 'binary' }) },
      } as { 'application/json': { schema: Body } },
    },
    ...REFUSALS,
  };
}

/** The format a request asks for: `format`, else the first of `Accept` that is spoken here. */
export function formatOf(accept: string | undefined, named?: Format): Format {
  if (named) return named;
  const wanted = (accept ?? '*/*').split(',').map((part) => part.split(';')[0]!.trim().toLowerCase());
  for (const each of wanted) {
    if (each === '*/*' || each === 'application/*') return 'json';
    for (const [format, type] of Object.entries(MEDIA)) if (each === type) return format as Format;
    if (each === 'text/*') return 'csv';
  }
  throw new Problem(
    406,
    'not_acceptable',
    'Tables are given as application/json, text/csv, an Arrow stream, a workbook or Parquet.',
  );
}

/** Where a table's rows come from, and what its JSON says beside them. */
export interface TableSource<Source extends Answerer> {
  readonly answerer: Source;
  /** Zone in which CSV writes instants. */
  readonly zone: string;
  /** Ends the names of exported files. */
  readonly stamp: string;
  readonly about: Readonly<Record<string, unknown>>;
  release(): void;
}

/** Answers a question on a book in the format asked for; the book is held until the last byte. */
export function answerTable(
  context: ApiContext,
  query: TableWindow & { book?: string | undefined },
  ask: (reader: BookReader) => TableQuestion | Promise<TableQuestion>,
): Promise<never> {
  return answerFrom(
    context,
    query,
    async () => {
      const { reader, release } = await context.var.books.lease(query.book);
      return {
        answerer: reader,
        zone: reader.zoneOf(),
        stamp: reader.book.as_of,
        about: { book: reader.book },
        release,
      };
    },
    ask,
  );
}

/**
 * Answers a question in the format asked for. JSON holds one window and the sums over all rows; exports are streamed
 * and hold their source until their last byte or the reader's departure.
 */
export async function answerFrom<Source extends Answerer>(
  context: ApiContext,
  query: TableWindow,
  open: () => Promise<TableSource<Source>>,
  ask: (answerer: Source) => TableQuestion | Promise<TableQuestion>,
): Promise<never> {
  const format = formatOf(context.req.header('accept'), query.format);
  const source = await open();
  let streaming = false;
  try {
    const question = await ask(source.answerer);
    if (format === 'json') {
      const window = await windowOf(source.answerer, question, query);
      return context.json({ ...source.about, ...window }) as never;
    }
    const bounds =
      query.limit === undefined ? '' : ` limit ${Number(query.limit)} offset ${Number(query.offset ?? 0)}`;
    const sql = windowSql(together(question), bounds);
    const stream = await source.answerer.stream(sql, mentionedIn(sql, question.parameters));
    streaming = true;
    const bytes = exportBytes(stream, format, question.name, source);
    return exported(bytes, format, `${question.name}-${source.stamp}`, () => source.release()) as never;
  } finally {
    if (!streaming) source.release();
  }
}

async function windowOf(answerer: Answerer, question: TableQuestion, query: TableWindow) {
  const limit = query.limit ?? 100;
  const offset = query.offset ?? 0;
  const bounds = { limit, offset };
  const { rows, total, totals } = question.atOnce
    ? await foundAtOnce(answerer, question, bounds)
    : await foundApart(answerer, question, bounds);
  const sums = { ...jsonRow(totals), ...question.known };
  return { rows: rows.map(jsonRow), total: Number(total), totals: sums, offset, limit };
}

/** The first rows alone; nothing is read to widen them. */
function firstSql(
  { orderBy, hidden = [] }: TableQuestion,
  { sql, lack }: { sql: string; lack: readonly string[] },
): string {
  const shown = hidden.length > 0 ? `* exclude (${hidden.join(', ')})` : '*';
  return `select ${[...lack.map((name) => `null as ${name}`), shown].join(', ')} from (${sql}) order by ${orderBy}`;
}

/** A question whose `sql` has the first rows as well, ordered before the others. */
function together(question: TableQuestion): TableQuestion {
  const { first, ...others } = question;
  if (!first) return question;
  return {
    ...others,
    sql: `select * from (${first.sql}) union all select * from (${question.sql})`,
    orderBy: `(${first.are}) desc, ${question.orderBy}`,
  };
}

type Row = Record<string, unknown>;
interface Found {
  readonly rows: readonly Row[];
  readonly total: bigint;
  readonly totals: Row;
}

interface Bounds {
  readonly limit: number;
  readonly offset: number;
}
const boundsSql = ({ limit, offset }: Bounds) => ` limit ${limit} offset ${offset}`;

async function foundApart(
  answerer: Answerer,
  question: TableQuestion,
  { limit, offset }: Bounds,
): Promise<Found> {
  const summed = question.counted ?? countedSql(question, together(question).sql);
  const { total, ...totals } = await answerer.one<{ total: bigint }>(
    summed,
    mentionedIn(summed, question.parameters),
  );
  const ask = (sql: string) => answerer.rows<Row>(sql, mentionedIn(sql, question.parameters));
  const first = question.first ? await ask(firstSql(question, question.first)) : [];
  const rows = first.slice(offset, offset + limit);
  if (rows.length < limit) {
    const others = { limit: limit - rows.length, offset: Math.max(0, offset - first.length) };
    rows.push(...(await ask(windowSql(question, boundsSql(others)))));
  }
  return { rows, total, totals };
}

/** One question gives both: each row of the window has the sums beside it, and stands alone if the window is empty. */
async function foundAtOnce(answerer: Answerer, question: TableQuestion, bounds: Bounds): Promise<Found> {
  const { sql: all, ...rest } = together(question);
  const sql = `with found as materialized (${all}),
      counted as (${countedSql(question, 'from found')}),
      shown as (${windowSql({ ...rest, sql: 'from found' }, boundsSql(bounds))})
    select counted, shown from counted left join (select row_number() over () as row_no, shown from shown) on true
    order by row_no`;
  const found = await answerer.rows<{ counted: Row; shown: Row | null }>(sql, question.parameters);
  const { total, ...totals } = found[0]!.counted as { total: bigint };
  return { rows: found.flatMap(({ shown }) => (shown ? [shown] : [])), total, totals };
}

function countedSql({ totals }: TableQuestion, sql: string): string {
  return `select count(*) as total${totals ? `, ${totals}` : ''} from (${sql})`;
}

function windowSql({ sql, orderBy, widen, hidden = [] }: TableQuestion, bounds: string): string {
  const window = `select * from (${sql}) order by ${orderBy}${bounds}`;
  if (!widen) return window;
  const shown = hidden.length > 0 ? `* exclude (${hidden.join(', ')})` : '*';
  return `select ${shown} from (${widen(window)}) order by ${orderBy}`;
}

/** Counts come from DuckDB as bigint; here they are far below 2^53. */
export function jsonRow<Row extends Record<string, unknown>>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]),
  ) as Row;
}

function exportBytes(
  stream: ResultStream,
  format: Exclude<Format, 'json'>,
  name: string,
  { zone, stamp, about }: TableSource<Answerer>,
): AsyncGenerator<Uint8Array> {
  if (format === 'csv') return csvBytes(stream, zone);
  if (format === 'arrow') return arrowBytes(stream);
  const said = Object.values(about).flatMap((each) => Object.entries(each as Record<string, unknown>));
  const facts = said.map(([key, value]) => [key, String(value ?? '')] as const);
  return fileBytes(stream, format, { name: `${name}-${stamp}`, facts, zone });
}

function exported(
  bytes: AsyncGenerator<Uint8Array>,
  format: Exclude<Format, 'json'>,
  name: string,
  release: () => void,
): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await bytes.next();
        if (!done) return controller.enqueue(value);
        release();
        controller.close();
      } catch (error) {
        release();
        controller.error(error);
      }
    },
    async cancel() {
      await bytes.return(undefined);
      release();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': format === 'csv' ? `${MEDIA.csv}; charset=utf-8` : MEDIA[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}
