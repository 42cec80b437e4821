import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const query = parametersOf(url);
  if ((await parent()).books.length === 0) return { query, liability: undefined };
  return { query, liability: await answerOf(apiClient(fetch).liability.$get({ query })) };
};
