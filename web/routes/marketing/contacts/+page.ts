import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { members } = apiClient(fetch);
  return {
    query,
    found: await answerOf(members.contacts.$get({ query: { limit: '100', ...query } as never })),
  };
};
