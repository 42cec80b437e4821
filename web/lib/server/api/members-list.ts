import { createRoute, z } from '@hono/zod-openapi';
import { seesWholeProgrammes } from '#pipelines/people/scope.ts';
import { shownMember } from '../access/shown-member.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { Points } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { SPAN } from './preference-rows.ts';
import { tableBody, TableQuery, tableResponses, type TableQuestion } from './table.ts';

export const SEGMENTS = [
  'champions',
  'loyal',
  'big_spenders',
  'promising',
  'regular',
  'at_risk',
  'hibernating',
  'lapsed',
  'never_bought',
] as const;
export const LIFE_CYCLES = ['new', 'active', 'cooling', 'dormant', 'lost', 'never_bought'] as const;
/** What singles members out, as a condition on their profile. */
const MARKS = {
  current: `life_cycle in ('new', 'active')`,
  high_potential: 'is_high_potential',
  near_tier: 'is_near_next_tier',
  expiring_30: 'is_expiring_30',
  expiring_60: 'is_expiring_60',
  expiring_90: 'is_expiring_90',
} as const;
const SORTABLE = [
  'member_id',
  'recency',
  'frequency',
  'monetary',
  'points_available',
  'expiring_points',
  'next_tier_gap',
  'expected_purchases',
  'expected_margin',
  'p_alive',
  'acceleration',
  'acceleration_p',
] as const;
/** Groups of fewer members give no figures in exports. */
export const SMALLEST_GROUP = 10;

/** Estimates are decimals of ten places in the book; pages and exports have them as text. */
export const Estimate = z.string().openapi({ description: 'An estimate', example: '1.2264000000' });

export const WITHIN = ['0', '1', '3', '6', '12'] as const;

export const MemberFilters = {
  programme: z.string().max(200).optional(),
  segment: z.enum(SEGMENTS).optional(),
  life_cycle: z.enum(LIFE_CYCLES).optional(),
  at: SPAN.to.openapi({ description: 'The life cycle at the end of this month; default: at the as-of date' }),
  tier: z.string().max(200).optional(),
  region: z.string().max(200).optional(),
  age: z.string().max(20).optional(),
  mark: z.enum(Object.keys(MARKS) as [keyof typeof MARKS]).optional(),
  item: z.string().max(200).optional().openapi({ description: 'Within reach of this reward' }),
  wallet: z.string().max(200).optional().openapi({ description: 'The wallet that pays the reward' }),
  within: z.enum(WITHIN).optional().openapi({ description: 'Months until reached; 0 is now' }),
};

const Member = z
  .object({
    member_id: z
      .string()
      .nullable()
      .openapi({ description: 'Null in the one row that adds up members without consent to profiling' }),
    members: z.number().int(),
    segment: z.string().nullable(),
    life_cycle: z.string().nullable(),
    tier: z.string().nullable(),
    recency: z.number().int().nullable().openapi({ description: 'Days since the last purchase' }),
    frequency: z.number().int().nullable(),
    monetary: Money.nullable(),
    points_available: Points.nullable(),
    expiring_points: Points.nullable(),
    next_tier_gap: Points.nullable(),
    expected_purchases: Estimate.nullable(),
    p_alive: Estimate.nullable(),
    expected_margin: Money.nullable(),
    acceleration: z.number().nullable(),
    acceleration_p: z.number().nullable(),
    acceleration_q: z.number().nullable(),
    is_high_potential: z.boolean().nullable(),
  })
  .openapi('MemberProfile');

const Sums = z.object({
  members: z.number().int(),
  withheld: z.number().int(),
  frequency: z.number().int(),
  monetary: Money,
  points_available: Points,
  expiring_points: Points,
  expected_purchases: Estimate,
  expected_margin: Money,
  knows_consents: z.boolean(),
});

export const listRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'Profiles of members; those without consent to profiling in one row',
  request: { query: TableQuery.extend({ ...MemberFilters, sort: z.enum(SORTABLE).optional() }) },
  responses: tableResponses(tableBody(Member, Sums).openapi('MemberProfiles'), 'Profiles'),
});
type ListQuery = z.infer<typeof listRoute.request.query>;

