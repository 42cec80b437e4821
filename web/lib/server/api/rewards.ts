import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { Points, resource } from './environment.ts';
import { Money, monthPlus, programmeOf } from './liability-cells.ts';
import { spanOf } from './month-span.ts';
import { SPAN } from './preference-rows.ts';
import { answerTable, jsonRow, tableBody, TableQuery, tableResponses } from './table.ts';

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

const ONLY_NAMES = [
  'current',
  'all',
  'green',
  'out_of_stock',
  'new',
  'high_value',
  'raised',
  'lowered',
] as const;

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
      ...SPAN,
      year: z.coerce.number().int().min(1990).max(2200).optional(),
      only: z.enum(ONLY_NAMES).optional().openapi({
        description:
          'Default: those on offer at the as-of date; with a year, or months from and to, those offered in them',
      }),
      balance: Decimal.openapi({ description: 'What can be had with so many points' }),
      high: Decimal.openapi({ description: 'From this value on a reward is of high value; default 500' }),
    }),
  },
  responses: tableResponses(tableBody(Reward, Sums).openapi('Rewards'), 'Rewards'),
});

/** The catalogue in a year or month; each reward counts once, however many rows it has. */
const PERIOD = {
  rewards: z.number().int(),
  kinds: z.number().int(),
  categories: z.number().int(),
  new_rewards: z.number().int(),
  high_value: z.number().int(),
  high_value_share: z.number().nullable(),
  green: z.number().int(),
  green_share: z.number().nullable(),
  prices_raised: z.number().int().openapi({ description: 'Rewards that cost more points than before' }),
  prices_lowered: z.number().int(),
  points: Points,
  points_green: Points,
  points_green_share: z.number().nullable(),
};
const PeriodQuery = TableQuery.extend({ programme: Name, wallet: Name, high: Decimal });

const yearsRoute = createRoute({
  method: 'get',
  path: '/years',
  summary:
    'By year: rewards offered, new ones, kinds, prices moved, those of high value, share of green ones',
  request: { query: PeriodQuery },
  responses: tableResponses(
    tableBody(
      z.object({ year: z.number().int(), ...PERIOD }),
      z.object({ rewards: z.number().int() }),
    ).openapi('RewardYears'),
    'Years',
  ),
});

const monthsRoute = createRoute({
  method: 'get',
  path: '/months',
  summary: 'The same by month, and over all of the months beside as many before',
  request: { query: PeriodQuery.extend(SPAN) },
  responses: tableResponses(
    tableBody(
      z.object({ month: z.string(), ...PERIOD }),
      z.object({
        from: z.string(),
        to: z.string(),
        ...PERIOD,
        before: z.object(PERIOD).openapi({ description: 'In as many months before' }),
      }),
    ).openapi('RewardMonths'),
    'Months',
  ),
});

/** `/rewards`: the catalogue now and over time. */
export const rewards = resource()
  .openapi(listRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => list(reader, query));
  })
  .openapi(yearsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => years(reader, query));
  })
  .openapi(monthsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => months(reader, query));
  });

/** From this value in money on a reward counts as one of high value, unless the question says otherwise. */
const HIGH_VALUE = '500';

/** Instants from and before; both are texts of SQL. */
interface Days {
  readonly from: string;
  readonly before: string;
}

/** On offer on any of some days, as a condition on a row of the catalogue. */
const offeredIn = ({ from, before }: Days) =>
  `coalesce(item.valid_from, '-infinity'::timestamptz) < ${before}
   and coalesce(item.valid_to, 'infinity'::timestamptz) > ${from}`;
const beganIn = ({ from, before }: Days) => `item.valid_from >= ${from} and item.valid_from < ${before}`;

/** Which rows are shown; in a span, of those that were on offer in it. */
const ONLY: Readonly<Record<(typeof ONLY_NAMES)[number], (days: Days | undefined) => string>> = {
  current: () => 'item.is_current',
  all: (days) => (days ? offeredIn(days) : 'true'),
  green: (days) => `item.is_green and ${days ? offeredIn(days) : 'item.is_current'}`,
  out_of_stock: () => 'item.is_current and item.stock_out_at is not null',
  new: (days) => (days ? `item.first_from >= ${days.from} and item.first_from < ${days.before}` : 'true'),
  high_value: (days) => `item.list_value >= $high::decimal(18, 4) ${days ? `and ${offeredIn(days)}` : ''}`,
  raised: (days) => `item.price_change > 0 ${days ? `and ${beganIn(days)}` : ''}`,
  lowered: (days) => `item.price_change < 0 ${days ? `and ${beganIn(days)}` : ''}`,
};

/** The instant at which a day begins in the programme's zone, which is `$zone`. */
const beginning = (day: string) => `timezone($zone, ${day}::timestamp)`;
/** Months from and to; they are checked texts. */
const daysOf = ({ from, to }: { readonly from: string; readonly to: string }): Days => ({
  from: beginning(`date '${from}-01'`),
  before: beginning(`date '${monthPlus(to, 1)}-01'`),
});

/** Rows of the catalogue with when their reward was first offered. */
const ITEMS = `select *, min(coalesce(valid_from, '-infinity'::timestamptz)) over (partition by programme_id, item_id) as first_from
  from catalogue.items`;

