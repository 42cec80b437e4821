import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { book, finding } = parametersOf(url);
  const query = { book, finding };
  return { query, remediation: await answerOf(apiClient(fetch).remediation.$get({ query })) };
};
