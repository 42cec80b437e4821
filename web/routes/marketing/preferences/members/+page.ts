import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';
import { choicesOf } from '../choices.ts';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url) as Record<string, string> & { key: string; wallet: string };
  const { level, did } = choicesOf(query);
  return {
    query,
    found: await answerOf(
      apiClient(fetch).preferences.members.$get({ query: { ...query, level, did, limit: '100' } }),
    ),
  };
};
