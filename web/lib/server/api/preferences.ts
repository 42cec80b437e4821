import { createRoute, z } from '@hono/zod-openapi';
import { shownMember } from '../access/shown-member.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { Points, resource } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { spanOf } from './month-span.ts';
import {
  DIMENSIONS,
  PreferenceMember,
  PreferenceMemberSums,
  PreferencesBody,
  SMALLEST_GROUP,
  SPAN,
  Suggestion,
  SuggestionSums,
  WHICH,
} from './preference-rows.ts';
import { answerTable, formatOf, tableBody, TableQuery, tableResponses } from './table.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/',
  summary:
    'What members redeem of what they could afford: by category, kind, reward or merchant, and segment',
  request: { query: TableQuery.extend({ ...WHICH, ...SPAN }) },
  responses: tableResponses(PreferencesBody, 'Preferences with intervals and false-discovery rates'),
});

const suggestionsRoute = createRoute({
  method: 'get',
  path: '/suggestions',
  summary: 'What to do with each reward on offer (raise, hold, retire), and the numbers behind it',
  request: {
    query: TableQuery.extend({
      programme: WHICH.programme,
      wallet: WHICH.wallet,
      advice: z.enum(['raise', 'hold', 'retire', 'not_evaluable']).optional(),
    }),
  },
  responses: tableResponses(
    tableBody(Suggestion, SuggestionSums).openapi('RewardSuggestions'),
    'Suggestions',
  ),
});

const membersRoute = createRoute({
  method: 'get',
  path: '/members',
  summary: 'The members behind a preference; those without consent to profiling in one row',
  request: {
    query: TableQuery.extend({
      ...WHICH,
      key: z.string().min(1).max(200),
      wallet: z.string().min(1).max(200),
      did: z.enum(['afford', 'choose', 'redeem', 'pass']).optional().openapi({
        description: 'Could afford it; of those redeemed it, or did not (pass); or redeemed it at all',
      }),
    }),
  },
  responses: tableResponses(
    tableBody(PreferenceMember, PreferenceMemberSums).openapi('PreferenceMembers'),
    'The members behind a number',
  ),
});

const monthsRoute = createRoute({
  method: 'get',
  path: '/months',
  summary: 'Redemptions by month, of a name or of all',
  request: {
    query: TableQuery.extend({
      ...SPAN,
      programme: WHICH.programme,
      wallet: WHICH.wallet,
      level: WHICH.level,
      key: z.string().max(200).optional(),
    }),
  },
  responses: tableResponses(
    tableBody(
      z.object({ month: z.string(), redemptions: z.number().int(), pieces: z.string(), points: Points }),
      z.object({ redemptions: z.number().int(), points: Points }),
    ).openapi('RedemptionMonths'),
    'Months',
  ),
});

const ATTRIBUTES = ['category', 'size', 'colour', 'material', 'merchant', 'industry'] as const;
const purchasesRoute = createRoute({
  method: 'get',
  path: '/purchases',
  summary:
    'What members buy: type, size, colour, material, where, how much at a time; and in as many months before',
  request: {
    query: TableQuery.extend({
      programme: WHICH.programme,
      dimension: WHICH.dimension,
      segment: WHICH.segment,
      attribute: z.enum(ATTRIBUTES).optional(),
      ...SPAN,
    }),
  },
  responses: tableResponses(
    tableBody(
      z.object({
        segment: z.string(),
        value: z.string(),
        members: z.number().int().nullable().openapi({ description: 'Who ever bought it; not by month' }),
        purchases: z.number().int().nullable(),
        pieces: z.string().nullable(),
        amount: Money.nullable(),
        average: Money.nullable().openapi({ description: 'Amount of a purchase that has one' }),
        purchases_before: z.number().int().nullable().openapi({ description: 'In as many months before' }),
        amount_before: Money.nullable(),
      }),
      z.object({
        members: z.number().int(),
        purchases: z.number().int(),
        amount: Money,
        average: Money.nullable(),
        purchases_before: z.number().int(),
        amount_before: Money,
        from: z.string(),
        to: z.string(),
      }),
    ).openapi('PurchasePreferences'),
    'Purchase preferences',
  ),
});

