import { createRoute, z } from '@hono/zod-openapi';
import { Conditions } from './conditions.ts';
import { Points, resource } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Name = z.string().max(200).optional();
const Decimal = z
  .string()
  .regex(/^\d{1,14}(\.\d{1,2})?$/, 'points are a number like 5000')
  .optional();

const Reward = z
  .object({
    wallet: z.string().nullable().openapi({ description: 'Null: nothing says in which points it is paid' }),
    item_id: z.string(),
    name: z.string().nullable(),
    category: z.string().nullable(),
    kind: z.string().nullable(),
    merchant_id: z.string().nullable(),
    merchant: z.string().nullable(),
    is_green: z.boolean(),
    valid_from: z.string().nullable(),
    valid_to: z.string().nullable(),
    is_current: z.boolean(),
    points_price: Points.nullable(),
    cash_part: Money.nullable(),
    list_value: Money.nullable(),
    value_per_point: z.string().nullable(),
    is_at_most: z.boolean().openapi({ description: 'A purchase has to be made as well' }),
    min_spend: Money.nullable(),
    unit_cost: Money.nullable(),
    cost_per_point: z.string().nullable(),
    min_tier: z.string().nullable(),
    limit_per_member: z.number().nullable(),
    eligible_segment: z.string().nullable(),
    stock: z.number().nullable(),
    stock_out_at: z.string().nullable(),
    price_before: Points.nullable(),
    price_change: z.string().nullable(),
    redemptions: z.number().int(),
    points: Points,
    in_reach: z.boolean().nullable().openapi({ description: 'Within the balance asked about, and in stock' }),
  })
  .openapi('Reward');

const Sums = z.object({
  rewards: z.number().int(),
  green: z.number().int(),
  out_of_stock: z.number().int(),
  in_reach: z.number().int(),
  without_wallet: z.number().int(),
});

const listRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'Rewards with price, value per point, stock; those on offer, or every row of the catalogue',
  request: {
    query: TableQuery.extend({
      programme: Name,
      wallet: Name,
      category: Name,
      item: Name,
      year: z.coerce.number().int().min(1990).max(2200).optional(),
      only: z.enum(['current', 'all', 'green', 'out_of_stock', 'new', 'high_value']).optional(),
      balance: Decimal.openapi({ description: 'What can be had with so many points' }),
      high: Decimal.openapi({ description: 'From this value on a reward is of high value; default 500' }),
    }),
  },
  responses: tableResponses(tableBody(Reward, Sums).openapi('Rewards'), 'Rewards'),
});

const yearsRoute = createRoute({
  method: 'get',
  path: '/years',
  summary: 'By year: rewards offered, new ones, kinds, those of high value, and the share of green ones',
  request: { query: TableQuery.extend({ programme: Name, wallet: Name, high: Decimal }) },
  responses: tableResponses(
    tableBody(
      z.object({
        year: z.number().int(),
        rewards: z.number().int(),
        kinds: z.number().int(),
        categories: z.number().int(),
        new_rewards: z.number().int(),
        high_value: z.number().int(),
        high_value_share: z.number(),
        green: z.number().int(),
        green_share: z.number(),
        points: Points,
        points_green: Points,
        points_green_share: z.number().nullable(),
      }),
      z.object({ rewards: z.number().int() }),
    ).openapi('RewardYears'),
    'Years',
  ),
});

/** `/rewards`: the catalogue now and over time. */
export const rewards = resource()
  .openapi(listRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => list(programmeOf(reader, query.programme), query));
  })
  .openapi(yearsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => years(programmeOf(reader, query.programme), query));
  });

/** From this value in money on a reward counts as one of high value, unless the question says otherwise. */
const HIGH_VALUE = '500';

const ONLY = {
  current: 'item.is_current',
  all: 'true',
  green: 'item.is_current and item.is_green',
  out_of_stock: 'item.is_current and item.stock_out_at is not null',
  new: 'true',
  high_value: 'item.list_value >= $high::decimal(18, 4)',
} as const;