/** The members that filters leave, with all columns of their profile. */
export function chosenMembers(reader: BookReader, query: Omit<ListQuery, 'sort'>): Conditions {
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('segment = $segment', 'segment', query.segment)
    .add(
      query.at
        ? 'member_no in (select member_no from members.spells where life_cycle = $life_cycle and $month between from_month and until_month - 1)'
        : 'life_cycle = $life_cycle',
      'life_cycle',
      query.life_cycle,
    )
    .add('tier = $tier', 'tier', query.tier)
    .add('region_code = $region', 'region', query.region)
    .add('age_band = $age', 'age', query.age);
  if (query.at && query.life_cycle)
    conditions.parameters.month = Number(query.at.slice(0, 4)) * 12 + Number(query.at.slice(5)) - 1;
  if (query.mark) conditions.require(MARKS[query.mark]);
  if (query.item) {
    const within = query.within ?? '0';
    const reached =
      within === '0' ? 'account.points_now' : `coalesce(account.likely_${within}, account.points_now)`;
    conditions.add(
      `member_no in (
         select account.member_no from members.rewards as reward
         join members.reach as account on account.programme_id = reward.programme_id
           and account.wallet = reward.wallet and ${reached} >= reward.points_price
         where reward.programme_id = $programme and reward.item_id = $item
           and reward.wallet = coalesce($item_wallet, reward.wallet))
       and tier_rank >= (
         select min(least_rank) from members.rewards where programme_id = $programme and item_id = $item)`,
      'item',
      query.item,
    );
    conditions.parameters.item_wallet = query.wallet ?? null;
  }
  return conditions;
}

/** Profiles with what cells are chosen by. */
const PROFILES = `(select *, expiring_30 > 0 as is_expiring_30, expiring_60 > 0 as is_expiring_60,
  expiring_points > 0 as is_expiring_90, 1 as members from members.profile)`;

/**
 * The chosen members added up, as a relation with its conditions: by the book where it has them, of which no part can be cut
 * out for a viewer; otherwise their profiles, each counting one.
 */
function summedMembers({ scope }: Viewer, query: Omit<ListQuery, 'sort'>, conditions: Conditions) {
  const { item, wallet, within, at, segment, life_cycle, tier, region, age, mark } = query;
  const isWhole = seesWholeProgrammes(scope);
  const hasOthers = [at, segment, life_cycle, tier, region, age, mark].some(Boolean);
  if (isWhole && item && wallet && !hasOthers)
    return {
      areAddedUp: true,
      cells: `members.reward_cells where programme_id = $programme and item_id = $item and wallet = $item_wallet
      and within = ${within ?? '0'}`,
    };
  const areAddedUp = isWhole && !item && !at;
  return { areAddedUp, cells: `${areAddedUp ? 'members.cells' : PROFILES} as profile ${conditions.where}` };
}

const SHOWN = [
  'segment',
  'life_cycle',
  'tier',
  'recency',
  'frequency',
  'monetary',
  'points_available',
  'expiring_points',
  'next_tier_gap',
  'expected_purchases',
  'p_alive',
  'expected_margin',
  'acceleration',
  'acceleration_p',
  'acceleration_q',
  'is_high_potential',
] as const;
const ADDED: Readonly<Partial<Record<(typeof SHOWN)[number], string>>> = {
  frequency: 'integer',
  monetary: 'decimal(18, 4)',
  points_available: 'decimal(18, 2)',
  expiring_points: 'decimal(18, 2)',
  expected_purchases: 'decimal(18, 10)',
  expected_margin: 'decimal(18, 4)',
};
/** What stands above the list, over all chosen members; `isWithheld` tells those who are counted without being named. */
const sums = (isWithheld: string) => `coalesce(sum(members), 0)::integer as members,
  coalesce(sum(members) filter (where ${isWithheld}), 0)::integer as withheld,
  ${Object.entries(ADDED)
    .map(([name, type]) => `coalesce(sum(${name}), 0)::${type} as ${name}`)
    .join(', ')},
  exists (from members.profile where consent is not null) as knows_consents`;

/** The question behind the list; in an export the row of the withheld has no figures where they are fewer than ten. */
export function memberList(
  reader: BookReader,
  viewer: Viewer,
  query: ListQuery,
  isExport: boolean,
): TableQuestion {
  const conditions = chosenMembers(reader, query);
  const { areAddedUp, cells } = summedMembers(viewer, query, conditions);
  const enough = isExport ? `sum(members) >= ${SMALLEST_GROUP}` : 'true';
  const sort = query.sort ?? 'expected_margin';
  const order = query.order ?? (query.sort === 'acceleration_p' ? 'asc' : 'desc');
  // What is neither added up nor ordered by is read for one window only; members by number, for ids are texts.
  const needed = [...new Set([...Object.keys(ADDED), ...(sort === 'member_id' ? [] : [sort])])];
  const added = needed.map((name) =>
    name in ADDED
      ? `case when ${enough} then sum(${name})::${ADDED[name as keyof typeof ADDED]} end as ${name}`
      : `null as ${name}`,
  );
  const shown = SHOWN.map((name) => (name in ADDED ? `chosen.${name}` : `profile.${name}`));
  const byId = sort === 'member_id';
  return {
    name: `members${query.mark ? `-${query.mark}` : ''}${query.segment ? `-${query.segment}` : ''}`,
    sql: `select member_no, 1 as members, ${needed.join(', ')}${byId ? `, ${shownMember(viewer)} as name` : ''}
      from ${PROFILES} as profile ${conditions.where} and consent`,
    first: {
      sql: `select null::integer as member_no, sum(members)::integer as members, ${added.join(', ')}
          ${byId ? ', null::varchar as name' : ''}
        from ${cells} and consent is not true having sum(members) > 0`,
      are: 'member_no is null',
      lack: ['member_id', ...SHOWN.filter((name) => !needed.includes(name))],
    },
    widen: (window: string) =>
      `select ${shownMember(viewer, 'profile')} as member_id, chosen.members, ${shown.join(', ')}, chosen.member_no
         ${byId ? ', chosen.name' : ''}
       from (${window}) as chosen
       left join members.profile as profile on profile.member_no = chosen.member_no`,
    hidden: ['member_no', ...(byId ? ['name'] : [])],
    parameters: conditions.parameters,
    orderBy: `${byId ? 'name' : sort} ${order} nulls last, monetary desc, member_no`,
    // Where the book has not added them up, going through all members once is enough.
    ...(areAddedUp
      ? {
          counted: `select (coalesce(sum(members) filter (where consent), 0)
              + least(count(*) filter (where consent is not true), 1))::bigint as total,
            ${sums('consent is not true')} from ${cells}`,
        }
      : { atOnce: true, totals: sums('member_no is null') }),
  };
}

