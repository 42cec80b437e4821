import { createRoute, z } from '@hono/zod-openapi';
import { isLimited } from '#pipelines/people/scope.ts';
import { shownMember } from '../access/shown-member.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { Day, Points } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { spanOf } from './month-span.ts';
import { SPAN } from './preference-rows.ts';
import { SMALLEST_GROUP } from './members-list.ts';
import { tableBody, TableQuery, tableResponses, type TableQuestion } from './table.ts';

const REACHED = ['members_now', 'members_1', 'members_3', 'members_6', 'members_12'] as const;
const STRAIGHT = ['straight_3', 'straight_12'] as const;
const HELD = ['held_to', 'held_before'] as const;
const counts = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.number().int().nullable()])) as Record<
    Name,
    z.ZodNullable<z.ZodNumber>
  >;

const Reward = z
  .object({
    item_id: z.string(),
    name: z.string().nullable(),
    wallet: z.string(),
    kind: z.string().nullable(),
    category: z.string().nullable(),
    points_price: Points,
    list_value: Money.nullable(),
    min_tier: z.string().nullable(),
    eligible_segment: z.string().nullable(),
    ...counts(REACHED),
    ...counts(STRAIGHT),
    held_to: z.number().int().nullable().openapi({
      description: 'Who held its price of today when the months asked for were over, or at the as-of date',
    }),
    held_before: z.number().int().nullable().openapi({
      description: 'Who held it before they began; null where the ledger begins later',
    }),
  })
  .openapi('RewardReach');
const RewardSums = z.object({
  rewards: z.number().int(),
  members_now: z.number().int().nullable().openapi({ description: 'Who can have the cheapest of them now' }),
  members_3: z.number().int().nullable(),
  from: z.string(),
  to: z.string(),
  before: z.string().openapi({ description: 'The month before the span' }),
});

export const rewardsRoute = createRoute({
  method: 'get',
  path: '/rewards',
  summary:
    'Rewards on offer: who holds their price now, and who will by earning paths and on a straight line',
  request: {
    query: TableQuery.extend({
      ...SPAN,
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      sort: z.enum(['points_price', ...REACHED, ...STRAIGHT, ...HELD]).optional(),
    }),
  },
  responses: tableResponses(tableBody(Reward, RewardSums).openapi('RewardsReach'), 'Rewards'),
});

