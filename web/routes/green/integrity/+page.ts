import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const query = parametersOf(url);
  if ((await parent()).books.length === 0) return { query, found: undefined };
  return { query, found: await answerOf(apiClient(fetch).green.integrity.$get({ query })) };
};
