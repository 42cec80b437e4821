import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  if ((await parent()).books.length === 0) return { overview: undefined };
  return { overview: await answerOf(apiClient(fetch).overview.$get({ query: parametersOf(url) })) };
};
