import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const api = apiClient(fetch);
  const query = parametersOf(url);
  const [mismatches, largest] = await Promise.all([
    answerOf(api.mismatches.$get({ query: { limit: '100', ...query } })),
    answerOf(
      api.mismatches.$get({ query: { ...query, sort: 'size', order: 'desc', limit: '1', offset: '0' } }),
    ),
  ]);
  return { mismatches, largest: largest.rows[0], query };
};