/** The question behind the reach of rewards. */
export function rewardReach(
  reader: BookReader,
  query: z.infer<typeof rewardsRoute.request.query>,
  isExport: boolean,
): TableQuestion {
  const span = spanOf(reader, query);
  const conditions = new Conditions()
    .add('reward.programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('reward.wallet = $wallet', 'wallet', query.wallet);
  const shown = (name: string) =>
    isExport ? `case when ${name} >= ${SMALLEST_GROUP} or ${name} = 0 then ${name} end` : name;
  const heldAt = (month: string) =>
    `(select held.members from members.reach_months as held where held.programme_id = reward.programme_id
        and held.wallet = reward.wallet and held.item_id = reward.item_id and held.month = date '${month}-01')`;
  return {
    name: 'reward-reach',
    sql: `with reward as (
        select *, ${heldAt(span.to)} as held_to, ${heldAt(span.beforeTo)} as held_before
        from members.rewards as reward ${conditions.where})
      select item_id, name, wallet, kind, category, points_price, list_value, min_tier, eligible_segment,
        ${[...REACHED, ...STRAIGHT, ...HELD].map((name) => `${shown(name)}::integer as ${name}`).join(', ')}
      from reward`,
    parameters: conditions.parameters,
    orderBy: `${query.sort ?? 'members_now'} ${query.order ?? 'desc'} nulls last, points_price, item_id, wallet`,
    totals: `count(*)::integer as rewards, max(members_now) as members_now, max(members_3) as members_3`,
    known: { from: span.from, to: span.to, before: span.beforeTo },
  };
}

export const OCCASIONS = ['expiring', 'near_tier', 'near_reward', 'accelerating', 'cooling'] as const;
export const STATUSES = ['due', 'capped', 'no_consent'] as const;

const Contact = z
  .object({
    member_id: z.string().nullable(),
    members: z.number().int(),
    occasion: z.enum(OCCASIONS),
    status: z.enum(STATUSES),
    legal_basis: z.enum(['contract', 'consent']),
    channel: z.string().nullable(),
    contacts_before: z.number().int().nullable(),
    amount: Points.nullable(),
    due_on: Day.nullable(),
    item_id: z.string().nullable(),
    item_name: z.string().nullable(),
    wallet: z.string().nullable(),
    segment: z.string().nullable(),
    expected_margin: Money.nullable(),
  })
  .openapi('Contact');
const ContactSums = z.object({
  members: z.number().int(),
  due: z.number().int(),
  capped: z.number().int(),
  no_consent: z.number().int(),
  ...(Object.fromEntries(OCCASIONS.map((name) => [name, z.number().int()])) as Record<
    (typeof OCCASIONS)[number],
    z.ZodNumber
  >),
  expiring_points: Points,
});

export const contactsRoute = createRoute({
  method: 'get',
  path: '/contacts',
  summary: 'Whom to contact at the as-of date, why, on which legal basis and by which channel',
  request: {
    query: TableQuery.extend({
      programme: z.string().max(200).optional(),
      occasion: z.enum(OCCASIONS).optional(),
      status: z.enum(STATUSES).optional(),
      channel: z.string().max(40).optional(),
    }),
  },
  responses: tableResponses(tableBody(Contact, ContactSums).openapi('Contacts'), 'Contacts'),
});

/**
 * The question behind today's list. Who did not consent to profiling is in one row per occasion, but for reminders of
 * expiry, which rest on the contract and are not made by profiling.
 */
export function contactList(
  reader: BookReader,
  viewer: Viewer,
  query: z.infer<typeof contactsRoute.request.query>,
  isExport: boolean,
): TableQuestion {
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('occasion = $occasion', 'occasion', query.occasion)
    .add('status = $status', 'status', query.status)
    .add('channel = $channel', 'channel', query.channel);
  // The book has added up all of a programme; of a part of it there is the list alone.
  const counts = isLimited(viewer.scope)
    ? '(select *, 1 as members from members.contacts)'
    : 'members.contact_counts';
  const enough = isExport ? SMALLEST_GROUP : 1;
  const some = (condition: string) => `coalesce(sum(members) filter (where ${condition}), 0)::integer`;
  return {
    name: `contacts${query.occasion ? `-${query.occasion}` : ''}`,
    sql: `select member_no, 1 as members, occasion, status, legal_basis, channel, contacts_before, amount, due_on, item_id,
        wallet, case when consent then segment end as segment,
        case when consent then expected_margin end as expected_margin, place
      from members.contacts ${conditions.where} and status <> 'no_consent'`,
    first: {
      sql: `select null::integer as member_no, sum(members)::integer as members, occasion, status, 'consent' as legal_basis,
          null as channel, null as contacts_before, null as amount, null as due_on, null as item_id, null as wallet,
          null as segment, null as expected_margin, list_position(['${OCCASIONS.join("', '")}'], occasion) as place
        from ${counts} ${conditions.where} and status = 'no_consent'
        group by occasion, status having sum(members) >= ${enough}`,
      are: 'member_no is null',
      lack: ['member_id', 'item_name'],
    },
    widen: (window: string) =>
      `select ${shownMember(viewer, 'contact')} as member_id, chosen.* exclude (item_id, wallet, segment, expected_margin),
         chosen.item_id, item.name as item_name, chosen.wallet, chosen.segment, chosen.expected_margin
       from (${window}) as chosen
       left join members.contacts as contact on contact.programme_id = $programme and contact.place = chosen.place
         and contact.member_no = chosen.member_no
       left join members.rewards as item on item.programme_id = $programme and item.item_id = chosen.item_id
         and item.wallet = chosen.wallet`,
    hidden: ['member_no', 'place'],
    parameters: conditions.parameters,
    orderBy: 'place',
    counted: `select (${some(`status <> 'no_consent'`)}
        + (select count(*) from (select 1 from ${counts} ${conditions.where} and status = 'no_consent'
           group by occasion having sum(members) >= ${enough})))::bigint as total,
      coalesce(sum(members), 0)::integer as members,
      ${STATUSES.map((name) => `${some(`status = '${name}'`)} as ${name}`).join(', ')},
      ${OCCASIONS.map((name) => `${some(`occasion = '${name}' and status = 'due'`)} as ${name}`).join(', ')},
      coalesce(sum(amount) filter (where occasion = 'expiring' and status = 'due'), 0)::decimal(18, 2) as expiring_points
      from ${counts} ${conditions.where}`,
  };
}

const Metric = z
  .object({
    metric: z.string(),
    definition: z.string(),
    numerator: Points,
    denominator: Points,
    value: z.string().nullable(),
    is_of_span: z.boolean().openapi({
      description:
        'Of the months asked for, or up to their end; otherwise of the as-of date, whatever the months',
    }),
    numerator_before: Points.nullable().openapi({ description: 'The same of as many months before' }),
    denominator_before: Points.nullable(),
    value_before: z.string().nullable(),
  })
  .openapi('MetricFigure');

export const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  summary:
    'Definitions that compete under one name, with what this book says by each, in a span and in the one before',
  request: {
    query: TableQuery.extend({
      ...SPAN,
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
    }),
  },
  responses: tableResponses(
    tableBody(Metric, z.object({ definitions: z.number().int(), from: z.string(), to: z.string() })).openapi(
      'Metrics',
    ),
    'Metrics',
  ),
});

/**
 * The question behind the register of metrics. What points moved by months tell is told of the span and of the one before;
 * members counted once cannot be added up over months, and estimates are made for one day: those are of the as-of date.
 */
export function metricFigures(
  reader: BookReader,
  query: z.infer<typeof metricsRoute.request.query>,
): TableQuestion {
  const span = spanOf(reader, query);
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('wallet = $wallet', 'wallet', query.wallet);
  if (!query.wallet) conditions.require('wallet is null');
  const within = (from: string, to: string) =>
    `(from members.flow_metrics(date '${from}-01', date '${to}-01') ${conditions.where})`;
  return {
    name: 'metrics',
    sql: `with now as ${within(span.from, span.to)}, past as ${within(span.beforeFrom, span.beforeTo)}
      select metric, definition, now.numerator, now.denominator, now.value, true as is_of_span,
        past.numerator as numerator_before, past.denominator as denominator_before, past.value as value_before
      from now left join past using (metric, definition)
      union all
      select metric, definition, numerator, denominator, value, false, null, null, null
      from (from members.metrics ${conditions.where}) anti join now using (metric, definition)`,
    parameters: conditions.parameters,
    orderBy: `metric ${query.order ?? 'asc'}, definition`,
    totals: 'count(*)::integer as definitions',
    known: { from: span.from, to: span.to },
  };
}
