import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { Points, resource, type ApiContext } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { spanOf } from './month-span.ts';
import { SMALLEST_GROUP, SPAN } from './preference-rows.ts';
import { Problem } from '../problem.ts';
import { answerTable, formatOf, tableBody, TableQuery, tableResponses } from './table.ts';

const Name = z.string().max(200).optional();
const WHICH = { programme: Name, wallet: Name, ...SPAN };

const Party = z
  .object({
    party: z.string().openapi({ description: 'Id of the merchant, or an industry' }),
    name: z.string().nullable(),
    industry: z.string().nullable(),
    role: z.string().nullable(),
    points_issued: Points,
    points_redeemed: Points,
    balance: Points.openapi({ description: 'Redeemed here less issued here' }),
    purchases: z.number().int(),
    amount: Money,
    redemptions: z.number().int(),
    points_issued_before: Points,
    points_redeemed_before: Points,
    members: z.number().int().openapi({ description: 'Who ever bought there; not by month' }),
    members_elsewhere: z.number().int().openapi({ description: 'Of them, who also redeemed elsewhere' }),
  })
  .openapi('CoalitionParty');

const partiesRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'Merchants or industries: points issued and redeemed there, and in as many months before',
  request: { query: TableQuery.extend({ ...WHICH, by: z.enum(['merchant', 'industry']).optional() }) },
  responses: tableResponses(
    tableBody(
      Party,
      z.object({
        points_issued: Points,
        points_redeemed: Points,
        points_issued_before: Points,
        points_redeemed_before: Points,
        purchases: z.number().int(),
        redemptions: z.number().int(),
        amount: Money,
      }),
    ).openapi('Coalition'),
    'Parties',
  ),
});

const Flow = z
  .object({
    issuer: z.string().nullable(),
    issuer_name: z.string().nullable(),
    redeemer: z.string().nullable(),
    redeemer_name: z.string().nullable(),
    points: Points,
    points_before: Points,
  })
  .openapi('CoalitionFlow');

const flowsRoute = createRoute({
  method: 'get',
  path: '/flows',
  summary: 'Points redeemed, by who issued them and where they were spent, lot by lot',
  request: {
    query: TableQuery.extend({
      ...WHICH,
      by: z.enum(['merchant', 'industry']).optional(),
      issuer: Name,
      redeemer: Name,
    }),
  },
  responses: tableResponses(
    tableBody(Flow, z.object({ points: Points, points_before: Points })).openapi('CoalitionFlows'),
    'Flows',
  ),
});

const shopRoute = createRoute({
  method: 'get',
  path: '/shop',
  summary: 'One shop: where its members also buy and redeem',
  request: { query: TableQuery.extend({ programme: Name, merchant: z.string().min(1).max(200) }) },
  responses: tableResponses(
    tableBody(
      z.object({
        other: z.string(),
        name: z.string().nullable(),
        industry: z.string().nullable(),
        members_buying: z.number().int().nullable().openapi({ description: 'Bought here and there' }),
        members_redeeming: z
          .number()
          .int()
          .nullable()
          .openapi({ description: 'Bought here, redeemed there' }),
        members_coming: z.number().int().nullable().openapi({ description: 'Bought there, redeemed here' }),
      }),
      z.object({
        members: z.number().int().openapi({ description: 'Who bought here' }),
        members_redeeming: z.number().int().openapi({ description: 'Of them, who redeemed here' }),
      }),
    ).openapi('ShopCrossings'),
    'Other merchants',
  ),
});

const shopMonthsRoute = createRoute({
  method: 'get',
  path: '/shop/months',
  summary: 'One shop by month: members, purchases, points issued and redeemed',
  request: { query: TableQuery.extend({ ...WHICH, merchant: z.string().min(1).max(200) }) },
  responses: tableResponses(
    tableBody(
      z.object({
        month: z.string(),
        points_issued: Points,
        points_redeemed: Points,
        purchases: z.number().int(),
        amount: Money,
        redemptions: z.number().int(),
      }),
      z.object({
        points_issued: Points,
        points_redeemed: Points,
        purchases: z.number().int(),
        amount: Money,
        redemptions: z.number().int(),
      }),
    ).openapi('ShopMonths'),
    'Months',
  ),
});

const shopFlowsRoute = createRoute({
  method: 'get',
  path: '/shop/flows',
  summary: 'One shop: where its points were spent, and whose points were spent there',
  request: { query: TableQuery.extend({ ...WHICH, merchant: z.string().min(1).max(200) }) },
  responses: tableResponses(
    tableBody(
      Flow,
      z.object({
        points: Points,
        points_before: Points,
        away: Points.openapi({ description: 'Of its own points, spent elsewhere' }),
        own: Points.openapi({ description: 'Of its own points, spent here' }),
        foreign: Points.openapi({ description: 'Of others, spent here' }),
      }),
    ).openapi('ShopFlows'),
    'Flows',
  ),
});

