import { createRoute, z } from '@hono/zod-openapi';
import { ManifestFile } from '#engine/contract/manifest.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { Job } from '../jobs/job.ts';
import { Problem } from '../problem.ts';
import { Instant, REFUSALS, resource } from './environment.ts';

const Counts = ManifestFile.pick({
  rows_read: true,
  accepted: true,
  duplicates: true,
  conflicts: true,
  skipped: true,
  rejected: true,
}).shape;

const Batch = z
  .object({
    batch_id: z.string(),
    sequence: z.number().int().openapi({ description: 'Number in the chain, from 1' }),
    created_at: Instant,
    engine_version: z.string(),
    is_withdrawn: z.boolean(),
    content_hash: z.string(),
    ...Counts,
    files: z.array(
      z.object({
        name: z.string(),
        table: z.string(),
        format: z.string(),
        encoding: z.string().nullable(),
        bytes: z.number().int(),
        sha256: z.string(),
        ...Counts,
        warnings: z.array(z.string()),
      }),
    ),
    unknown_columns: z.array(z.object({ table: z.string(), columns: z.array(z.string()) })),
    warnings: z.array(z.string()),
  })
  .openapi('Batch');

const Batches = z
  .object({
    chain: z.object({
      is_intact: z.boolean(),
      manifests: z.number().int(),
      broken_at: z.string().nullable(),
      reason: z.string().nullable(),
      head: z.string().nullable().openapi({ description: 'SHA-256 of the newest manifest' }),
    }),
    batches: z.array(Batch),
  })
  .openapi('Batches');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'Batches of the source store, the newest first, and whether their chain holds',
  responses: {
    200: { description: 'Batches', content: { 'application/json': { schema: Batches } } },
    ...REFUSALS,
  },
});

const withdraw = createRoute({
  method: 'post',
  path: '/{id}/withdraw',
  summary: 'Says by a new manifest that a batch no longer counts; nothing is deleted',
  request: {
    params: z.object({ id: z.string().max(100) }),
    body: {
      content: { 'application/json': { schema: z.object({ reason: z.string().trim().min(1).max(500) }) } },
      required: true,
    },
  },
  responses: {
    202: { description: 'The job', content: { 'application/json': { schema: Job } } },
    ...REFUSALS,
  },
});

/** `/batches` */
export const batches = resource()
  .openapi(withdraw, async (context) => {
    const { id } = context.req.valid('param');
    const store = await readStore(context.var.workspace);
    if (!store.batches.some((each) => each.batchId === id))
      throw new Problem(404, 'unknown_batch', `No batch ${id} counts: see the list of batches.`);
    const started = await context.var.jobs.start({
      kind: 'withdraw',
      title: id,
      subject: id,
      argv: ['withdraw', id, `--reason=${context.req.valid('json').reason}`],
    });
    return context.json(started, 202);
  })
  .openapi(route, async (context) => {
    const store = await readStore(context.var.workspace);
    const counting = new Set(store.batches.map((each) => each.batchId));
    const listed = store.manifests.flatMap((manifest) => {
      if (manifest.kind !== 'ingest') return [];
      const { batch_id, sequence, created_at, engine_version, content_hash, files, warnings } = manifest;
      return [
        {
          batch_id,
          sequence,
          created_at,
          engine_version,
          content_hash,
          is_withdrawn: !counting.has(batch_id),
          ...sumOf(files),
          files,
          unknown_columns: manifest.tables
            .filter((each) => each.unknown_columns.length > 0)
            .map((each) => ({ table: each.table, columns: each.unknown_columns })),
          warnings,
        },
      ];
    });
    return context.json(
      {
        chain: {
          is_intact: store.chain.ok,
          manifests: store.manifests.length,
          broken_at: store.chain.firstBroken?.batchId ?? null,
          reason: store.chain.firstBroken?.reason ?? null,
          head: store.head,
        },
        batches: listed.reverse().map((each) => Batch.parse(each)),
      },
      200,
    );
  });

function sumOf(files: readonly ManifestFile[]) {
  const sum = (count: (file: ManifestFile) => number) =>
    files.reduce((total, file) => total + count(file), 0);
  return {
    rows_read: sum((file) => file.rows_read),
    accepted: sum((file) => file.accepted),
    duplicates: sum((file) => file.duplicates),
    conflicts: sum((file) => file.conflicts),
    skipped: sum((file) => file.skipped),
    rejected: sum((file) => file.rejected),
  };
}
