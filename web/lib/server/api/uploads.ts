import { createRoute, z } from '@hono/zod-openapi';
import type { ReadableStream } from 'node:stream/web';
import { TABLES } from '#engine/contract/tables.ts';
import { ENCODINGS } from '#pipelines/ingest/encoding.ts';
import { FileName, Reading } from '#pipelines/ingest/plan.ts';
import { presetNames, readPreset } from '#pipelines/ingest/read-mapping.ts';
import { personOf } from '../person.ts';
import { Problem } from '../problem.ts';
import { Job } from '../jobs/job.ts';
import { ingestMemory, jobLimits } from '../jobs/limits.ts';
import { uploadLimit } from '../uploads/upload-limit.ts';
import { Upload } from '../uploads/uploads.ts';
import { REFUSALS, resource } from './environment.ts';

const upload = { description: 'The upload', content: { 'application/json': { schema: Upload } } };
const job = { description: 'The job', content: { 'application/json': { schema: Job } } };
const params = z.object({ id: z.uuid() });

const create = createRoute({
  method: 'post',
  path: '/',
  summary: 'Begins an upload of files that belong together',
  responses: { 201: upload, ...REFUSALS },
});

const read = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'The files of an upload',
  request: { params },
  responses: { 200: upload, ...REFUSALS },
});

const addFile = createRoute({
  method: 'put',
  path: '/{id}/files',
  summary: 'Adds a file: its bytes are the body of the request, as they are',
  request: { params, query: z.object({ name: FileName }) },
  responses: { 201: upload, ...REFUSALS },
});

const removeFile = createRoute({
  method: 'delete',
  path: '/{id}/files/{number}',
  summary: 'Takes a file out again',
  request: { params: params.extend({ number: z.coerce.number().int().positive() }) },
  responses: { 200: upload, ...REFUSALS },
});

const Readings = z.object({
  files: z
    .array(z.object({ number: z.int().positive(), reading: Reading }))
    .min(1)
    .max(100),
});
const readings = { content: { 'application/json': { schema: Readings } }, required: true };

const check = createRoute({
  method: 'post',
  path: '/{id}/check',
  summary:
    'Reads the files without adding anything: its result shows rows before and after, and what to expect',
  request: { params, body: readings },
  responses: { 202: job, ...REFUSALS },
});

const commit = createRoute({
  method: 'post',
  path: '/{id}/ingest',
  summary: 'Adds the files to the source store; files that are read alike are one batch',
  request: { params, body: readings },
  responses: { 202: job, ...REFUSALS },
});

const Options = z
  .object({
    tables: z.array(
      z.object({
        name: z.string(),
        columns: z.array(
          z.object({
            name: z.string(),
            is_required: z.boolean(),
            values: z.array(z.string()).nullable(),
          }),
        ),
      }),
    ),
    presets: z.array(z.object({ preset: z.string(), title: z.string(), tables: z.array(z.string()) })),
    encodings: z.array(z.string()),
    limit_bytes: z.number(),
  })
  .openapi('ReadingOptions');

const options = createRoute({
  method: 'get',
  path: '/options',
  summary: 'What may be chosen when files are read: tables and their columns, presets, encodings',
  responses: {
    200: { description: 'The choices', content: { 'application/json': { schema: Options } } },
    ...REFUSALS,
  },
});

/** `/uploads` */
export const uploads = resource()
  .openapi(create, async (context) =>
    context.json(await context.var.uploads.create(personOf(context).id), 201),
  )
  .openapi(options, async (context) => {
    const presets = await Promise.all(
      (await presetNames()).map(async (preset) => {
        const { title = preset, tables } = await readPreset(preset);
        return { preset, title, tables: [...new Set(tables.map((each) => each.table))] };
      }),
    );
    const tables = TABLES.map(({ name, columns }) => ({
      name,
      columns: Object.entries(columns).map(([column, { required, values }]) => ({
        name: column,
        is_required: required ?? false,
        values: values ? [...values] : null,
      })),
    }));
    return context.json({ tables, presets, encodings: [...ENCODINGS], limit_bytes: uploadLimit() }, 200);
  })
  .openapi(read, async (context) =>
    context.json(await context.var.uploads.get(context.req.valid('param').id), 200),
  )
  .openapi(addFile, async (context) => {
    const added = await context.var.uploads.add(
      context.req.valid('param').id,
      context.req.valid('query').name,
      {
        body: context.req.raw.body as ReadableStream<Uint8Array> | null,
        declared: context.req.header('content-length'),
        limit: uploadLimit(),
      },
    );
    return context.json(added, 201);
  })
  .openapi(removeFile, async (context) => {
    const { id, number } = context.req.valid('param');
    return context.json(await context.var.uploads.removeFile(id, number), 200);
  })
  .openapi(check, async (context) => {
    const { id } = context.req.valid('param');
    const { files } = context.req.valid('json');
    const plan = await context.var.uploads.plan(id, files);
    const started = await context.var.jobs.start({
      kind: 'check',
      title: await titleOf(context.var.uploads.get(id), files),
      subject: id,
      startedBy: personOf(context).id,
      writes: false,
      argv: ['ingest-plan', plan, '--check', '--memory-limit', ingestMemory(jobLimits())],
    });
    return context.json(started, 202);
  })
  .openapi(commit, async (context) => {
    const { id } = context.req.valid('param');
    const { files } = context.req.valid('json');
    const { jobs, uploads: all } = context.var;
    const running = (await jobs.list({ kind: 'ingest', subject: id })).find(
      ({ state }) => state === 'queued' || state === 'running',
    );
    if (running)
      throw new Problem(409, 'already_running', 'These files are being ingested already; wait for the end.');
    const plan = await all.plan(id, files);
    const started = await jobs.start({
      kind: 'ingest',
      title: await titleOf(all.get(id), files),
      subject: id,
      startedBy: personOf(context).id,
      argv: ['ingest-plan', plan, '--memory-limit', ingestMemory(jobLimits())],
      // The store has the bytes now.
      onEnd: async ({ state }) => {
        if (state === 'done') await all.remove(id);
      },
    });
    return context.json(started, 202);
  });

async function titleOf(found: Promise<Upload>, chosen: readonly { number: number }[]): Promise<string> {
  const { files } = await found;
  const names = files.filter((file) => chosen.some(({ number }) => number === file.number));
  return names
    .map(({ name }) => name)
    .join(', ')
    .slice(0, 200);
}
