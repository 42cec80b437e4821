import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const events = await answerOf(apiClient(fetch).events.$get({ query: { limit: '100', ...query } }));
  return { events, query };
};
