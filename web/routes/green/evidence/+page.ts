import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { green } = apiClient(fetch);
  const [evidence, claim] = await Promise.all([
    answerOf(green.evidence.$get({ query: { limit: '100', ...query } })),
    answerOf(green.claim.$get({ query })),
  ]);
  return { evidence, claim, query };
};
