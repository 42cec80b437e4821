import { createRoute, z } from '@hono/zod-openapi';
import { Job } from '../jobs/job.ts';
import { databaseMemory, jobLimits } from '../jobs/limits.ts';
import { REFUSALS, resource } from './environment.ts';

const MOST_LISTED = 100;
const job = { description: 'The job', content: { 'application/json': { schema: Job } } };
const params = z.object({ id: z.uuid() });

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'Long work that pages started, the newest first',
  request: {
    query: z.object({ kind: z.string().max(40).optional(), subject: z.string().max(100).optional() }),
  },
  responses: {
    200: {
      description: 'The jobs',
      content: { 'application/json': { schema: z.object({ jobs: z.array(Job) }) } },
    },
    ...REFUSALS,
  },
});

const read = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'A job: how far it is, and what came of it',
  request: { params },
  responses: { 200: job, ...REFUSALS },
});

const cancel = createRoute({
  method: 'post',
  path: '/{id}/cancel',
  summary: 'Stops a job; what was there before it stays',
  request: { params },
  responses: { 200: job, ...REFUSALS },
});

const ComputeRequest = z.object({
  asOf: z.iso.date().optional().openapi({ description: 'Last local day that counts' }),
  knownAt: z.iso.datetime({ offset: true }).optional().openapi({
    description: 'Leaves out what the sources learnt of later',
  }),
});

const compute = createRoute({
  method: 'post',
  path: '/compute',
  summary: 'Recomputes everything from the source store and publishes a book',
  request: { body: { content: { 'application/json': { schema: ComputeRequest } }, required: true } },
  responses: { 202: { ...job, description: 'The job; its result names the book' }, ...REFUSALS },
});

/** `/jobs` */
export const jobs = resource()
  .openapi(list, async (context) => {
    const all = await context.var.jobs.list(context.req.valid('query'));
    // Results may be large; they are given one at a time.
    const listed = all.slice(0, MOST_LISTED).map((each) => ({ ...each, result: null }));
    return context.json({ jobs: await context.var.books.masked(listed) }, 200);
  })
  .openapi(compute, async (context) => {
    const { asOf, knownAt } = context.req.valid('json');
    const started = await context.var.jobs.start({
      kind: 'compute',
      title: asOf ?? '',
      argv: [
        'compute',
        ...(asOf ? ['--as-of', asOf] : []),
        ...(knownAt ? ['--known-at', knownAt] : []),
        ...['--memory-limit', databaseMemory(jobLimits())],
      ],
    });
    return context.json(started, 202);
  })
  .openapi(read, async (context) =>
    context.json(
      (await context.var.books.masked([await context.var.jobs.get(context.req.valid('param').id)]))[0]!,
      200,
    ),
  )
  .openapi(cancel, async (context) =>
    context.json(await context.var.jobs.cancel(context.req.valid('param').id), 200),
  );
