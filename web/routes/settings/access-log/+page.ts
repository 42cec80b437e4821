import { answerOf, apiClient } from '$lib/api.ts';
import type { PageLoad } from './$types';

const WINDOW = 50;

/** One window of the log, as the address filters it; days are those of the first programme's zone. */
export const load: PageLoad = async ({ fetch, url }) => {
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const offset = Math.max(0, Math.trunc(Number(asked.offset ?? 0)) || 0);
  const query = {
    ...(asked.text ? { text: asked.text } : {}),
    ...(asked.action ? { action: asked.action as 'export' } : {}),
    ...(asked.from ? { from: asked.from } : {}),
    ...(asked.to ? { to: asked.to } : {}),
  };
  const log = await answerOf(
    apiClient(fetch)['access-log'].$get({ query: { ...query, limit: `${WINDOW}`, offset: `${offset}` } }),
  );
  return { log, query, asked, offset, window: WINDOW };
};
