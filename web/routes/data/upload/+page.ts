import { answerOf, apiClient } from '$lib/api.ts';
import type { Job } from '$lib/server/jobs/job.ts';
import type { PageLoad } from './$types';

/** The upload in the address, if any, with the jobs that worked on it: so a page that is reloaded goes on. */
export const load: PageLoad = async ({ fetch, url }) => {
  const api = apiClient(fetch);
  const id = url.searchParams.get('upload');
  const options = await answerOf(api.uploads.options.$get());
  if (!id) return { options, upload: null, jobs: [] };
  const { jobs: listed } = await answerOf(api.jobs.$get({ query: { subject: id } }));
  const jobs: Job[] = await Promise.all(
    listed.map((job) => answerOf(api.jobs[':id'].$get({ param: { id: job.id } })) as Promise<Job>),
  );
  // An upload that is in the store is gone; its jobs still tell what came of it.
  if (jobs.some((job) => job.kind === 'ingest' && job.state === 'done'))
    return { options, upload: null, jobs };
  const found = await api.uploads[':id'].$get({ param: { id } });
  return { options, upload: await answerOf(Promise.resolve(found)), jobs };
};