/** `/coalition` */
export const coalition = resource()
  .openapi(partiesRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => parties(reader, query));
  })
  .openapi(flowsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => flows(reader, query));
  })
  .openapi(shopRoute, (context) => {
    const query = context.req.valid('query');
    requireShop(context, query.merchant);
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    return answerTable(context, query, (reader) => shop(reader, query, isExport));
  })
  .openapi(shopMonthsRoute, (context) => {
    const query = context.req.valid('query');
    requireShop(context, query.merchant);
    return answerTable(context, query, (reader) => shopMonths(reader, query));
  })
  .openapi(shopFlowsRoute, (context) => {
    const query = context.req.valid('query');
    requireShop(context, query.merchant);
    return answerTable(context, query, (reader) => shopFlows(reader, query));
  });

/** An account of some merchants sees their shops and no other. */
function requireShop(context: ApiContext, merchant: string): void {
  const { merchants } = context.var.viewer.scope;
  if (merchants !== null && !merchants.includes(merchant))
    throw new Problem(404, 'not_found', `There is no merchant ${merchant} that your account may see.`);
}

const within = (from: string, to: string) =>
  `filter (where month >= strptime('${from}', '%Y-%m')::date and month <= strptime('${to}', '%Y-%m')::date)`;

function parties(reader: BookReader, query: z.infer<typeof partiesRoute.request.query>) {
  const programme = programmeOf(reader, query.programme);
  const span = spanOf(reader, query);
  const now = within(span.from, span.to);
  const before = within(span.beforeFrom, span.beforeTo);
  const conditions = new Conditions()
    .add('sums.programme_id = $programme', 'programme', programme)
    .add('sums.wallet = $wallet', 'wallet', query.wallet);
  const isIndustry = query.by === 'industry';
  const party = isIndustry ? `coalesce(merchant.industry, 'other')` : 'sums.merchant_id';
  const sum = (column: string, when: string, as: string, type = 'decimal(18, 2)') =>
    `coalesce(sum(${column}) ${when}, 0)::${type} as ${as}`;
  const crossed = isIndustry
    ? `select coalesce(here.industry, 'other') as party, null::bigint as members, null::bigint as members_elsewhere
       from data.merchants as here where false group by all`
    : `select bought_at as party, max(members_buying) filter (where other = bought_at) as members,
         max(members_redeeming) filter (where other is null) as members_elsewhere
       from catalogue.crossings where programme_id = $programme group by bought_at`;
  return {
    name: `coalition-${query.by ?? 'merchant'}`,
    sql: `with moved as (
            select ${party} as party, ${isIndustry ? 'null::varchar' : 'any_value(merchant.name)'} as name,
              any_value(merchant.industry) as industry, ${isIndustry ? 'null::varchar' : 'any_value(merchant.role)'} as role,
              ${sum('points_issued', now, 'points_issued')}, ${sum('points_redeemed', now, 'points_redeemed')},
              ${sum('purchases', now, 'purchases', 'bigint')}, ${sum('amount', now, 'amount', 'decimal(18, 4)')},
              ${sum('redemptions', now, 'redemptions', 'bigint')},
              ${sum('points_issued', before, 'points_issued_before')},
              ${sum('points_redeemed', before, 'points_redeemed_before')}
            from catalogue.merchant_months as sums
            left join data.merchants as merchant on merchant.programme_id = sums.programme_id
              and merchant.merchant_id = sums.merchant_id
            ${conditions.where} group by 1),
          crossed as (${crossed})
          select moved.*, (points_redeemed - points_issued)::decimal(18, 2) as balance,
            coalesce(crossed.members, 0)::bigint as members, coalesce(crossed.members_elsewhere, 0)::bigint as members_elsewhere
          from moved left join crossed on crossed.party = moved.party`,
    parameters: conditions.parameters,
    orderBy: `points_issued ${query.order ?? 'desc'}, points_redeemed desc, party`,
    totals: `${['points_issued', 'points_redeemed', 'points_issued_before', 'points_redeemed_before'].map((each) => sum(each, '', each)).join(', ')},
      ${sum('purchases', '', 'purchases', 'bigint')}, ${sum('redemptions', '', 'redemptions', 'bigint')},
      ${sum('amount', '', 'amount', 'decimal(18, 4)')}`,
  };
}

function shopFlows(reader: BookReader, query: z.infer<typeof shopFlowsRoute.request.query>) {
  const all = flows(reader, query);
  const sum = (where: string, as: string) =>
    `coalesce(sum(points) filter (where ${where}), 0)::decimal(18, 2) as ${as}`;
  return {
    ...all,
    name: `shop-flows-${query.merchant.replace(/[^\w-]/g, '_')}`,
    sql: `select * from (${all.sql}) where issuer = $merchant or redeemer = $merchant`,
    parameters: { ...all.parameters, merchant: query.merchant },
    totals: `${all.totals}, ${sum('issuer = $merchant and redeemer is distinct from $merchant', 'away')},
      ${sum('issuer = $merchant and redeemer = $merchant', 'own')},
      ${sum('redeemer = $merchant and issuer is distinct from $merchant', '"foreign"')}`,
  };
}

