import { answerOf, answerWithin, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { rewards } = apiClient(fetch);
  const which = Object.fromEntries(
    ['book', 'programme', 'wallet', 'high'].flatMap((name) => (query[name] ? [[name, query[name]]] : [])),
  );
  const span = Object.fromEntries(
    ['from', 'to'].flatMap((name) => (query[name] ? [[name, query[name]]] : [])),
  );
  const [found, years, months] = await Promise.all([
    answerOf(rewards.$get({ query: { ...query, limit: '500' } as never })),
    answerWithin(rewards.years.$get({ query: which as never })),
    answerWithin(rewards.months.$get({ query: { ...which, ...span, limit: '400' } as never })),
  ]);
  return { query, found, years, months, which: { ...which, ...span } };
};
