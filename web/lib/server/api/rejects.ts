import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRoute, z } from '@hono/zod-openapi';
import { openDatabase } from '#engine/database.server.ts';
import { literal } from '#engine/sql-text.ts';
import { readStore, type SourceBatch } from '#pipelines/store/read-store.ts';
import { Connected } from '../book-reader.ts';
import { Gate } from '../gate.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { resource } from './environment.ts';
import { answerFrom, TableQuery, tableResponses, windowBody, type TableSource } from './table.ts';

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
  responses: tableResponses(windowBody(Reject, z.object({})).openapi('Rejects'), 'Rejects'),
});

/** `/rejects` */
export const rejects = resource().openapi(route, async (context) => {
  const query = context.req.valid('query');
  const { batches } = await readStore(context.var.workspace);
  const chosen = batches.filter((batch) => !query.batch || batch.batchId === query.batch);
  if (query.batch && chosen.length === 0)
    throw new Problem(404, 'unknown_batch', `No batch ${query.batch} counts: see the list of batches.`);
  const conditions = new Conditions().add('"table" = $table', 'table', query.table);
  return answerFrom(context, query, openFiles, () => ({
    name: 'rejects',
    sql: `select * from (${rejectsOf(chosen)}) ${conditions.where}`,
    parameters: conditions.parameters,
    orderBy: 'batch_id, source_file, source_record',
  }));
});

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
