import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { unit: _unit, ...query } = parametersOf(url);
  const { liability } = apiClient(fetch);
  const of = (basis: 'expiry' | 'expected_redemption') =>
    answerOf(liability.maturity.$get({ query: { ...query, basis } }));
  const [issue, expiry, expected] = await Promise.all([
    answerOf(liability.aging.$get({ query })),
    of('expiry'),
    of('expected_redemption'),
  ]);
  return { query: parametersOf(url), issue, expiry, expected };
};
