import { answerOf, answerWithin, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { book } = await parent();
  const given = parametersOf(url);
  const to = given.to ?? book?.as_of.slice(0, 7) ?? '';
  const query: Record<string, string> = { ...given, from: given.from ?? to, to };
  const { liability } = apiClient(fetch);
  const { programme, wallet, from, book: asked } = query;
  const scope = { programme, wallet, from, to, book: asked, limit: '1000' };
  const [found, payables] = await Promise.all([
    answerOf(liability.settlement.$get({ query: { ...query, limit: '100' } as never })),
    answerWithin(liability.payables.$get({ query: scope })),
  ]);
  return { query, found, payables };
};