const BuyerSums = z.object({
  members: z.number().int(),
  withheld: z.number().int(),
  purchases: z.number().int(),
  pieces: z.string(),
  amount: Money,
  knows_consents: z.boolean(),
});
const buyersRoute = createRoute({
  method: 'get',
  path: '/buyers',
  summary: 'The members behind a line of purchases; those without consent to profiling in one row',
  request: {
    query: TableQuery.extend({
      programme: WHICH.programme,
      dimension: WHICH.dimension,
      segment: WHICH.segment,
      attribute: z.enum(ATTRIBUTES).optional(),
      value: z.string().min(1).max(200),
      ...SPAN,
    }),
  },
  responses: tableResponses(
    tableBody(
      z.object({
        member_id: z
          .string()
          .nullable()
          .openapi({ description: 'Null in the one row that adds up members without consent to profiling' }),
        members: z.number().int(),
        purchases: z.number().int(),
        pieces: z.string(),
        amount: Money,
      }),
      BuyerSums,
    ).openapi('Buyers'),
    'The members behind a number',
  ),
});

const frequencyRoute = createRoute({
  method: 'get',
  path: '/frequency',
  summary: 'How many members bought on how many days of the last twelve months',
  request: { query: TableQuery.extend({ programme: WHICH.programme }) },
  responses: tableResponses(
    tableBody(
      z.object({ days: z.number().int(), members: z.number().int().nullable(), amount: Money.nullable() }),
      z.object({ members: z.number().int(), amount: Money }),
    ).openapi('PurchaseFrequency'),
    'Members by number of purchase days',
  ),
});

/** `/preferences`: what members redeem and buy, what to do with rewards, and the members behind the numbers. */
export const preferences = resource()
  .openapi(listRoute, (context) => {
    const query = context.req.valid('query');
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    return answerTable(context, query, (reader) => list(reader, query, isExport));
  })
  .openapi(suggestionsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => suggestions(reader, query));
  })
  .openapi(membersRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => members(reader, context.var.viewer, query));
  })
  .openapi(monthsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => months(reader, query));
  })
  .openapi(purchasesRoute, (context) => {
    const query = context.req.valid('query');
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    return answerTable(context, query, (reader) => purchases(reader, query, isExport));
  })
  .openapi(buyersRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => buyers(reader, context.var.viewer, query));
  })
  .openapi(frequencyRoute, (context) => {
    const query = context.req.valid('query');
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    return answerTable(context, query, (reader) => frequency(reader, query, isExport));
  });

/** The column of `redemption.preferences` that names what a level is about. */
const NAMED_BY = { category: 'category', kind: 'kind', item: 'item', merchant: 'merchant_id' } as const;

