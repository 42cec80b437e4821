import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const by = query.by === 'industry' ? ('industry' as const) : ('merchant' as const);
  const { coalition } = apiClient(fetch);
  const [found, flows] = await Promise.all([
    answerOf(coalition.$get({ query: { ...query, by, limit: '1000' } })),
    answerOf(coalition.flows.$get({ query: { ...query, by, limit: '1000' } })),
  ]);
  return { query, by, found, flows };
};
