import { createRoute, z } from '@hono/zod-openapi';
import { GROUPINGS, groupsSql, type Grouping } from '#engine/green/groups.ts';
import { Points, resource } from './environment.ts';
import { GREEN_GROUP_FILTERS, greenConditions, Kilograms, requireGreen } from './green-book.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

/** What is measured of a group of green acts. */
export const GROUP_MEASURES = {
  acts: z.number().int(),
  acts_counted_only: z
    .number()
    .int()
    .openapi({ description: 'Of them those that no factor or formula stands for' }),
  members: z.number().int(),
  kwh: Kilograms.openapi({ description: 'Electricity not used, kWh' }),
  m3: Kilograms.openapi({ description: 'Water not used, m³' }),
  kg: Kilograms.nullable(),
  low: Kilograms.nullable(),
  high: Kilograms.nullable(),
  points_earned: Points.openapi({ description: 'Green points earned, net of those taken back' }),
  points_used: Points.openapi({ description: 'Green points redeemed or exchanged, net of those given back' }),
  points_to_family: Points.openapi({ description: 'Green points given to family' }),
};

const Group = z
  .object({
    id: z.string().nullable().openapi({ description: 'None: acts that belong to none' }),
    programme_id: z.string().optional(),
    track: z.string().optional(),
    behaviour: z.string().optional(),
    category: z.string().nullable().optional(),
    name_zh: z.string().nullable(),
    name_en: z.string().nullable(),
    ...GROUP_MEASURES,
  })
  .openapi('GreenGroup');

/** Sums over groups; members are not added up, as one member may stand in several groups. */
export const GROUP_TOTALS = z.object({
  groups: z.number().int().openapi({ description: 'Groups that have a name' }),
  acts: z.number().int(),
  acts_counted_only: z.number().int(),
  kwh: Kilograms,
  m3: Kilograms,
  kg: Kilograms,
  low: Kilograms,
  high: Kilograms,
  points_earned: Points,
  points_used: Points,
  points_to_family: Points,
});

export const GROUP_SUMS = `count(id) as groups, ${['acts', 'acts_counted_only'].map((name) => `coalesce(sum(${name}), 0)::bigint as ${name}`).join(', ')},
  ${['kwh', 'm3', 'kg', 'low', 'high', 'points_earned', 'points_used', 'points_to_family'].map((name) => `coalesce(sum(${name}), 0) as ${name}`).join(', ')}`;

export const GROUP_SORTS = ['kg', 'acts', 'points_earned', 'points_used', 'points_to_family', 'id'] as const;

const route = createRoute({
  method: 'get',
  path: '/groups',
  summary:
    'Green acts, units, kilograms and points by region, household, enterprise, merchant, behaviour or month',
  request: {
    query: TableQuery.extend({
      ...GREEN_GROUP_FILTERS,
      by: z.enum(GROUPINGS),
      sort: z.enum(GROUP_SORTS).optional().openapi({ description: 'Default: by kilograms; months in order' }),
    }),
  },
  responses: tableResponses(tableBody(Group, GROUP_TOTALS).openapi('GreenGroups'), 'Groups'),
});

/** `/green/groups` */
export const greenGroups = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, async (reader) => {
    await requireGreen(reader);
    const { where, parameters } = greenConditions(query);
    const { by, sort = by.endsWith('month') ? 'id' : 'kg', order = sort === 'id' ? 'asc' : 'desc' } = query;
    return {
      name: `green-by-${by}`,
      sql: namedGroups(by, groupsSql(by, where)),
      parameters,
      orderBy: `id is null, ${sort} ${order} nulls last, acts desc, ${TIES[by] ?? 'id'}`,
      totals: GROUP_SUMS,
    };
  });
});

const TIES: Partial<Record<Grouping, string>> = {
  household: 'id, programme_id',
  enterprise: 'id, programme_id',
  merchant: 'id, programme_id',
  member: 'id, programme_id',
};

/** Gives groups the names that the book has for them. */
function namedGroups(by: Grouping, sql: string): string {
  if (by === 'merchant')
    return `select named.*, merchant.name as name_zh, merchant.name as name_en from (${sql}) as named
      left join (select programme_id, merchant_id as id, max(name) as name from data.merchants group by all) as merchant
        using (programme_id, id)`;
  if (by === 'region' || by === 'province')
    return `select named.*, region.name_zh, region.name_en from (${sql}) as named
      left join meta.regions as region on region.code = named.id`;
  return `select *, null::varchar as name_zh, null::varchar as name_en from (${sql})`;
}
