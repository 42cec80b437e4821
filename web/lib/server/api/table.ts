import { z } from '@hono/zod-openapi';
import type { Parameters } from '#engine/database.server.ts';
import type { BookReader, Stream } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { arrowBytes, ARROW } from './arrow.ts';
import { csvBytes } from './csv.ts';
import { BookQuery, BookSchema, REFUSALS, type ApiContext } from './environment.ts';

export const MEDIA = { json: 'application/json', csv: 'text/csv', arrow: ARROW } as const;
export type Format = keyof typeof MEDIA;

/** Parameters of every table: a window for JSON; CSV and Arrow give all rows unless `limit` is named. */
export const TableQuery = BookQuery.extend({
  limit: z.coerce.number().int().min(1).max(1000).optional().openapi({ description: 'Rows; JSON default 100' }),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  format: z.enum(['json', 'csv', 'arrow']).optional().openapi({ description: 'Instead of `Accept`, for links' }),
});
export type TableWindow = Pick<z.infer<typeof TableQuery>, 'limit' | 'offset' | 'order' | 'format'>;

/** One question whose answer is a table. */
export interface TableQuestion {
  /** A select over all rows that match, with an alias for every column; parameters are named. */
  readonly sql: string;
  readonly parameters: Parameters;
  /** `order by` without the words, ending in a key that makes it total. */
  readonly orderBy: string;
  /** Sums over all matching rows, as select items over `sql`. */
  readonly totals?: string;
  /** File name of exports, without extension. */
  readonly name: string;
}

/** The schema of a JSON answer whose rows are `row`. */
export function tableBody<Row extends z.ZodType, Totals extends z.ZodType>(row: Row, totals: Totals) {
  return z.object({
    book: BookSchema,
    rows: z.array(row),
    total: z.number().int().openapi({ description: 'Rows that match, whatever the window' }),
    totals,
    offset: z.number().int(),
    limit: z.number().int(),
  });
}

/** The responses of a table endpoint: JSON, CSV and Arrow by `Accept` or `format`. */
export function tableResponses<Body extends z.ZodType>(body: Body, description: string) {
  return {
    200: {
      description,
      content: {
        [MEDIA.json]: { schema: body },
        [MEDIA.csv]: { schema: z.string() },
        [MEDIA.arrow]: { schema: z.string().openapi({ format: 'binary' }) },
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
    if (each === MEDIA.arrow) return 'arrow';
    if (each === MEDIA.csv) return 'csv';
    if (each === MEDIA.json || each === '*/*' || each === 'application/*') return 'json';
    if (each === 'text/*') return 'csv';
  }
  throw new Problem(406, 'not_acceptable', 'Tables are given as application/json, text/csv or an Arrow stream.');
}

/**
 * Answers a question on a book in the format asked for. JSON holds one window and the sums over all rows; exports are
 * streamed and hold the book until their last byte or the reader's departure.
 */
export async function answerTable(
  context: ApiContext,
  query: TableWindow & { book?: string | undefined },
  ask: (reader: BookReader) => TableQuestion | Promise<TableQuestion>,
): Promise<never> {
  const format = formatOf(context.req.header('accept'), query.format);
  const lease = await context.var.books.lease(query.book);
  let streaming = false;
  try {
    const question = await ask(lease.reader);
    if (format === 'json') return context.json(await windowOf(lease.reader, question, query)) as never;
    const bounds =
      query.limit === undefined ? '' : ` limit ${Number(query.limit)} offset ${Number(query.offset ?? 0)}`;
    const stream = await lease.reader.stream(
      `select * from (${question.sql}) order by ${question.orderBy}${bounds}`,
      question.parameters,
    );
    streaming = true;
    return exported(stream, format, `${question.name}-${lease.reader.book.as_of}`, lease.release) as never;
  } finally {
    if (!streaming) lease.release();
  }
}

async function windowOf(reader: BookReader, question: TableQuestion, query: TableWindow) {
  const limit = query.limit ?? 100;
  const offset = query.offset ?? 0;
  const { total, ...totals } = await reader.one<{ total: bigint }>(
    `select count(*) as total${question.totals ? `, ${question.totals}` : ''} from (${question.sql})`,
    question.parameters,
  );
  const rows = await reader.rows<Record<string, unknown>>(
    `select * from (${question.sql}) order by ${question.orderBy} limit ${limit} offset ${offset}`,
    question.parameters,
  );
  return { book: reader.book, rows: rows.map(jsonRow), total: Number(total), totals: jsonRow(totals), offset, limit };
}

/** Counts come from DuckDB as bigint; here they are far below 2^53. */
export function jsonRow<Row extends Record<string, unknown>>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]),
  ) as Row;
}

function exported(stream: Stream, format: 'csv' | 'arrow', name: string, release: () => void): Response {
  const bytes = format === 'csv' ? csvBytes(stream) : arrowBytes(stream);
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
      'content-type': format === 'csv' ? `${MEDIA.csv}; charset=utf-8` : MEDIA.arrow,
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}
