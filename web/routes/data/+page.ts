import { answerOf, apiClient } from '$lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  store: await answerOf(apiClient(fetch).batches.$get()),
  chosen: url.searchParams.get('batch') ?? undefined,
});
