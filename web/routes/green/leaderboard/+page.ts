import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { of: asked, ...query } = parametersOf(url);
  const of = ranked(asked);
  if ((await parent()).books.length === 0) return { query, of, found: undefined };
  const { green } = apiClient(fetch);
  const [ranking, claim] = await Promise.all([
    of === 'merchant'
      ? answerOf(green.groups.$get({ query: { ...query, by: 'merchant', limit: '100' } })).then((found) => ({
          ...found,
          rows: found.rows.map((row) => ({ ...row, groups: 1, programme_id: row.programme_id ?? '' })),
          totals: { ...found.totals, groups_counted_only: 0 },
        }))
      : answerOf(green.leaderboard.$get({ query: { ...query, of, limit: '100' } })).then((found) => ({
          ...found,
          rows: found.rows.map((row) => ({ ...row, name_zh: null, name_en: null })),
        })),
    answerOf(green.claim.$get({ query })),
  ]);
  return { query, of, found: { ranking, claim } };
};

function ranked(asked: string | undefined): 'household' | 'enterprise' | 'merchant' {
  return asked === 'enterprise' || asked === 'merchant' ? asked : 'household';
}
