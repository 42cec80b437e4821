import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { book, wallet } = parametersOf(url);
  return { promises: await answerOf(apiClient(fetch).promises.$get({ query: { book, wallet } })) };
};
