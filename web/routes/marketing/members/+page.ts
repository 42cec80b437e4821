import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

/** The grid of segments and the first members of what the filters leave. */
export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const members = apiClient(fetch).members;
  // Months are counted for everybody, or by one trait.
  const traits = (['tier', 'region', 'age'] as const).filter((name) => query[name]);
  const isCounted =
    traits.length < 2 && !['segment', 'life_cycle', 'mark', 'item'].some((name) => query[name]);
  const which = Object.fromEntries(
    ['book', 'programme', 'from', 'to', ...traits].flatMap((name) =>
      query[name] ? [[name, query[name]]] : [],
    ),
  );
  const [segments, list, months] = await Promise.all([
    answerOf(members.segments.$get({ query: { ...query, limit: '100' } as never })),
    answerOf(members.$get({ query: { limit: '100', ...query } as never })),
    isCounted ? answerOf(members.months.$get({ query: { ...which, limit: '400' } as never })) : undefined,
  ]);
  return { query, segments, list, months, which };
};
