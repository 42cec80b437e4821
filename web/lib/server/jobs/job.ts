import { z } from '@hono/zod-openapi';

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** How far a job is; `total` is null where nobody can know. */
export const JobProgress = z.object({
  step: z.string(),
  done: z.number().nullable(),
  total: z.number().nullable(),
  unit: z.enum(['percent']).nullable(),
  rows: z
    .number()
    .nullable()
    .default(null)
    .openapi({ description: 'Rows read or typed so far, where there are rows' }),
  bytes: z
    .number()
    .nullable()
    .default(null)
    .openapi({ description: 'Bytes of the file at hand, where one is read' }),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** A piece of long work that a page started: a run of the command line, kept as a file in the workspace. */
export const Job = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ description: 'What it does, e.g. compute', example: 'compute' }),
    title: z.string().openapi({ description: 'What it is about in the words of whoever started it' }),
    subject: z.string().nullable().openapi({ description: 'Id of what it works on, e.g. an upload' }),
    started_by: z.string().openapi({ description: 'Id of the user; empty until there are accounts' }),
    state: z.enum(JOB_STATES),
    created_at: z.string(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
    progress: JobProgress,
    result: z.record(z.string(), z.unknown()).nullable().openapi({
      description: 'What the command gives for --json; null until it is done',
    }),
    error: z.string().nullable().openapi({ description: 'One sentence that says what went wrong' }),
    failure: z.enum(['error', 'memory', 'time', 'interrupted']).nullable(),
  })
  .openapi('Job');
export type Job = z.infer<typeof Job>;

/** Whether nothing more will happen to a job. */
export function isOver(job: Pick<Job, 'state'>): boolean {
  return job.state !== 'queued' && job.state !== 'running';
}
