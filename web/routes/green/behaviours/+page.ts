import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

const TRACKS = ['consumption', 'circular', 'sharing', 'b2b'] as const;

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const query = parametersOf(url);
  if ((await parent()).books.length === 0) return { query, found: undefined };
  const { green } = apiClient(fetch);
  const groups = (more: { by: 'behaviour' | 'track' | 'track_month'; track?: (typeof TRACKS)[number] }) =>
    answerOf(green.groups.$get({ query: { ...query, ...more, limit: '1000' } }));
  const [all, months, claim, ...tracks] = await Promise.all([
    groups({ by: 'track' }),
    groups({ by: 'track_month' }),
    answerOf(green.claim.$get({ query })),
    ...TRACKS.map((track) => groups({ by: 'behaviour', track })),
  ]);
  return {
    query,
    found: {
      all,
      months: byMonth(months.rows),
      claim,
      tracks: TRACKS.map((track, at) => ({ track, groups: tracks[at]! })),
    },
  };
};

/** Acts by kind, month by month. */
function byMonth(rows: readonly { id: string | null; track?: string; acts: number }[]) {
  const months = new Map<string, Partial<Record<(typeof TRACKS)[number], number>>>();
  for (const { id, track, acts } of rows) {
    const month = id!.slice(0, 7);
    months.set(month, { ...months.get(month), [track!]: acts });
  }
  return [...months].map(([month, acts]) => ({ month, acts }));
}
