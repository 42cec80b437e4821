import { answerOf, apiClient } from '$lib/api.ts';
import type { LayoutLoad } from './$types';

/** What all marketing pages show beside their figures: the policies these rest on, and what values are called. */
export const load: LayoutLoad = async ({ fetch, url }) => {
  const book = url.searchParams.get('book') ?? undefined;
  const programme = url.searchParams.get('programme') || undefined;
  return { register: await answerOf(apiClient(fetch).marketing.$get({ query: { book, programme } })) };
};
