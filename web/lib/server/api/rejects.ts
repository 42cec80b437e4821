import { existsSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { findTable } from '#engine/contract/tables.ts';
import { openDatabase } from '#engine/database.server.ts';
import { literal } from '#engine/sql-text.ts';
import { UserError } from '#engine/user-error.ts';
import { correctionText, writeCorrectionWorkbook, type RejectFilter } from '#pipelines/store/read-rejects.ts';
import { readStore, type SourceBatch } from '#pipelines/store/read-store.ts';
import { Connected } from '../book-reader.ts';
import { Gate } from '../gate.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { REFUSALS, resource } from './environment.ts';
import { answerFrom, TableQuery, tableResponses, windowBody, type TableSource } from './table.ts';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const Reject = z
  .object({
    batch_id: z.string(),
    table: z.string(),
    source_file: z.string(),
    source_record: z.number().int(),
    reasons: z.string().openapi({
      description:
        'JSON: a list of column, code, value, reason and advice; texts are Chinese, then English after ` / `',
    }),
    raw: z.string().openapi({ description: 'The record as it stood' }),
    corrected_in: z
      .string()
      .nullable()
      .openapi({ description: 'The batch in which it was accepted after correction' }),
  })
  .openapi('Reject');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'Records that were refused, whole, with all reasons; of the batches that count',
  request: {
    query: TableQuery.omit({ book: true, order: true }).extend({
      batch: z.string().max(100).optional(),
      table: z.string().max(100).optional(),
    }),
  },
  responses: tableResponses(
    windowBody(Reject, z.object({ corrected: z.number().int() })).openapi('Rejects'),
    'Rejects',
  ),
});

const correction = createRoute({
  method: 'get',
  path: '/correction',
  summary: 'Refused rows of one table for a spreadsheet: to be corrected and uploaded again',
  request: {
    query: z.object({
      batch: z.string().max(100).optional(),
      table: z.string().min(1).max(100),
      format: z.enum(['csv', 'xlsx']).default('csv').openapi({
        description: 'In a workbook every cell is text, so that long ids stay as they are',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The rows',
      content: { 'text/csv': { schema: z.string() }, [WORKBOOK]: { schema: z.string() } },
    },
    ...REFUSALS,
  },
});

/** `/rejects` */
export const rejects = resource()
  .openapi(correction, async (context) => {
    const { format, ...filter } = context.req.valid('query');
    const { batches } = await readStore(context.var.workspace);
    if (!findTable(filter.table) || (filter.batch && !batches.some((each) => each.batchId === filter.batch)))
      throw new Problem(
        404,
        'unknown_batch',
        'No batch that counts has such rejects: see the list of batches.',
      );
    if (format === 'xlsx') return (await correctionWorkbook(context.var.workspace, filter)) as never;
    const parts = correctionText(context.var.workspace, filter);
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(new TextEncoder().encode(value.text));
      },
      async cancel() {
        await parts.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects-${filter.table}.csv"`,
      },
    }) as never;
  })
  .openapi(route, async (context) => {
    const query = context.req.valid('query');
    const { batches } = await readStore(context.var.workspace);
    const chosen = batches.filter((batch) => !query.batch || batch.batchId === query.batch);
    if (query.batch && chosen.length === 0)
      throw new Problem(404, 'unknown_batch', `No batch ${query.batch} counts: see the list of batches.`);
    const conditions = new Conditions().add('"table" = $table', 'table', query.table);
    return answerFrom(context, query, openFiles, () => ({
      name: 'rejects',
      sql: `select refused.*, corrected_in from (${rejectsOf(chosen)}) as refused
      left join (${correctionsIn(batches)}) as corrections using (batch_id, source_file, source_record)
      ${conditions.where}`,
      totals: 'count(corrected_in) as corrected',
      parameters: conditions.parameters,
      orderBy: 'batch_id, source_file, source_record',
    }));
  });

/** The rows as a workbook, whole before its first byte is sent. */
async function correctionWorkbook(
  workspace: string,
  filter: RejectFilter & { table: string },
): Promise<Response> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-rejects-'));
  try {
    const file = join(folder, 'rejects.xlsx');
    await writeCorrectionWorkbook(workspace, filter, file);
    const handle = await open(file);
    // The folder goes now; the open file stays readable until it is sent.
    return new Response(Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': WORKBOOK,
        'content-disposition': `attachment; filename="rejects-${filter.table}.xlsx"`,
      },
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new Problem(413, 'too_large', `${error.message} Download CSV instead.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A database in memory that reads the store's Parquet; the paths come from the store, none from a request. */
async function openFiles(): Promise<TableSource<Connected>> {
  const database = await openDatabase(':memory:', { memoryLimit: '512MB' });
  return {
    answerer: new Connected(database.connection, new Gate(1)),
    zone: 'UTC',
    stamp: 'all',
    about: {},
    release: () => database.close(),
  };
}

function rejectsOf(batches: readonly SourceBatch[]): string {
  const parts = batches.flatMap(({ batchId, folder, manifest }) => {
    const path = manifest.rejects && join(folder, manifest.rejects.file);
    return path && existsSync(path)
      ? [
          `select ${literal(batchId)} as batch_id, "table", source_file, source_record,
             to_json(reasons)::varchar as reasons, raw from read_parquet(${literal(path)})`,
        ]
      : [];
  });
  const none = `select ''::varchar as batch_id, ''::varchar as "table", ''::varchar as source_file,
    0::bigint as source_record, ''::varchar as reasons, ''::varchar as raw where false`;
  return parts.length > 0 ? parts.join(' union all ') : none;
}

/** Which refused record was accepted in which later batch, as the corrected rows themselves say. */
function correctionsIn(batches: readonly SourceBatch[]): string {
  const parts = batches.flatMap(({ batchId, tables }) =>
    [...tables.values()]
      .filter((table) => table.unknownColumns.includes('reject_batch'))
      .flatMap(({ files }) => files)
      .map(
        (path) => `select extra ->> 'reject_batch' as batch_id, extra ->> 'reject_file' as source_file,
          try_cast(extra ->> 'reject_record' as bigint) as source_record, ${literal(batchId)} as corrected_in
        from read_parquet(${literal(path)}) where extra is not null`,
      ),
  );
  const none = `select ''::varchar as batch_id, ''::varchar as source_file, 0::bigint as source_record,
    ''::varchar as corrected_in where false`;
  return `select batch_id, source_file, source_record, min(corrected_in) as corrected_in
    from (${parts.length > 0 ? parts.join(' union all ') : none}) group by all`;
}