function list(reader: BookReader, query: z.infer<typeof listRoute.request.query>, isExport: boolean) {
  const level = query.level ?? 'category';
  const dimension = query.dimension ?? 'all';
  const named = NAMED_BY[level];
  const span = spanOf(reader, query);
  const conditions = new Conditions()
    .add('preference.programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('preference.level = $level', 'level', level)
    .add('preference.dimension = $dimension', 'dimension', dimension)
    .add('preference.segment = $segment', 'segment', query.segment)
    .add('preference.wallet = $wallet', 'wallet', query.wallet);
  const shown = (column: string) =>
    isExport ? `case when not is_small then ${column} end as ${column}` : column;
  const within = (from: string, to: string) =>
    `filter (where month.month >= strptime('${from}', '%Y-%m')::date and month.month <= strptime('${to}', '%Y-%m')::date)`;
  const COLUMNS = [
    'members',
    'affordable_members',
    'members_chosen',
    'members_redeemed',
    'redemptions',
    'points',
    'share',
    'share_low',
    'share_high',
    'lift',
    'lift_low',
    'lift_high',
    'q_value',
    'choices',
    'choices_expected',
  ];
  return {
    name: `preferences-${level}-${dimension}`,
    // Months know rewards only; what a reward belongs to stands in its own row.
    sql: `with belongs as (
            select distinct programme_id, wallet, item, ${named} as key from redemption.preferences
            where level = 'item' and dimension = 'all' and ${named} is not null),
          spans as (
            select belongs.programme_id, belongs.wallet, belongs.key,
              coalesce(sum(month.redemptions) ${within(span.from, span.to)}, 0)::bigint as span_redemptions,
              coalesce(sum(month.points) ${within(span.from, span.to)}, 0)::decimal(18, 2) as span_points,
              coalesce(sum(month.redemptions) ${within(span.beforeFrom, span.beforeTo)}, 0)::bigint as before_redemptions
            from belongs join redemption.months as month on month.programme_id = belongs.programme_id
              and month.wallet = belongs.wallet and month.item_id = belongs.item
            group by all),
          found as (
            select preference.*, preference.${named} as key, spans.span_redemptions, spans.span_points,
              spans.before_redemptions,
              coalesce(preference.affordable_members, preference.members) < ${SMALLEST_GROUP}
                or preference.members_redeemed between 1 and ${SMALLEST_GROUP - 1} as is_small
            from redemption.preferences as preference
            left join spans on preference.dimension = 'all' and spans.programme_id = preference.programme_id
              and spans.wallet = preference.wallet and spans.key = preference.${named}
            ${conditions.where})
          select wallet, dimension, segment, level, key, name, category, kind, merchant_id, exposure,
            ${COLUMNS.map(shown).join(', ')}, points_value, redemptions_recent, redemptions_previous, trend, peak_quarter,
            peak_index, days_to_redeem, ${shown('span_redemptions')}, ${shown('span_points')},
            ${shown('before_redemptions')}
          from found`,
    parameters: conditions.parameters,
    orderBy: `lift ${query.order ?? 'desc'} nulls last, redemptions desc, wallet, segment, key`,
    totals: `coalesce(sum(redemptions), 0)::bigint as redemptions, coalesce(sum(points), 0)::decimal(18, 2) as points,
      coalesce(sum(span_redemptions), 0)::bigint as span_redemptions,
      coalesce(sum(before_redemptions), 0)::bigint as before_redemptions,
      count(*) filter (where q_value is null) as untested, count(*) filter (where exposure = 'unknown') as unknown`,
  };
}

function suggestions(reader: BookReader, query: z.infer<typeof suggestionsRoute.request.query>) {
  const conditions = new Conditions()
    .add('suggestion.programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('suggestion.wallet = $wallet', 'wallet', query.wallet)
    .add('suggestion.advice = $advice', 'advice', query.advice);
  return {
    name: 'reward-suggestions',
    sql: `select suggestion.wallet, suggestion.item, current.name, current.category, suggestion.advice, suggestion.reason,
            preference.affordable_members, preference.members_chosen, preference.share, preference.lift,
            preference.lift_low, preference.lift_high, preference.q_value, preference.trend, current.points_value,
            suggestion.cost_per_point, suggestion.booked_cost, suggestion.is_in_stock
          from redemption.suggestions as suggestion
          left join redemption.preferences as preference on preference.programme_id = suggestion.programme_id
            and preference.wallet = suggestion.wallet and preference.level = 'item' and preference.dimension = 'all'
            and preference.item = suggestion.item
          left join (
            select programme_id, item_id, any_value(name) as name, any_value(category) as category,
              max(value_per_point) as points_value
            from catalogue.items where is_current group by all
          ) as current on current.programme_id = suggestion.programme_id and current.item_id = suggestion.item
          ${conditions.where}`,
    parameters: conditions.parameters,
    orderBy: `array_position(['raise', 'retire', 'hold', 'not_evaluable'], advice), reason,
      abs(ln(nullif(lift, 0))) desc nulls first, wallet, item`,
    totals: ['raise', 'hold', 'retire', 'not_evaluable']
      .map((advice) => `count(*) filter (where advice = '${advice}') as "${advice}"`)
      .join(', '),
  };
}

const DID = {
  afford: 'can_afford',
  choose: 'has_chosen',
  redeem: 'has_redeemed',
  pass: 'can_afford and not has_chosen',
} as const;

/** Who stands behind a reward, and behind the names of the other levels. */
const REWARD_CHOICES = `(select programme_id, wallet, 'item' as level, item_id as key, account_no, may_profile,
  affordable_at is not null as can_afford, affordable_at is not null and redemptions > 0 as has_chosen, redemptions, points
  from redemption.affordances)`;

function members(reader: BookReader, viewer: Viewer, query: z.infer<typeof membersRoute.request.query>) {
  const level = query.level ?? 'category';
  const dimension = query.dimension ?? 'all';
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('level = $level', 'level', level)
    .add('key = $key', 'key', query.key)
    .add('wallet = $wallet', 'wallet', query.wallet)
    .require(DID[query.did ?? 'choose']);
  Object.assign(conditions.parameters, { dimension, segment: query.segment ?? '' });
  const counts = `redemption.preference_counts ${conditions.where} and dimension = $dimension and segment = $segment`;
  const inSegment =
    dimension === 'all'
      ? ''
      : `and account_no in (
           select account_no from redemption.segments where dimension = $dimension and segment = $segment)`;
  return {
    name: `preference-${level}-${query.key.replace(/[^\w-]/g, '_')}`,
    sql: `select account_no, 1 as members, can_afford::integer as affordable, redemptions::bigint as redemptions, points
          from (select *, redemptions > 0 as has_redeemed from ${level === 'item' ? REWARD_CHOICES : 'redemption.choices'})
          ${conditions.where} and may_profile ${inSegment}`,
    first: {
      sql: `select null::integer as account_no, sum(members)::integer as members,
              coalesce(sum(members) filter (where can_afford), 0)::integer as affordable,
              sum(redemptions)::bigint as redemptions, sum(points)::decimal(18, 2) as points
            from ${counts} and may_profile is not true having sum(members) > 0`,
      are: 'account_no is null',
      lack: ['member_id'],
    },
    widen: (window: string) =>
      `select ${shownMember(viewer, 'holder')} as member_id, chosen.* from (${window}) as chosen
       left join ledger.accounts as holder on holder.account_no = chosen.account_no`,
    hidden: ['account_no'],
    parameters: conditions.parameters,
    orderBy: `points ${query.order ?? 'desc'}, account_no`,
    counted: `select (coalesce(sum(members) filter (where may_profile), 0)
        + least(count(*) filter (where may_profile is not true), 1))::bigint as total,
      coalesce(sum(members), 0)::integer as members,
      coalesce(sum(members) filter (where may_profile is not true), 0)::integer as withheld,
      coalesce(sum(redemptions), 0)::bigint as redemptions, coalesce(sum(points), 0)::decimal(18, 2) as points,
      exists (from cohorts.members where may_profile is not null) as knows_consents from ${counts}`,
  };
}

function months(reader: BookReader, query: z.infer<typeof monthsRoute.request.query>) {
  const conditions = new Conditions()
    .add('month.programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('month.wallet = $wallet', 'wallet', query.wallet)
    .add(`month.month >= strptime($from, '%Y-%m')::date`, 'from', query.from)
    .add(`month.month <= strptime($to, '%Y-%m')::date`, 'to', query.to)
    .add(
      `(month.wallet, month.item_id) in (select (wallet, item) from redemption.preferences
         where programme_id = $programme and level = 'item' and dimension = 'all'
         and ${NAMED_BY[query.level ?? 'category']} = $key)`,
      'key',
      query.key,
    );
  return {
    name: 'redemption-months',
    sql: `select strftime(month.month, '%Y-%m') as month, sum(redemptions)::bigint as redemptions,
            sum(pieces)::decimal(18, 4) as pieces, sum(points)::decimal(18, 2) as points
          from redemption.months as month ${conditions.where} group by 1`,
    parameters: conditions.parameters,
    orderBy: `month ${query.order ?? 'asc'}`,
    totals: `coalesce(sum(redemptions), 0)::bigint as redemptions, coalesce(sum(points), 0)::decimal(18, 2) as points`,
  };
}

function purchases(
  reader: BookReader,
  query: z.infer<typeof purchasesRoute.request.query>,
  isExport: boolean,
) {
  const span = spanOf(reader, query);
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('dimension = $dimension', 'dimension', query.dimension ?? 'all')
    .add('segment = $segment', 'segment', query.segment);
  const within = (from: string, to: string) =>
    `filter (where month >= strptime('${from}', '%Y-%m')::date and month <= strptime('${to}', '%Y-%m')::date)`;
  const now = within(span.from, span.to);
  const before = within(span.beforeFrom, span.beforeTo);
  const sums = `coalesce(sum(purchases) ${now}, 0)::bigint as purchases, coalesce(sum(pieces) ${now}, 0)::decimal(18, 4) as pieces,
    coalesce(sum(amount) ${now}, 0)::decimal(18, 4) as amount,
    (sum(amount) ${now} / nullif(sum(purchases_with_amount) ${now}, 0))::decimal(18, 4) as average,
    coalesce(sum(purchases) ${before}, 0)::bigint as purchases_before,
    coalesce(sum(amount) ${before}, 0)::decimal(18, 4) as amount_before`;
  const shown = (column: string) =>
    isExport ? `case when members >= ${SMALLEST_GROUP} then ${column} end as ${column}` : column;
  const COLUMNS = [
    'members',
    'purchases',
    'pieces',
    'amount',
    'average',
    'purchases_before',
    'amount_before',
  ];
  return {
    name: `purchases-${query.attribute ?? 'category'}`,
    sql: `with summed as (
            select segment, value, ${sums} from redemption.purchase_months
            ${conditions.where} and attribute = $attribute group by segment, value),
          ever as (
            select segment, value, members from redemption.purchases ${conditions.where} and attribute = $attribute)
          select segment, value, ${COLUMNS.map(shown).join(', ')}
          from summed left join ever using (segment, value) where summed.purchases + purchases_before > 0`,
    parameters: { ...conditions.parameters, attribute: query.attribute ?? 'category' },
    orderBy: `amount ${query.order ?? 'desc'} nulls last, segment, value`,
    // Members buy many things: how many there are, and what they spend at a time, stands in the row of everything.
    totals: `(select coalesce(sum(members), 0)::bigint from redemption.purchases ${conditions.where}
        and attribute = 'all') as members,
      coalesce(sum(purchases), 0)::bigint as purchases, coalesce(sum(amount), 0)::decimal(18, 4) as amount,
      (select (sum(amount) ${now} / nullif(sum(purchases_with_amount) ${now}, 0))::decimal(18, 4)
       from redemption.purchase_months ${conditions.where} and attribute = 'all') as average,
      coalesce(sum(purchases_before), 0)::bigint as purchases_before,
      coalesce(sum(amount_before), 0)::decimal(18, 4) as amount_before, '${span.from}' as "from", '${span.to}' as "to"`,
  };
}

/** Of which purchases an attribute has a value, as a condition on `redemption.buyers`. */
const BOUGHT = {
  category: `product_id in (select product_id from data.products where programme_id = $programme and category = $value)`,
  merchant: 'merchant_id = $value',
  industry: `merchant_id in (select merchant_id from data.merchants where programme_id = $programme and industry = $value)`,
  ...(Object.fromEntries(
    (['size', 'colour', 'material'] as const).map((name) => [
      name,
      `product_id in (select product_id from data.product_attributes where programme_id = $programme
         and attribute = '${name}' and value = $value)`,
    ]),
  ) as Record<'size' | 'colour' | 'material', string>),
} as const;

function buyers(reader: BookReader, viewer: Viewer, query: z.infer<typeof buyersRoute.request.query>) {
  const span = spanOf(reader, query);
  const dimension = DIMENSIONS.find((each) => each === query.dimension) ?? 'all';
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add(BOUGHT[query.attribute ?? 'category'], 'value', query.value)
    .require(
      `month >= strptime('${span.from}', '%Y-%m')::date and month <= strptime('${span.to}', '%Y-%m')::date`,
    );
  if (dimension !== 'all') {
    conditions.require(
      `account_no in (select account_no from redemption.segments where dimension = $dimension and segment = $segment)`,
    );
    Object.assign(conditions.parameters, { dimension, segment: query.segment ?? '' });
  }
  const sums = `sum(purchases)::bigint as purchases, sum(pieces)::decimal(18, 4) as pieces,
    sum(amount)::decimal(18, 4) as amount`;
  const people = `select member_no, any_value(may_profile) as may_profile, ${sums}
    from redemption.buyers ${conditions.where}`;
  return {
    name: `buyers-${query.attribute ?? 'category'}-${query.value.replace(/[^\w-]/g, '_')}`,
    sql: `select * exclude (may_profile), 1 as members from (${people} and may_profile group by member_no)`,
    first: {
      sql: `select null::integer as member_no, ${sums}, count(distinct member_no)::integer as members
        from redemption.buyers ${conditions.where} and may_profile is not true having count(*) > 0`,
      are: 'member_no is null',
      lack: ['member_id'],
    },
    parameters: conditions.parameters,
    widen: (window: string) =>
      `select ${shownMember(viewer, 'holder')} as member_id, chosen.members, chosen.* exclude (members)
       from (${window}) as chosen left join members.profile as holder on holder.member_no = chosen.member_no`,
    hidden: ['member_no'],
    orderBy: `amount ${query.order ?? 'desc'}, purchases desc, member_no`,
    counted: `select (count(*) filter (where may_profile)
        + least(count(*) filter (where may_profile is not true), 1))::bigint as total,
      count(*)::integer as members, (count(*) filter (where may_profile is not true))::integer as withheld,
      coalesce(sum(purchases), 0)::bigint as purchases, coalesce(sum(pieces), 0)::decimal(18, 4) as pieces,
      coalesce(sum(amount), 0)::decimal(18, 4) as amount,
      exists (from cohorts.members where may_profile is not null) as knows_consents
      from (${people} group by member_no)`,
  };
}

function frequency(
  reader: BookReader,
  query: z.infer<typeof frequencyRoute.request.query>,
  isExport: boolean,
) {
  const conditions = new Conditions().add(
    'programme_id = $programme',
    'programme',
    programmeOf(reader, query.programme),
  );
  const shown = (column: string) =>
    isExport ? `case when members >= ${SMALLEST_GROUP} then ${column} end as ${column}` : column;
  return {
    name: 'purchase-frequency',
    sql: `select days, ${shown('amount')}, ${shown('members')} from redemption.purchase_frequency ${conditions.where}`,
    parameters: conditions.parameters,
    orderBy: 'days',
    totals:
      'coalesce(sum(members), 0)::bigint as members, coalesce(sum(amount), 0)::decimal(18, 4) as amount',
  };
}
