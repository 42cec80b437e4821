import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { Points, resource } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { answerTable, formatOf, tableBody, TableQuery, tableResponses } from './table.ts';

const MEASURES = ['active', 'earning', 'redeeming', 'points', 'value'] as const;
/** Months in a period of each grid. */
const SPANS = { month: 1, quarter: 3, year: 12 } as const;
const BASES = ['first_purchase', 'first_event'] as const;
/** Groups smaller than this are left out of exports. */
const SMALLEST_GROUP = 10;

const Cohort = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a cohort is named by its first month, like 2025-01')
  .openapi({ example: '2025-01' });
const WHICH = {
  programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
  wallet: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'Default: all wallets of a member together' }),
  basis: z.enum(BASES).optional().openapi({ description: 'What puts a member into a cohort' }),
  grid: z.enum(Object.keys(SPANS) as [keyof typeof SPANS]).optional(),
};

const Cell = z
  .object({
    cohort: Cohort,
    age: z.number().int().openapi({ description: 'Periods since the first one, which is 0' }),
    cohort_members: z.number().int(),
    members: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'Who did it; null in exports where fewer than ten' }),
    value: z.string().nullable().openapi({ description: 'A share, a ratio of points, or money, by measure' }),
    points_earned: Points.nullable(),
    points_redeemed: Points.nullable(),
    amount: Money.nullable(),
    is_complete: z.boolean(),
    is_left_truncated: z.boolean(),
    members_left_truncated: z.number().int(),
  })
  .openapi('CohortCell');

/** Over all cohorts of a grid; what counts periods counts finished ones. */
const Grid = z.object({
  cohorts: z.number().int(),
  members: z.number().int(),
  left_truncated: z.number().int(),
  next_members: z.number().int().openapi({ description: 'Who did it at age 1' }),
  next_of: z.number().int().openapi({ description: 'Members of the cohorts whose age 1 is finished' }),
  points_earned: Points,
  points_redeemed: Points,
  amount: Money,
  has_purchases: z.boolean(),
});

const retentionRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'Cohorts × ages: what members of a cohort did in each later period',
  request: { query: TableQuery.extend({ ...WHICH, measure: z.enum(MEASURES).optional() }) },
  responses: tableResponses(tableBody(Cell, Grid).openapi('Cohorts'), 'The cells of a grid'),
});

const Member = z
  .object({
    member_id: z
      .string()
      .nullable()
      .openapi({ description: 'Null in the one row that adds up members without consent to profiling' }),
    members: z.number().int(),
    points_earned: Points,
    points_redeemed: Points,
    amount: Money,
    purchases: z.number().int(),
    redemptions: z.number().int(),
  })
  .openapi('CohortMember');
const Sums = z.object({
  members: z.number().int(),
  withheld: z.number().int(),
  points_earned: Points,
  points_redeemed: Points,
  amount: Money,
  purchases: z.number().int(),
  redemptions: z.number().int(),
  knows_consents: z.boolean().openapi({ description: 'False where no consents were given to judge by' }),
});

const membersRoute = createRoute({
  method: 'get',
  path: '/members',
  summary: 'The members of a cell, or of a cohort; those without consent to profiling in one row',
  request: {
    query: TableQuery.extend({
      ...WHICH,
      cohort: Cohort,
      age: z.coerce.number().int().min(0).max(1200).optional(),
      measure: z.enum(MEASURES).optional(),
    }),
  },
  responses: tableResponses(tableBody(Member, Sums).openapi('CohortMembers'), 'The members of a cell'),
});

/** `/cohorts` and the members of a cell. */
export const cohorts = resource()
  .openapi(retentionRoute, (context) => {
    const query = context.req.valid('query');
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    return answerTable(context, query, (reader) => retention(reader, query, isExport));
  })
  .openapi(membersRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => members(reader, query));
  });

