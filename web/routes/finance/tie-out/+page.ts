import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { liability } = apiClient(fetch);
  return { query, found: await answerOf(liability['tie-out'].$get({ query: { ...query, limit: '1000' } })) };
};
