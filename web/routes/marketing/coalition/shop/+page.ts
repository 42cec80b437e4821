import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const merchant = query.merchant ?? '';
  const { coalition } = apiClient(fetch);
  const which = { book: query.book, programme: query.programme, merchant };
  const [found, months, flows] = await Promise.all([
    answerOf(coalition.shop.$get({ query: { ...which, limit: '1000' } })),
    answerOf(
      coalition.shop.months.$get({ query: { ...which, from: query.from, to: query.to, limit: '1000' } }),
    ),
    answerOf(
      coalition.shop.flows.$get({ query: { ...which, from: query.from, to: query.to, limit: '1000' } }),
    ),
  ]);
  return { query, merchant, found, months, flows };
};
