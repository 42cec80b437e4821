import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

const QUESTIONS = ['redemption', 'near', 'middle'] as const;

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const question = QUESTIONS.find((each) => each === query.question) ?? 'redemption';
  return {
    query,
    question,
    found: await answerOf(
      apiClient(fetch)['lock-in'].strata.$get({ query: { ...query, question, limit: '100' } }),
    ),
  };
};
