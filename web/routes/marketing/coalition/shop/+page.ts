import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import { yearTo } from '../year-to.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const merchant = query.merchant ?? '';
  const { coalition } = apiClient(fetch);
  const which = { book: query.book, programme: query.programme, merchant };
  const found = await answerOf(coalition.shop.$get({ query: { ...which, limit: '1000' } }));
  const to = query.to ?? found.book.as_of.slice(0, 7);
  const from = query.from ?? yearTo(to);
  const [months, flows] = await Promise.all([
    answerOf(coalition.shop.months.$get({ query: { ...which, from, to, limit: '1000' } })),
    answerOf(coalition.shop.flows.$get({ query: { ...which, from, to, limit: '1000' } })),
  ]);
  return { query, merchant, from, to, found, months, flows };
};
