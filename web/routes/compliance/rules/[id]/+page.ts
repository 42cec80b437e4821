import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params }) => {
  const { book } = parametersOf(url);
  return {
    rule: await answerOf(apiClient(fetch).rules[':id'].$get({ param: params, query: { book } })),
  };
};