const Segment = z
  .object({
    segment: z.enum(SEGMENTS),
    life_cycle: z.enum(LIFE_CYCLES),
    members: z.number().int().nullable(),
    consenting: z.number().int().nullable(),
    monetary: Money.nullable(),
    points_available: Points.nullable(),
    expiring_points: Points.nullable(),
    expected_margin: Money.nullable(),
    high_potential: z.number().int().nullable(),
    expiring_members: z.number().int().nullable(),
    expiring_30: Points.nullable(),
    near_tier: z.number().int().nullable(),
  })
  .openapi('MemberSegment');
const SegmentSums = z.object({
  members: z.number().int(),
  consenting: z.number().int(),
  buyers: z.number().int(),
  active: z.number().int(),
  high_potential: z.number().int(),
  monetary: Money,
  points_available: Points,
  expiring_points: Points,
  expected_margin: Money,
  expiring_members: z.number().int(),
  expiring_30: Points,
  near_tier: z.number().int(),
});

export const segmentsRoute = createRoute({
  method: 'get',
  path: '/segments',
  summary: 'RFM segments × life cycle: members, purchases, points; fewer than ten have no figures in exports',
  request: { query: TableQuery.extend(MemberFilters) },
  responses: tableResponses(tableBody(Segment, SegmentSums).openapi('MemberSegments'), 'Segments'),
});

/** The question behind the grid of segments. */
export function segmentGrid(
  reader: BookReader,
  viewer: Viewer,
  query: z.infer<typeof segmentsRoute.request.query>,
  isExport: boolean,
): TableQuestion {
  const conditions = chosenMembers(reader, query);
  const shown = (sql: string) =>
    isExport ? `case when sum(members) >= ${SMALLEST_GROUP} then ${sql} end` : sql;
  const some = (condition: string) => shown(`coalesce(sum(members) filter (where ${condition}), 0)`);
  return {
    name: 'member-segments',
    sql: `select segment, life_cycle, ${shown('sum(members)')}::integer as members,
        ${some('consent')}::integer as consenting,
        ${shown('sum(monetary)')}::decimal(18, 4) as monetary,
        ${shown('sum(points_available)')}::decimal(18, 2) as points_available,
        ${shown('sum(expiring_points)')}::decimal(18, 2) as expiring_points,
        ${shown('sum(expected_margin)')}::decimal(18, 4) as expected_margin,
        ${some('is_high_potential')}::integer as high_potential,
        ${some('is_expiring_30')}::integer as expiring_members,
        ${shown('sum(expiring_30)')}::decimal(18, 2) as expiring_30,
        ${some('is_near_next_tier')}::integer as near_tier
      from ${query.item ? `${PROFILES} as profile ${conditions.where}` : summedMembers(viewer, query, conditions).cells}
      group by segment, life_cycle`,
    parameters: conditions.parameters,
    orderBy: 'segment, life_cycle',
    totals: `coalesce(sum(members), 0)::integer as members, coalesce(sum(consenting), 0)::integer as consenting,
      coalesce(sum(members) filter (where segment <> 'never_bought'), 0)::integer as buyers,
      coalesce(sum(members) filter (where life_cycle in ('new', 'active')), 0)::integer as active,
      coalesce(sum(high_potential), 0)::integer as high_potential,
      coalesce(sum(monetary), 0)::decimal(18, 4) as monetary,
      coalesce(sum(points_available), 0)::decimal(18, 2) as points_available,
      coalesce(sum(expiring_points), 0)::decimal(18, 2) as expiring_points,
      coalesce(sum(expected_margin), 0)::decimal(18, 4) as expected_margin,
      coalesce(sum(expiring_members), 0)::integer as expiring_members,
      coalesce(sum(expiring_30), 0)::decimal(18, 2) as expiring_30,
      coalesce(sum(near_tier), 0)::integer as near_tier`,
  };
}
