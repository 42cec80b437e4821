import { createRoute, z } from '@hono/zod-openapi';
import { shownMember } from '../access/shown-member.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
import {
  cellsOf,
  cohortNumber,
  cohortText,
  holderConditions,
  MEASURES,
  periodNo,
  periodOf,
  UNKNOWN,
  WHICH,
} from './cohort-cells.ts';
import { Problem } from '../problem.ts';
import { BookQuery, BookSchema, Points, REFUSALS, resource } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { answerTable, formatOf, jsonRow, tableBody, TableQuery, tableResponses } from './table.ts';

/** Groups smaller than this are left out of exports. */
const SMALLEST_GROUP = 10;
/** Cells that can be selected at once. */
const MOST_CELLS = 200;

const Cohort = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])(-\d\d)?$/,
    'a cohort is named by its first month, like 2025-01, or a week by its Monday',
  )
  .openapi({ example: '2025-01' });

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

const Curve = z
  .object({
    age: z.number().int(),
    cohorts: z.number().int(),
    cohort_members: z.number().int(),
    members: z.number().int().nullable(),
    value: z.string().nullable(),
  })
  .openapi('CohortCurve');
const curveRoute = createRoute({
  method: 'get',
  path: '/curve',
  summary: 'All cohorts together by age, finished periods only: what two choices are compared by',
  request: { query: TableQuery.extend({ ...WHICH, measure: z.enum(MEASURES).optional() }) },
  responses: tableResponses(
    tableBody(Curve, z.object({ ages: z.number().int() })).openapi('CohortCurves'),
    'One row per age',
  ),
});

const Choices = z
  .object({
    book: BookSchema,
    tier: z.array(z.string()),
    region: z.array(z.string()),
    merchant: z.array(z.string()),
    credit_tier: z.array(z.string()),
    age_band: z.array(z.string()),
    reason: z.array(z.string()),
  })
  .openapi('CohortChoices');
const choicesRoute = createRoute({
  method: 'get',
  path: '/choices',
  summary: 'What cohorts can be filtered by in this book',
  request: { query: BookQuery.extend({ programme: WHICH.programme }) },
  responses: {
    200: { description: 'Choices', content: { 'application/json': { schema: Choices } } },
    ...REFUSALS,
  },
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
  summary:
    'The members of one cell, of several, or of a cohort; those without consent to profiling in one row',
  request: {
    query: TableQuery.extend({
      ...WHICH,
      cohort: Cohort.optional(),
      age: z.coerce.number().int().min(0).max(6000).optional(),
      cells: z
        .string()
        .max(6000)
        .regex(
          /^\d{4}-\d\d(-\d\d)?:\d+(,\d{4}-\d\d(-\d\d)?:\d+)*$/,
          'cells are cohort:age, separated by commas',
        )
        .optional()
        .openapi({ description: 'Several cells, like 2025-01:1,2025-02:1; a member of several counts once' }),
      measure: z.enum(MEASURES).optional(),
    }),
  },
  responses: tableResponses(tableBody(Member, Sums).openapi('CohortMembers'), 'The members of a cell'),
});

/** `/cohorts`, their curve, what they can be filtered by, and the members of cells. */
export const cohorts = resource()
  .openapi(retentionRoute, (context) => {
    const query = context.req.valid('query');
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    return answerTable(context, query, (reader) => retention(reader, query, isExport));
  })
  .openapi(curveRoute, (context) => {
    const query = context.req.valid('query');
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    return answerTable(context, query, (reader) => curve(reader, query, isExport));
  })
  .openapi(choicesRoute, async (context) => {
    const query = context.req.valid('query');
    return context.json(
      await context.var.books.read(query.book, (reader) => choicesIn(reader, query.programme)),
      200,
    );
  })
  .openapi(membersRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => members(reader, context.var.viewer, query));
  });

type GridQuery = z.infer<typeof retentionRoute.request.query>;

/** Weeks of several years are too many to look at: the page has the last year's cohorts, exports have all. */
function lately(grid: GridQuery['grid']): string {
  if (grid !== 'week') return '';
  return `and cohort > (select max(as_of) - 371 from meta.programmes where programme_id = $of_programme)`;
}