function list(reader: BookReader, query: z.infer<typeof listRoute.request.query>) {
  const programme = programmeOf(reader, query.programme);
  const conditions = new Conditions()
    .add('item.programme_id = $programme', 'programme', programme)
    .add('item.wallet = $wallet', 'wallet', query.wallet)
    .add('item.category = $category', 'category', query.category)
    .add('item.item_id = $item', 'item', query.item);
  const days =
    query.year !== undefined
      ? daysOf({ from: `${query.year}-01`, to: `${query.year}-12` })
      : query.from || query.to
        ? daysOf(spanOf(reader, query))
        : undefined;
  const only = query.only ?? (query.item || days ? 'all' : 'current');
  conditions.require(ONLY[only](days));
  conditions.parameters.zone = reader.zoneOf(programme);
  if (only === 'high_value') conditions.parameters.high = query.high ?? HIGH_VALUE;
  if (query.balance) conditions.parameters.balance = query.balance;
  const inReach = query.balance
    ? 'item.is_current and item.stock_out_at is null and item.points_price <= $balance::decimal(18, 2)'
    : 'null::boolean';
  return {
    name: query.item ? `reward-${query.item.replace(/[^\w-]/g, '_')}` : 'rewards',
    sql: `with item as (${ITEMS})
          select item.* exclude (programme_id, offered_year, first_from, pieces), merchant.name as merchant,
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

/** Months that make one row. */
interface Period {
  /** What the row is called, as a text of SQL. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * A select of one row per period: what was on offer in it, and what was redeemed. Takes `$programme`, `$zone`,
 * `$high` and, where one is chosen, `$wallet`.
 *
 * @param periods a select of `name`, and days `starts_on` and `ends_on` (the first one after it), over `item`
 */
function periodsSql(periods: string, wallet: string | undefined): string {
  const mine = wallet ? 'and wallet = $wallet' : '';
  const distinct = (where: string) => `count(distinct item.item_id) filter (where ${where})`;
  const days = { from: 'period.starts_at', before: 'period.ends_at' };
  const share = (part: string, whole: string) => `round(${part} / nullif(${whole}, 0), 4)`;
  return `with item as (select * from (${ITEMS}) where programme_id = $programme ${mine}),
    period as (
      select *, ${beginning('starts_on')} as starts_at, ${beginning('ends_on')} as ends_at from (${periods})),
    offered as (
      select period.name, count(distinct item.item_id) as rewards, count(distinct item.kind) as kinds,
        count(distinct item.category) as categories, ${distinct(ONLY.new(days))} as new_rewards,
        ${distinct('item.list_value >= $high::decimal(18, 4)')} as high_value, ${distinct('item.is_green')} as green,
        ${distinct(ONLY.raised(days))} as prices_raised, ${distinct(ONLY.lowered(days))} as prices_lowered
      from period left join item on ${offeredIn(days)} group by period.name),
    redeemed as (
      select period.name, coalesce(sum(month.points), 0)::decimal(18, 2) as points,
        coalesce(sum(month.points) filter (where fact.is_green), 0)::decimal(18, 2) as points_green
      from period
      left join (from redemption.months where programme_id = $programme ${mine}) as month
        on month.month >= period.starts_on and month.month < period.ends_on
      left join (select distinct item_id, is_green from item) as fact on fact.item_id = month.item_id
      group by period.name)
    select offered.*, ${share('high_value', 'rewards')} as high_value_share, ${share('green', 'rewards')} as green_share,
      points, points_green, ${share('points_green', 'points')} as points_green_share
    from offered join redeemed on redeemed.name = offered.name`;
}

/** The parameters of {@link periodsSql}. */
function periodParameters(reader: BookReader, query: z.infer<typeof PeriodQuery>) {
  return {
    programme: programmeOf(reader, query.programme),
    zone: reader.zoneOf(programmeOf(reader, query.programme)),
    high: query.high ?? HIGH_VALUE,
    ...(query.wallet ? { wallet: query.wallet } : {}),
  };
}

function years(reader: BookReader, query: z.infer<typeof yearsRoute.request.query>) {
  const calendar = `select year::integer as name, make_date(year, 1, 1) as starts_on, make_date(year + 1, 1, 1) as ends_on
    from (
      select unnest(range(min(offered_year), (select year(as_of) from meta.programmes where programme_id = $programme) + 1)) as year
      from item)`;
  return {
    name: 'reward-years',
    sql: `select name as year, * exclude (name) from (${periodsSql(calendar, query.wallet)}) where rewards > 0`,
    parameters: periodParameters(reader, query),
    orderBy: `year ${query.order ?? 'desc'}`,
    totals: 'coalesce(max(rewards), 0)::bigint as rewards',
  };
}

async function months(reader: BookReader, query: z.infer<typeof monthsRoute.request.query>) {
  const span = spanOf(reader, query);
  const parameters = periodParameters(reader, query);
  const values = (periods: readonly Period[]) =>
    `select * from (values ${periods
      .map(({ name, from, to }) => `(${name}, date '${from}-01', date '${monthPlus(to, 1)}-01')`)
      .join(', ')}) as period (name, starts_on, ends_on)`;
  // A reward of several months counts once in their span.
  const spans = values([
    { name: `'now'`, from: span.from, to: span.to },
    { name: `'before'`, from: span.beforeFrom, to: span.beforeTo },
  ]);
  const found = await reader.rows<{ name: 'now' | 'before' }>(periodsSql(spans, query.wallet), parameters);
  const of = (wanted: 'now' | 'before') => {
    const { name: _, ...sums } = jsonRow(found.find(({ name }) => name === wanted)!);
    return sums;
  };
  return {
    name: 'reward-months',
    sql: `select name as month, * exclude (name) from (${periodsSql(values(monthsIn(span)), query.wallet)})`,
    parameters,
    orderBy: `month ${query.order ?? 'asc'}`,
    known: { from: span.from, to: span.to, ...of('now'), before: of('before') },
  };
}

/** Each month of a span as a period. */
function monthsIn({ from, to }: { readonly from: string; readonly to: string }): Period[] {
  const found: Period[] = [];
  for (let month = from; month <= to; month = monthPlus(month, 1))
    found.push({ name: `'${month}'`, from: month, to: month });
  return found;
}
