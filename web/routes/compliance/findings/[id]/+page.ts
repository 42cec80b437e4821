import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params }) => {
  const { book } = parametersOf(url);
  const one = apiClient(fetch).findings[':id'];
  const [detail, evidence] = await Promise.all([
    answerOf(one.$get({ param: params, query: { book } })),
    answerOf(one.evidence.$get({ param: params, query: { book, limit: '100' } })),
  ]);
  return { detail, evidence };
};
