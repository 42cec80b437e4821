import { createRoute, z } from '@hono/zod-openapi';
import type { IngestManifest } from '#engine/contract/manifest.ts';
import { DatabasePlan, DatabaseServer } from '#pipelines/ingest/connectors/database-plan.ts';
import { presetNames } from '#pipelines/ingest/read-mapping.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { Job } from '../jobs/job.ts';
import { ingestMemory, jobLimits } from '../jobs/limits.ts';
import { personOf } from '../person.ts';
import { type ApiContext, REFUSALS, resource } from './environment.ts';

const job = { description: 'The job', content: { 'application/json': { schema: Job } } };

/** Who reads the database. Goes to the job's process and nowhere else: into no file, log or answer. */
const Reader = z.object({
  user: z.string().min(1).max(200),
  password: z.string().max(1000),
});

const OneTable = DatabasePlan.extend({ table: z.string().min(1).max(300) });

const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { content: { 'application/json': { schema } }, required: true },
});

const list = createRoute({
  method: 'post',
  path: '/tables',
  summary: 'Opens a database read-only and lists its tables',
  request: bodyOf(z.object({ server: DatabaseServer, reader: Reader })),
  responses: { 202: job, ...REFUSALS },
});

const check = createRoute({
  method: 'post',
  path: '/check',
  summary: 'Reads the first new rows of a table without adding anything: rows before and after',
  request: bodyOf(z.object({ plan: OneTable, reader: Reader })),
  responses: { 202: job, ...REFUSALS },
});

const commit = createRoute({
  method: 'post',
  path: '/ingest',
  summary: 'Adds the new rows of a table to the source store as one batch',
  request: bodyOf(z.object({ plan: OneTable, reader: Reader })),
  responses: { 202: job, ...REFUSALS },
});

const Place = z
  .object({
    server: DatabaseServer,
    table: z.string(),
    contract_table: z.string(),
    preset: z.string().nullable().openapi({ description: 'Null for a mapping made by hand, or none' }),
    mapping: z.string().nullable(),
    watermark: z.string().nullable(),
    reached: z.string().nullable().openapi({ description: 'Up to where the watermark was read' }),
    batch_id: z.string(),
    read_at: z.string(),
  })
  .openapi('DatabasePlace');

const places = createRoute({
  method: 'get',
  path: '/',
  summary: 'The tables of databases that were read before, the last one first, and up to where',
  responses: {
    200: {
      description: 'The places',
      content: { 'application/json': { schema: z.object({ places: z.array(Place) }) } },
    },
    ...REFUSALS,
  },
});

/** `/databases` */
export const databases = resource()
  .openapi(places, async (context) => {
    const { batches } = await readStore(context.var.workspace);
    const presets = new Set(await presetNames());
    const found = new Map<string, z.infer<typeof Place>>();
    for (const { manifest } of [...batches].reverse())
      for (const place of placesOf(manifest, presets)) {
        const key = JSON.stringify([place.server, place.table, place.mapping]);
        if (!found.has(key)) found.set(key, place);
      }
    return context.json({ places: [...found.values()] }, 200);
  })
  .openapi(list, async (context) => {
    const { server, reader } = context.req.valid('json');
    return context.json(await start(context, 'connect', { server }, reader, ['--list']), 202);
  })
  .openapi(check, async (context) => {
    const { plan, reader } = context.req.valid('json');
    return context.json(await start(context, 'look', plan, reader, ['--check']), 202);
  })
  .openapi(commit, async (context) => {
    const { plan, reader } = context.req.valid('json');
    return context.json(await start(context, 'database', plan, reader, []), 202);
  });

/** Starts a run of the command line that reads a database. The plan is a file; who reads is in the environment alone. */
async function start(
  context: ApiContext,
  kind: 'connect' | 'look' | 'database',
  plan: Partial<DatabasePlan> & Pick<DatabasePlan, 'server'>,
  { user, password }: z.infer<typeof Reader>,
  options: readonly string[],
): Promise<Job> {
  const { jobs, uploads } = context.var;
  const { id, path } = await uploads.writePlan(plan);
  const { host, port, database } = plan.server;
  return jobs.start({
    kind,
    title: `${host}:${port}/${database}${plan.table ? ` ${plan.table}` : ''}`,
    argv: ['database-plan', path, ...options, '--memory-limit', ingestMemory(jobLimits())],
    startedBy: personOf(context).id,
    writes: kind === 'database',
    secrets: { JIHENG_DB_USER: user, JIHENG_DB_PASSWORD: password },
    onEnd: () => uploads.remove(id),
  });
}

function placesOf(manifest: IngestManifest, presets: ReadonlySet<string>): z.infer<typeof Place>[] {
  return manifest.files.flatMap(({ database: read, table }) =>
    read
      ? [
          {
            server: {
              system: read.system === 'postgresql' ? ('postgres' as const) : ('mysql' as const),
              host: read.host,
              port: read.port,
              database: read.database,
            },
            table: read.table,
            contract_table: table,
            preset: manifest.mapping !== null && presets.has(manifest.mapping) ? manifest.mapping : null,
            mapping: manifest.mapping,
            watermark: read.watermark?.column ?? null,
            reached: read.watermark?.to ?? null,
            batch_id: manifest.batch_id,
            read_at: manifest.created_at,
          },
        ]
      : [],
  );
}
