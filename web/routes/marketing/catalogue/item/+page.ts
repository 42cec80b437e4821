import { error } from '@sveltejs/kit';
import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const item = query.item ?? '';
  const found = await answerOf(apiClient(fetch).rewards.$get({ query: { ...query, item, limit: '500' } }));
  if (found.total === 0)
    error(404, {
      code: 'not_found',
      message: `The catalogue has no reward ${item}; choose one of the list.`,
    });
  return { query, item, found };
};
