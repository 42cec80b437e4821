import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const members = apiClient(fetch).members;
  const [found, outlook] = await Promise.all([
    answerOf(members.contacts.$get({ query: { limit: '100', ...query } as never })),
    answerOf(members.outlook.$get({ query: { programme: query.programme, book: query.book } as never })),
  ]);
  return { query, found, policies: outlook.policies };
};
