import { answerOf, apiClient } from '$lib/api.ts';
import type { Job } from '$lib/server/jobs/job.ts';
import type { PageLoad } from './$types';

/** What may be chosen, what was read before, and the reading in the address: a page that is reloaded goes on. */
export const load: PageLoad = async ({ fetch, url }) => {
  const api = apiClient(fetch);
  const id = url.searchParams.get('job');
  const [options, { places }, job] = await Promise.all([
    answerOf(api.uploads.options.$get()),
    answerOf(api.databases.$get()),
    id ? (answerOf(api.jobs[':id'].$get({ param: { id } })) as Promise<Job>) : null,
  ]);
  return { options, places, job };
};