/** In an export a column has no figure where it is of fewer than ten members. */
const suppressed = (isExport: boolean) => (column: string) =>
  isExport
    ? `case when not (members between 1 and ${SMALLEST_GROUP - 1} or cohort_members < ${SMALLEST_GROUP}) then ${column} end`
    : column;

function retention(reader: BookReader, query: GridQuery, isExport: boolean) {
  const { sql, parameters } = cellsOf(reader, query, query.measure ?? 'active');
  const shown = suppressed(isExport);
  parameters.of_programme = programmeOf(reader, query.programme);
  return {
    name: `cohorts-${query.grid ?? 'month'}-${query.measure ?? 'active'}`,
    sql: `select strftime(cohort, '${cohortText(query.grid)}') as cohort, age, cohort_members,
            ${['members', 'value', 'points_earned', 'points_redeemed', 'amount'].map((name) => `${shown(name)} as ${name}`).join(', ')},
            is_complete, is_left_truncated, members_left_truncated
          from (${sql}) where $of_programme is not null ${isExport ? '' : lately(query.grid)}`,
    parameters,
    orderBy: `cohort ${query.order ?? 'asc'}, age`,
    totals: `count(distinct cohort)::integer as cohorts,
      coalesce(sum(cohort_members) filter (where age = 0), 0)::integer as members,
      coalesce(sum(members_left_truncated) filter (where age = 0), 0)::integer as left_truncated,
      coalesce(sum(members) filter (where age = 1 and is_complete), 0)::integer as next_members,
      coalesce(sum(cohort_members) filter (where age = 1 and is_complete), 0)::integer as next_of,
      coalesce(sum(points_earned) filter (where is_complete), 0)::decimal(18, 2) as points_earned,
      coalesce(sum(points_redeemed) filter (where is_complete), 0)::decimal(18, 2) as points_redeemed,
      coalesce(sum(amount) filter (where is_complete), 0)::decimal(18, 4) as amount,
      exists (from cohorts.sizes where basis = 'first_purchase' and programme_id = $of_programme) as has_purchases`,
  };
}

function curve(reader: BookReader, query: GridQuery, isExport: boolean) {
  const measure = query.measure ?? 'active';
  const { sql, parameters } = cellsOf(reader, query, measure);
  const shown = suppressed(isExport);
  const value = {
    value: 'round(amount / nullif(cohort_members, 0), 4)',
    points: 'round(points_redeemed / nullif(points_earned, 0), 4)',
    share: 'round(members / nullif(cohort_members, 0), 4)',
  }[measure === 'value' || measure === 'points' ? measure : 'share'];
  return {
    name: `cohort-curve-${query.grid ?? 'month'}-${measure}`,
    sql: `with summed as (
        select age, count(*) as cohorts, sum(cohort_members) as cohort_members, sum(members) as members,
          sum(points_earned) as points_earned, sum(points_redeemed) as points_redeemed, sum(amount) as amount
        from (${sql}) where is_complete group by age)
      select age, cohorts::integer as cohorts, cohort_members::integer as cohort_members,
        ${shown('members')}::integer as members, ${shown(value)}::decimal(18, 4) as value from summed`,
    parameters,
    orderBy: `age ${query.order ?? 'asc'}`,
    totals: 'count(*)::integer as ages',
  };
}

async function choicesIn(reader: BookReader, wanted?: string): Promise<z.infer<typeof Choices>> {
  const programme = programmeOf(reader, wanted);
  const found = await reader.rows<{ dimension: string; slice: string; members: bigint }>(
    `select dimension, slice, sum(members) as members from cohorts.sizes
     where programme_id = $programme and dimension <> 'all' and basis = 'first_event' and grid = 'year'
     group by dimension, slice order by members desc, slice`,
    { programme },
  );
  const of = (dimension: string) =>
    found.filter((each) => each.dimension === dimension).map(({ slice }) => slice || UNKNOWN);
  return jsonRow({
    book: reader.book,
    tier: of('tier'),
    region: of('region'),
    merchant: of('merchant'),
    credit_tier: of('credit_tier'),
    age_band: of('age').toSorted(),
    reason: of('reason'),
  });
}

const DID = {
  active: 'is_active',
  earning: 'is_earning',
  redeeming: 'is_redeeming',
  // Both sides of the ratio.
  points: 'is_redeeming or points_earned > 0',
  value: 'is_earning',
} as const;

