import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { rate: _rate, value: _value, ...scope } = query;
  const { liability } = apiClient(fetch);
  const [trial, effects] = await Promise.all([
    answerOf(liability['what-if'].$get({ query })),
    answerOf(liability.sensitivity.$get({ query: { ...scope, limit: '1000' } })),
  ]);
  return { query, trial, effects };
};
