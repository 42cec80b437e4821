import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { offset } = parametersOf(url);
  return { log: await answerOf(apiClient(fetch).decisions.$get({ query: { limit: '100', offset } })) };
};
