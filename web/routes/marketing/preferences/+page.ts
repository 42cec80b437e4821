import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';
import { choicesOf } from './choices.ts';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { level, dimension } = choicesOf(query);
  const { preferences } = apiClient(fetch);
  const which = { book: query.book, programme: query.programme, wallet: query.wallet };
  const [found, advice, months] = await Promise.all([
    answerOf(preferences.$get({ query: { ...query, level, dimension, limit: '1000' } })),
    answerOf(preferences.suggestions.$get({ query: { ...which, limit: '200' } })),
    answerOf(
      preferences.months.$get({
        query: { ...which, from: query.from, to: query.to, level, key: query.key, limit: '1000' },
      }),
    ),
  ]);
  return { query, found, advice, months };
};
