import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { book } = await parent();
  const given = parametersOf(url);
  const { period: asked, ...others } = given;
  const period = asked ?? book?.as_of.slice(0, 7) ?? 'all';
  const query: Record<string, string | undefined> = period === 'all' ? others : { ...others, period };
  return {
    query,
    period,
    found: await answerOf(apiClient(fetch).liability.journal.$get({ query: { ...query, limit: '100' } })),
  };
};
