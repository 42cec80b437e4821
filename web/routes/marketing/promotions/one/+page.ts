import { error } from '@sveltejs/kit';
import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const promotion = query.promotion ?? '';
  const { promotions } = apiClient(fetch);
  const which = { book: query.book, programme: query.programme, promotion };
  const [found, arms, awards] = await Promise.all([
    answerOf(promotions.$get({ query: which })),
    answerOf(promotions.arms.$get({ query: which })),
    answerOf(promotions.awards.$get({ query: { ...which, limit: '500' } })),
  ]);
  const [row] = found.rows;
  if (!row || found.total !== 1)
    error(404, {
      code: 'not_found',
      message: `This book has no promotion ${promotion} that had begun; choose one of the list.`,
    });
  return { query, row, book: found.book, arms, awards };
};
