import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { level, ...query } = parametersOf(url);
  const by: 'province' | 'region' = level === 'province' ? 'province' : 'region';
  if ((await parent()).books.length === 0) return { query, by, found: undefined };
  const { green } = apiClient(fetch);
  const [groups, claim] = await Promise.all([
    answerOf(green.groups.$get({ query: { ...query, by, limit: '1000' } })),
    answerOf(green.claim.$get({ query })),
  ]);
  return { query, by, found: { groups, claim } };
};
