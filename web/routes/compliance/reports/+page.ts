import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

/** What is kept, the kinds there are, and a report that is being made. */
export const load: PageLoad = async ({ fetch, url }) => {
  const api = apiClient(fetch);
  const [{ reports, kinds }, { jobs }] = await Promise.all([
    answerOf(api.reports.$get()),
    answerOf(api.jobs.$get({ query: { kind: 'report' } })),
  ]);
  const making = jobs.filter(({ state }) => state === 'queued' || state === 'running');
  return { reports, kinds, making, query: parametersOf(url) };
};
