import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const query = parametersOf(url);
  if ((await parent()).books.length === 0) return { query, found: undefined };
  const { green } = apiClient(fetch);
  const book = { book: query.book, programme: query.programme };
  const [whatIf, claim] = await Promise.all([
    answerOf(green['what-if'].$get({ query })),
    answerOf(green.claim.$get({ query: book })),
  ]);
  return { query, found: { whatIf, claim } };
};
