import { createRoute, z } from '@hono/zod-openapi';
import { leaderboardSql, RANKED } from '#engine/green/leaderboard.ts';
import { resource } from './environment.ts';
import { GREEN_GROUP_FILTERS, greenConditions, requireGreen } from './green-book.ts';
import { GROUP_MEASURES, GROUP_SORTS, GROUP_SUMS, GROUP_TOTALS } from './green-groups.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Ranking = z
  .object({
    programme_id: z.string(),
    id: z.string().nullable().openapi({ description: 'None: all that did not agree to be shown, together' }),
    groups: z.number().int().openapi({ description: 'Households or enterprises in the row' }),
    ...GROUP_MEASURES,
  })
  .openapi('GreenRanking');

const Totals = GROUP_TOTALS.extend({
  groups_counted_only: z.number().int().openapi({ description: 'Those that did not agree to be shown' }),
});

const route = createRoute({
  method: 'get',
  path: '/leaderboard',
  summary: 'Households or enterprises that agreed to be shown, ranked; all others are counted only',
  request: {
    query: TableQuery.extend({
      ...GREEN_GROUP_FILTERS,
      of: z.enum(RANKED).optional().openapi({ description: 'Default `household`' }),
      sort: z.enum(GROUP_SORTS).optional(),
    }),
  },
  responses: tableResponses(tableBody(Ranking, Totals).openapi('GreenLeaderboard'), 'The leaderboard'),
});

/** `/green/leaderboard` */
export const greenLeaderboard = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, async (reader) => {
    await requireGreen(reader);
    const { where, parameters } = greenConditions(query);
    const of = query.of ?? 'household';
    const { sort = of === 'household' ? 'kg' : 'acts', order = 'desc' } = query;
    return {
      name: `green-leaderboard-${of}`,
      sql: leaderboardSql(of, where),
      parameters,
      orderBy: `id is null, ${sort} ${order} nulls last, acts desc, id, programme_id`,
      totals: `${GROUP_SUMS}, coalesce(sum(groups) filter (id is null), 0)::bigint as groups_counted_only`,
    };
  });
});
