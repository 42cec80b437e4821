import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import { choicesOf, rivalOf, spanBefore, TRAITS } from './choices.ts';
import type { PageLoad } from './$types';

const WINDOW = 1000;

/** All cells of a grid: the picture shows them at once; and, where two choices are compared, both by age. */
export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const api = apiClient(fetch).cohorts;
  const which = { ...query, ...choicesOf(query) };
  const ask = (offset: number) =>
    answerOf(api.$get({ query: { ...which, limit: String(WINDOW), offset: String(offset) } as never }));
  const curveOf = async (chosen: Record<string, string>) =>
    (await answerOf(api.curve.$get({ query: { ...chosen, limit: String(WINDOW) } as never }))).rows;
  const rival = query.against === 'before' ? spanBefore(query) : rivalOf(query.against);
  const plain = Object.fromEntries(
    Object.entries(which).filter(([name]) => !(TRAITS as readonly string[]).includes(name)),
  );
  const [found, choices, curves] = await Promise.all([
    ask(0),
    answerOf(api.choices.$get({ query: { programme: query.programme, book: query.book } as never })),
    rival
      ? Promise.all([curveOf(which), curveOf({ ...(query.against === 'before' ? which : plain), ...rival })])
      : undefined,
  ]);
  const others = Array.from({ length: Math.ceil(found.total / WINDOW) - 1 }, (_, page) =>
    ask((page + 1) * WINDOW),
  );
  const cells = [found, ...(await Promise.all(others))].flatMap(({ rows }) => rows);
  return { query, found, cells, choices, curves };
};
