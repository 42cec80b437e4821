import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { book } = parametersOf(url);
  const { findings } = apiClient(fetch);
  const [summary, changes, trend] = await Promise.all([
    answerOf(findings.summary.$get({ query: { book } })),
    answerOf(findings.changes.$get({ query: { book } })),
    answerOf(findings.trend.$get({ query: { book } })),
  ]);
  return { summary, changes, trend };
};
