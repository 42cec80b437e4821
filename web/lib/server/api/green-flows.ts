import { createRoute, z } from '@hono/zod-openapi';
import { Day, Points, resource } from './environment.ts';
import { GREEN_GROUP_FILTERS, greenConditions, requireGreen } from './green-book.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const FLOWS = [
  'earned',
  'redeemed',
  'restored',
  'given_to_family',
  'given_to_others',
  'received_from_family',
  'received_from_others',
  'expired',
  'reversed',
  'exchanged',
  'forfeited',
  'adjusted',
  'debt_repaid',
] as const;

/** Flows that a figure on a page adds up. */
const FIGURES = {
  earned: ['earned', 'reversed'],
  used: ['redeemed', 'exchanged', 'restored'],
  to_family: ['given_to_family'],
} as const;

const Flow = z
  .object({
    programme_id: z.string(),
    wallet: z.string(),
    member_id: z.string(),
    flow: z.enum(FLOWS),
    month: Day,
    behaviour: z.string(),
    category: z.string().nullable(),
    merchant_id: z.string().nullable(),
    item_id: z.string().nullable(),
    item_name: z.string().nullable(),
    points: Points.openapi({ description: 'Negative where it lessens the figure asked for' }),
    moves: z.number().int().openapi({ description: 'Lots opened or used' }),
  })
  .openapi('GreenFlow');

const route = createRoute({
  method: 'get',
  path: '/flows',
  summary: 'What green points were earned by and what they went to, by member and month',
  request: {
    query: TableQuery.extend({
      ...GREEN_GROUP_FILTERS,
      figure: z
        .enum(['earned', 'used', 'to_family'])
        .optional()
        .openapi({ description: 'Only the flows that make up this figure, with their sign' }),
      item: z.string().max(200).optional(),
    }),
  },
  responses: tableResponses(
    tableBody(Flow, z.object({ points: Points, moves: z.number().int() })).openapi('GreenFlows'),
    'Flows',
  ),
});

/** `/green/flows` */
export const greenFlows = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, async (reader) => {
    await requireGreen(reader);
    const conditions = greenConditions(query).add('item_id = $item', 'item', query.item);
    if (query.figure)
      conditions.require(`flow in (${FIGURES[query.figure].map((flow) => `'${flow}'`).join(', ')})`);
    const sign = query.figure
      ? `case when flow in ('reversed', 'restored') then -points else points end`
      : 'points';
    return {
      name: 'green-flows',
      sql: `select programme_id, wallet, member_id, flow, month, behaviour, category, merchant_id, item_id,
          sum(${sign})::decimal(18, 2) as points, sum(moves)::bigint as moves
        from green.point_flows ${conditions.where} group by all`,
      parameters: conditions.parameters,
      orderBy: 'month desc, member_id, flow, behaviour, category, merchant_id, item_id, wallet, programme_id',
      totals: 'coalesce(sum(points), 0)::decimal(18, 2) as points, coalesce(sum(moves), 0)::bigint as moves',
      widen: (window) => `select flow.* replace (month::varchar as month), item.name as item_name
        from (${window}) as flow
        left join (select programme_id, item_id, arg_max(name, valid_from) as name from data.catalogue_items
          group by all) as item using (programme_id, item_id)`,
    };
  });
});
