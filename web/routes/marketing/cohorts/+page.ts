import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

const WINDOW = 1000;

/** All cells of a grid: the picture shows them at once. */
export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const ask = (offset: number) =>
    answerOf(
      apiClient(fetch).cohorts.$get({
        query: { grid: 'quarter', ...query, limit: String(WINDOW), offset: String(offset) },
      }),
    );
  const found = await ask(0);
  const others = Array.from({ length: Math.ceil(found.total / WINDOW) - 1 }, (_, page) =>
    ask((page + 1) * WINDOW),
  );
  const cells = [found, ...(await Promise.all(others))].flatMap(({ rows }) => rows);
  return { query, found, cells };
};
