import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  if (!query.member) return { query, found: null };
  return { query, found: await answerOf(apiClient(fetch).members.one.$get({ query: query as never })) };
};
