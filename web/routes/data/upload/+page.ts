import { answerOf, apiClient } from '$lib/api.ts';
import type { PageLoad } from './$types';

/** The upload in the address, if any, with the jobs that worked on it: so a page that is reloaded goes on. */
export const load: PageLoad = async ({ fetch, url }) => {
  const api = apiClient(fetch);
  const id = url.searchParams.get('upload');
  const options = await answerOf(api.uploads.options.$get());
  if (!id) return { options, upload: null, jobs: [] };
  const { jobs: listed } = await answerOf(api.jobs.$get({ query: { subject: id } }));
  const jobs = await Promise.all(
    listed.map((job) => answerOf(api.jobs[':id'].$get({ param: { id: job.id } }))),
  );
  const found = await api.uploads[':id'].$get({ param: { id } });
  // An upload that is in the store is gone; its jobs still tell what came of it.
  if (!found.ok && jobs.length > 0) return { options, upload: null, jobs };
  return { options, upload: await answerOf(Promise.resolve(found)), jobs };
};
