import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';
import { choicesOf } from '../preferences/choices.ts';
import { ATTRIBUTES } from './attributes.ts';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { dimension } = choicesOf(query);
  const attribute = ATTRIBUTES.find((each) => each === query.attribute) ?? 'category';
  const { preferences } = apiClient(fetch);
  const [found, frequency] = await Promise.all([
    answerOf(preferences.purchases.$get({ query: { ...query, dimension, attribute, limit: '500' } })),
    answerOf(
      preferences.frequency.$get({ query: { book: query.book, programme: query.programme, limit: '400' } }),
    ),
  ]);
  return { query, dimension, attribute, found, frequency };
};
