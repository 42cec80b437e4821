import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { book } = parametersOf(url);
  return { summary: await answerOf(apiClient(fetch).findings.summary.$get({ query: { book } })) };
};
