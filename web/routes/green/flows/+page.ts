import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  return {
    query,
    flows: await answerOf(apiClient(fetch).green.flows.$get({ query: { limit: '100', ...query } })),
  };
};