function list(programme: string, query: z.infer<typeof listRoute.request.query>) {
  const conditions = new Conditions()
    .add('item.programme_id = $programme', 'programme', programme)
    .add('item.wallet = $wallet', 'wallet', query.wallet)
    .add('item.category = $category', 'category', query.category)
    .add('item.item_id = $item', 'item', query.item);
  const only = query.only ?? (query.item || query.year ? 'all' : 'current');
  conditions.require(ONLY[only]);
  if (only === 'high_value') conditions.parameters.high = query.high ?? HIGH_VALUE;
  if (query.year !== undefined) {
    conditions.parameters.year = query.year;
    conditions.require(only === 'new' ? 'first_year = $year' : OFFERED_IN('$year'));
  }
  if (query.balance) conditions.parameters.balance = query.balance;
  const inReach = query.balance
    ? 'item.is_current and item.stock_out_at is null and item.points_price <= $balance::decimal(18, 2)'
    : 'null::boolean';
  return {
    name: query.item ? `reward-${query.item.replace(/[^\w-]/g, '_')}` : 'rewards',
    sql: `with item as (
            select *, min(offered_year) over (partition by programme_id, item_id) as first_year from catalogue.items)
          select item.* exclude (programme_id, offered_year, first_year, pieces), merchant.name as merchant,
            ${inReach} as in_reach
          from item left join data.merchants as merchant on merchant.programme_id = item.programme_id
            and merchant.merchant_id = item.merchant_id
          ${conditions.where}`,
    parameters: conditions.parameters,
    orderBy: query.item
      ? 'wallet, valid_from desc, eligible_segment'
      : query.balance
        ? `in_reach desc, points_price ${query.order ?? 'desc'}, wallet, item_id, valid_from`
        : `wallet nulls last, points_price ${query.order ?? 'asc'}, item_id, valid_from`,
    totals: `count(distinct item_id) as rewards, count(distinct item_id) filter (where is_green) as green,
      count(distinct item_id) filter (where is_current and stock_out_at is not null) as out_of_stock,
      count(distinct item_id) filter (where in_reach) as in_reach,
      count(distinct item_id) filter (where wallet is null) as without_wallet`,
  };
}

const OFFERED_IN = (year: string) =>
  `coalesce(item.offered_year, 0) <= ${year} and coalesce(year(item.valid_to - interval 1 second), 9999) >= ${year}`;

function years(programme: string, query: z.infer<typeof yearsRoute.request.query>) {
  const conditions = new Conditions()
    .add('item.programme_id = $programme', 'programme', programme)
    .add('item.wallet = $wallet', 'wallet', query.wallet);
  conditions.parameters.high = query.high ?? HIGH_VALUE;
  const distinct = (what: string, where?: string) =>
    `count(distinct ${what})${where ? ` filter (where ${where})` : ''}`;
  return {
    name: 'reward-years',
    sql: `with item as (
            select *, min(offered_year) over (partition by programme_id, item_id) as first_year
            from catalogue.items as item ${conditions.where}),
          span as (
            select unnest(range(min(first_year), (select year(as_of) from meta.programmes where programme_id = $programme) + 1)) as year
            from item),
          offered as (
            select span.year::integer as year, ${distinct('item.item_id')} as rewards, ${distinct('item.kind')} as kinds,
              ${distinct('item.category')} as categories,
              ${distinct('item.item_id', 'item.first_year = span.year')} as new_rewards,
              ${distinct('item.item_id', 'item.list_value >= $high::decimal(18, 4)')} as high_value,
              ${distinct('item.item_id', 'item.is_green')} as green
            from span join item on ${OFFERED_IN('span.year')}
            group by span.year),
          redeemed as (
            select year(month.month) as year, sum(month.points)::decimal(18, 2) as points,
              coalesce(sum(month.points) filter (where fact.is_green), 0)::decimal(18, 2) as points_green
            from redemption.months as month
            left join (select distinct item_id, is_green from item) as fact on fact.item_id = month.item_id
            where month.programme_id = $programme ${query.wallet ? 'and month.wallet = $wallet' : ''}
            group by 1)
          select offered.*, round(high_value / rewards, 4) as high_value_share, round(green / rewards, 4) as green_share,
            coalesce(redeemed.points, 0)::decimal(18, 2) as points,
            coalesce(redeemed.points_green, 0)::decimal(18, 2) as points_green,
            case when redeemed.points > 0 then round(redeemed.points_green / redeemed.points, 4) end as points_green_share
          from offered left join redeemed on redeemed.year = offered.year`,
    parameters: conditions.parameters,
    orderBy: `year ${query.order ?? 'desc'}`,
    totals: 'coalesce(max(rewards), 0)::bigint as rewards',
  };
}
