import { answerOf, answerWithin, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { rewards } = apiClient(fetch);
  const [found, years] = await Promise.all([
    answerOf(rewards.$get({ query: { ...query, limit: '500' } })),
    answerWithin(
      rewards.years.$get({
        query: { book: query.book, programme: query.programme, wallet: query.wallet, high: query.high },
      }),
    ),
  ]);
  return { query, found, years };
};
