import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';
import { choicesOf } from '../../preferences/choices.ts';
import { ATTRIBUTES } from '../attributes.ts';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url) as Record<string, string> & { value: string };
  const { dimension } = choicesOf(query);
  const attribute = ATTRIBUTES.find((each) => each === query.attribute) ?? 'category';
  const which: typeof query & { dimension: typeof dimension; attribute: typeof attribute } = {
    ...query,
    dimension,
    attribute,
  };
  const { preferences } = apiClient(fetch);
  return {
    query: which,
    found: await answerOf(preferences.buyers.$get({ query: { ...which, limit: '100' } })),
  };
};
