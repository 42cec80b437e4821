import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const api = apiClient(fetch);
  // The book of the address does not matter here: rejects belong to the source store.
  const { batch, table } = parametersOf(url);
  const query = { batch, table };
  const [rejects, store] = await Promise.all([
    answerOf(api.rejects.$get({ query: { ...query, limit: '100' } })),
    answerOf(api.batches.$get()),
  ]);
  return { rejects, batches: store.batches, query };
};