function flows(
  reader: BookReader,
  query: Pick<
    z.infer<typeof partiesRoute.request.query>,
    'programme' | 'wallet' | 'from' | 'to' | 'by' | 'order'
  > & {
    issuer?: string | undefined;
    redeemer?: string | undefined;
  },
) {
  const span = spanOf(reader, query);
  const isIndustry = query.by === 'industry';
  const conditions = new Conditions()
    .add('flow.programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('flow.wallet = $wallet', 'wallet', query.wallet);
  const end = (side: 'issuer' | 'redeemer') => (isIndustry ? `${side}.industry` : `flow.${side}_merchant_id`);
  const outer = new Conditions()
    .add('issuer = $issuer', 'issuer', query.issuer)
    .add('redeemer = $redeemer', 'redeemer', query.redeemer)
    .require('(points <> 0 or points_before <> 0)');
  return {
    name: `coalition-flows-${query.by ?? 'merchant'}`,
    sql: `select * from (
            select ${end('issuer')} as issuer, ${isIndustry ? 'null::varchar' : 'any_value(issuer.name)'} as issuer_name,
              ${end('redeemer')} as redeemer, ${isIndustry ? 'null::varchar' : 'any_value(redeemer.name)'} as redeemer_name,
              coalesce(sum(flow.points) ${within(span.from, span.to)}, 0)::decimal(18, 2) as points,
              coalesce(sum(flow.points) ${within(span.beforeFrom, span.beforeTo)}, 0)::decimal(18, 2) as points_before
            from liability.redemption_flows as flow
            left join data.merchants as issuer on issuer.programme_id = flow.programme_id
              and issuer.merchant_id = flow.issuer_merchant_id
            left join data.merchants as redeemer on redeemer.programme_id = flow.programme_id
              and redeemer.merchant_id = flow.redeemer_merchant_id
            ${conditions.where} group by 1, 3) ${outer.where}`,
    parameters: { ...conditions.parameters, ...outer.parameters },
    orderBy: `points ${query.order ?? 'desc'}, issuer nulls last, redeemer nulls last`,
    totals: `coalesce(sum(points), 0)::decimal(18, 2) as points,
      coalesce(sum(points_before), 0)::decimal(18, 2) as points_before`,
  };
}

function shop(reader: BookReader, query: z.infer<typeof shopRoute.request.query>, isExport: boolean) {
  const parameters = { programme: programmeOf(reader, query.programme), merchant: query.merchant };
  const shown = (column: string) =>
    isExport ? `case when ${column} >= ${SMALLEST_GROUP} then ${column} end as ${column}` : column;
  return {
    name: `shop-${query.merchant.replace(/[^\w-]/g, '_')}`,
    sql: `with leaving as (
            select other, members_buying, members_redeeming from catalogue.crossings
            where programme_id = $programme and bought_at = $merchant and other <> $merchant),
          coming as (
            select bought_at as other, members_redeeming as members_coming from catalogue.crossings
            where programme_id = $programme and other = $merchant and bought_at <> $merchant),
          both_ways as (
            select coalesce(leaving.other, coming.other) as other, coalesce(members_buying, 0) as members_buying,
              coalesce(members_redeeming, 0) as members_redeeming, coalesce(members_coming, 0) as members_coming
            from leaving full join coming on coming.other = leaving.other)
          select other, merchant.name, merchant.industry,
            ${['members_buying', 'members_redeeming', 'members_coming'].map(shown).join(', ')}
          from both_ways left join data.merchants as merchant on merchant.programme_id = $programme
            and merchant.merchant_id = other`,
    parameters,
    orderBy: `members_buying ${query.order ?? 'desc'} nulls last, members_redeeming desc nulls last, other`,
    totals: `coalesce((select max(members_buying) from catalogue.crossings where programme_id = $programme
        and bought_at = $merchant and other = $merchant), 0)::bigint as members,
      coalesce((select max(members_redeeming) from catalogue.crossings where programme_id = $programme
        and bought_at = $merchant and other = $merchant), 0)::bigint as members_redeeming`,
  };
}

function shopMonths(reader: BookReader, query: z.infer<typeof shopMonthsRoute.request.query>) {
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('merchant_id = $merchant', 'merchant', query.merchant)
    .add('wallet = $wallet', 'wallet', query.wallet)
    .add(`month >= strptime($from, '%Y-%m')::date`, 'from', query.from)
    .add(`month <= strptime($to, '%Y-%m')::date`, 'to', query.to);
  const sums = ['points_issued', 'points_redeemed']
    .map((each) => `coalesce(sum(${each}), 0)::decimal(18, 2) as ${each}`)
    .concat(
      'coalesce(sum(purchases), 0)::bigint as purchases',
      'coalesce(sum(amount), 0)::decimal(18, 4) as amount',
      'coalesce(sum(redemptions), 0)::bigint as redemptions',
    )
    .join(', ');
  return {
    name: `shop-months-${query.merchant.replace(/[^\w-]/g, '_')}`,
    sql: `select strftime(month, '%Y-%m') as month, ${sums} from catalogue.merchant_months ${conditions.where} group by 1`,
    parameters: conditions.parameters,
    orderBy: `month ${query.order ?? 'asc'}`,
    totals: sums,
  };
}
