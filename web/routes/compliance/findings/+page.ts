import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const client = apiClient(fetch);
  const [findings, gone, log] = await Promise.all([
    answerOf(client.findings.$get({ query: { limit: '100', ...query } })),
    answerOf(client.findings.$get({ query: { limit: '1', matching: 'gone', book: query.book } })),
    answerOf(client.decisions.$get({ query: { limit: '1' } })),
  ]);
  return { findings, query, gone: gone.total, operator: log.operator.name };
};