interface Wanted {
  readonly cohort: number;
  /** Undefined: the whole cohort, whatever it did. */
  readonly age: number | undefined;
}

/** The cells asked for, by number. */
function wantedCells(query: z.infer<typeof membersRoute.request.query>): readonly Wanted[] {
  const grid = query.grid ?? 'month';
  if (query.cells) {
    const cells = query.cells.split(',').map((cell) => {
      const [cohort, age] = cell.split(':') as [string, string];
      return { cohort: cohortNumber(cohort, grid), age: Number(age) };
    });
    if (cells.length <= MOST_CELLS) return cells;
    throw new Problem(400, 'bad_request', `At most ${MOST_CELLS} cells at once: choose fewer.`);
  }
  if (query.cohort) return [{ cohort: cohortNumber(query.cohort, grid), age: query.age }];
  throw new Problem(400, 'bad_request', 'Name a cohort, or cells like 2025-01:1,2025-02:1.');
}

function members(reader: BookReader, viewer: Viewer, query: z.infer<typeof membersRoute.request.query>) {
  const grid = query.grid ?? 'month';
  const wanted = wantedCells(query);
  const conditions = holderConditions(reader, query);
  const first = query.basis === 'first_event' ? 'first_event_on' : 'first_purchase_on';
  // Whole numbers of our own.
  const pairs = wanted.map(({ cohort, age }) => `(${cohort}, ${age ?? 'null'}::integer)`).join(', ');
  const isWhole = wanted.some(({ age }) => age === undefined);
  const sum = (column: string, scale: number) =>
    `coalesce(sum(${column}), 0)::decimal(18, ${scale}) as ${column}`;
  return {
    name: query.cells
      ? 'cohort-cells'
      : `cohort-${query.cohort}${query.age === undefined ? '' : `-${query.age}`}`,
    sql: `with wanted as (select * from (values ${pairs}) as cell (cohort_no, age)),
          chosen as (
            select members.*, wanted.cohort_no, wanted.age from cohorts.members as members
            join wanted on wanted.cohort_no = ${periodOf(`members.${first}`, grid)} ${conditions.where}),
          acting as (
            select chosen.member_id, chosen.member_no, chosen.may_profile, chosen.age, ${sum('points_earned', 2)},
              ${sum('points_redeemed', 2)}, ${sum('amount', 4)}, coalesce(sum(purchases), 0)::integer as purchases,
              coalesce(sum(redemptions), 0)::integer as redemptions,
              ${isWhole ? 'true' : `coalesce(bool_or(${DID[query.measure ?? 'active']}), false)`} as did
            from chosen
            join ledger.accounts as account on account.programme_id = chosen.programme_id
              and account.member_id = chosen.member_id ${query.wallet ? 'and account.wallet = chosen.wallet' : ''}
            left join cohorts.activity as activity on activity.account_no = account.account_no
              and (chosen.age is null or ${periodNo('activity', grid)} = chosen.cohort_no + chosen.age)
            group by chosen.member_id, chosen.member_no, chosen.may_profile, chosen.age),
          people as (
            select member_id, member_no, may_profile, sum(points_earned) as points_earned,
              sum(points_redeemed) as points_redeemed, sum(amount) as amount, sum(purchases) as purchases,
              sum(redemptions) as redemptions
            from acting where did group by member_id, member_no, may_profile)
          select case when may_profile then ${shownMember(viewer)} end as member_id, count(*) as members,
            sum(points_earned)::decimal(18, 2) as points_earned, sum(points_redeemed)::decimal(18, 2) as points_redeemed,
            sum(amount)::decimal(18, 4) as amount, sum(purchases)::integer as purchases,
            sum(redemptions)::integer as redemptions
          from people group by 1`,
    parameters: conditions.parameters,
    orderBy: `member_id is null desc, points_redeemed ${query.order ?? 'desc'}, amount desc, points_earned desc, member_id`,
    totals: `coalesce(sum(members), 0)::integer as members,
      coalesce(sum(members) filter (where member_id is null), 0)::integer as withheld,
      ${sum('points_earned', 2)}, ${sum('points_redeemed', 2)}, ${sum('amount', 4)},
      coalesce(sum(purchases), 0)::integer as purchases, coalesce(sum(redemptions), 0)::integer as redemptions,
      exists (from cohorts.members where may_profile is not null) as knows_consents`,
  };
}
