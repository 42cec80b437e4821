import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const evidence = await answerOf(
    apiClient(fetch).green.evidence.$get({ query: { limit: '100', ...query } }),
  );
  return { evidence, query };
};
