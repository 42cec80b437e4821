import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  if ((await parent()).books.length === 0) return { overview: undefined, work: undefined };
  const api = apiClient(fetch);
  const query = parametersOf(url);
  const [overview, work] = await Promise.all([
    answerOf(api.overview.$get({ query })),
    answerOf(api.overview.work.$get({ query })),
  ]);
  return { overview, work };
};
