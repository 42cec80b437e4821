import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { book } = await parent();
  const given = parametersOf(url);
  const to = given.to ?? book?.as_of.slice(0, 7) ?? '';
  const query: Record<string, string> = { ...given, from: given.from ?? to, to };
  return {
    query,
    found: await answerOf(
      apiClient(fetch).liability.settlement.$get({ query: { ...query, limit: '100' } as never }),
    ),
  };
};
