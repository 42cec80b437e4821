import { holds, type Viewer } from '../access/viewer.ts';
import { Problem } from '../problem.ts';
import type { Job } from './job.ts';
import type { JobRequest, Jobs } from './jobs.ts';

/** What resources do with the work that pages start. */
export type JobDesk = Pick<Jobs, 'start' | 'list' | 'get' | 'cancel'>;

/** Sections whose reports a job makes, by kind of report; every other is of compliance. */
const REPORT_SECTIONS = {
  liability: 'finance',
  cohort: 'marketing',
  cohorts: 'marketing',
  green: 'green',
} as const;

/** The section that a kind of report belongs to. */
export function reportSection(kind: string | null) {
  return kind !== null && Object.hasOwn(REPORT_SECTIONS, kind)
    ? REPORT_SECTIONS[kind as keyof typeof REPORT_SECTIONS]
    : ('compliance' as const);
}

/** Jobs as one viewer sees them: their own, and those of others in a section they read; they stop their own only. */
export function jobsSeenBy(jobs: Jobs, viewer: Viewer): JobDesk {
  if (!viewer.session) return jobs;
  const isOwn = (job: Job) => job.started_by === viewer.person.id;
  const isSeen = (job: Job) =>
    isOwn(job) || holds(viewer, job.kind === 'report' ? reportSection(job.subject) : 'data');
  const get = async (id: string) => {
    const job = await jobs.get(id);
    if (!isSeen(job)) throw new Problem(404, 'unknown_job', 'There is no such job; it may be long over.');
    return job;
  };
  return {
    start: (request: JobRequest) => jobs.start({ ...request, startedBy: viewer.person.id }),
    list: async (filter) => (await jobs.list(filter)).filter(isSeen),
    get,
    async cancel(id) {
      if (!isOwn(await get(id)) && !holds(viewer, 'people'))
        throw new Problem(
          403,
          'forbidden',
          'Somebody else started this; they or an administrator can stop it.',
        );
      return jobs.cancel(id);
    },
  };
}