function retention(
  reader: BookReader,
  query: z.infer<typeof retentionRoute.request.query>,
  isExport: boolean,
) {
  const programme = programmeOf(reader, query.programme);
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programme)
    .add('basis = $basis', 'basis', query.basis ?? 'first_purchase')
    .add('grid = $grid', 'grid', query.grid ?? 'month')
    .add('measure = $measure', 'measure', query.measure ?? 'active')
    .add('wallet = $wallet', 'wallet', query.wallet);
  if (!query.wallet) conditions.require('wallet is null');
  const shown = (column: string) =>
    isExport
      ? `case when not (members between 1 and ${SMALLEST_GROUP - 1} or cohort_members < ${SMALLEST_GROUP}) then ${column} end`
      : column;
  return {
    name: `cohorts-${query.grid ?? 'month'}-${query.measure ?? 'active'}`,
    sql: `select strftime(cohort, '%Y-%m') as cohort, age, cohort_members,
            ${['members', 'value', 'points_earned', 'points_redeemed', 'amount'].map((name) => `${shown(name)} as ${name}`).join(', ')},
            is_complete, is_left_truncated, members_left_truncated
          from cohorts.retention ${conditions.where}`,
    parameters: conditions.parameters,
    orderBy: `cohort ${query.order ?? 'asc'}, age`,
    totals: `count(distinct cohort) as cohorts,
      coalesce(sum(cohort_members) filter (where age = 0), 0)::integer as members,
      coalesce(sum(members_left_truncated) filter (where age = 0), 0)::integer as left_truncated,
      coalesce(sum(members) filter (where age = 1 and is_complete), 0)::integer as next_members,
      coalesce(sum(cohort_members) filter (where age = 1 and is_complete), 0)::integer as next_of,
      coalesce(sum(points_earned) filter (where is_complete), 0)::decimal(18, 2) as points_earned,
      coalesce(sum(points_redeemed) filter (where is_complete), 0)::decimal(18, 2) as points_redeemed,
      coalesce(sum(amount) filter (where is_complete), 0)::decimal(18, 4) as amount,
      exists (from cohorts.sizes where basis = 'first_purchase' and programme_id = $programme) as has_purchases`,
  };
}

const DID = {
  active: 'is_active',
  earning: 'is_earning',
  redeeming: 'is_redeeming',
  // Both sides of the ratio.
  points: 'is_redeeming or points_earned > 0',
  value: 'is_earning',
} as const;

function members(reader: BookReader, query: z.infer<typeof membersRoute.request.query>) {
  const span = SPANS[query.grid ?? 'month'];
  const month = Number(query.cohort.slice(0, 4)) * 12 + Number(query.cohort.slice(5)) - 1;
  if (month % span !== 0)
    throw new Problem(
      400,
      'bad_request',
      `No ${query.grid} begins with ${query.cohort}: name its first month.`,
    );
  const first = `${query.basis === 'first_event' ? 'first_event_no' : 'first_purchase_no'}`;
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add(`${first} >= $from`, 'from', month)
    .add(`${first} < $to`, 'to', month + span)
    .add('wallet = $wallet', 'wallet', query.wallet);
  if (!query.wallet) conditions.require('counts_in_all');
  const age = query.age;
  const period =
    age === undefined
      ? 'true'
      : `activity.month_no >= ${month + age * span} and activity.month_no < ${month + (age + 1) * span}`;
  const sum = (column: string, scale: number) =>
    `coalesce(sum(${column}), 0)::decimal(18, ${scale}) as ${column}`;
  return {
    name: `cohort-${query.cohort}${age === undefined ? '' : `-${age}`}`,
    sql: `with chosen as (from cohorts.members ${conditions.where}),
          acting as (
            select chosen.member_id, chosen.may_profile, ${sum('points_earned', 2)}, ${sum('points_redeemed', 2)},
              ${sum('amount', 4)}, coalesce(sum(purchases), 0)::integer as purchases,
              coalesce(sum(redemptions), 0)::integer as redemptions,
              ${age === undefined ? 'true' : `coalesce(bool_or(${DID[query.measure ?? 'active']}), false)`} as did
            from chosen
            join ledger.accounts as account on account.programme_id = chosen.programme_id
              and account.member_id = chosen.member_id ${query.wallet ? 'and account.wallet = chosen.wallet' : ''}
            left join cohorts.activity as activity on activity.account_no = account.account_no and ${period}
            group by chosen.member_id, chosen.may_profile)
          select case when may_profile then member_id end as member_id, count(*) as members,
            sum(points_earned)::decimal(18, 2) as points_earned, sum(points_redeemed)::decimal(18, 2) as points_redeemed,
            sum(amount)::decimal(18, 4) as amount, sum(purchases)::integer as purchases,
            sum(redemptions)::integer as redemptions
          from acting where did group by 1`,
    parameters: conditions.parameters,
    orderBy: `member_id is null desc, points_redeemed ${query.order ?? 'desc'}, amount desc, points_earned desc, member_id`,
    totals: `coalesce(sum(members), 0)::integer as members,
      coalesce(sum(members) filter (where member_id is null), 0)::integer as withheld,
      ${sum('points_earned', 2)}, ${sum('points_redeemed', 2)}, ${sum('amount', 4)},
      coalesce(sum(purchases), 0)::integer as purchases, coalesce(sum(redemptions), 0)::integer as redemptions,
      exists (from cohorts.members where may_profile is not null) as knows_consents`,
  };
}
