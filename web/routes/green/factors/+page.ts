import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const factors = await answerOf(apiClient(fetch).green.factors.$get({ query: { limit: '1000', ...query } }));
  return { factors, query };
};
