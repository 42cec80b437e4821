import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

/** The grid of segments and the first members of what the filters leave. */
export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const members = apiClient(fetch).members;
  const [segments, list] = await Promise.all([
    answerOf(members.segments.$get({ query: { ...query, limit: '100' } as never })),
    answerOf(members.$get({ query: { limit: '100', ...query } as never })),
  ]);
  return { query, segments, list };
};
