import { createRoute, z } from '@hono/zod-openapi';
import { isTellable, SMALLEST_GROUP } from '#engine/members/small-groups.ts';
import { shownMember } from '../access/shown-member.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
import {
  cellsOf,
  cohortNumber,
  cohortText,
  holderConditions,
  MEASURES,
  periodOf,
  SPANS,
  UNKNOWN,
  WHICH,
} from './cohort-cells.ts';
import { Problem } from '../problem.ts';
import { BookQuery, BookSchema, Points, REFUSALS, resource } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { SPAN } from './preference-rows.ts';
import { answerTable, formatOf, jsonRow, tableBody, TableQuery, tableResponses } from './table.ts';

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
    cohort_members: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'Null in exports where fewer than ten' }),
    members: z.number().int().nullable().openapi({
      description: 'Who did it; null in exports where they, or the rest of the cohort, are fewer than ten',
    }),
    value: z.string().nullable().openapi({ description: 'A share, a ratio of points, or money, by measure' }),
    points_earned: Points.nullable(),
    points_redeemed: Points.nullable(),
    amount: Money.nullable(),
    is_complete: z.boolean(),
    is_left_truncated: z.boolean(),
    members_left_truncated: z.number().int().nullable(),
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
  request: { query: TableQuery.extend({ ...WHICH, ...SPAN, measure: z.enum(MEASURES).optional() }) },
  responses: tableResponses(tableBody(Cell, Grid).openapi('Cohorts'), 'The cells of a grid'),
});

const Curve = z
  .object({
    age: z.number().int(),
    cohorts: z.number().int(),
    cohort_members: z.number().int().nullable(),
    members: z.number().int().nullable(),
    value: z.string().nullable(),
  })
  .openapi('CohortCurve');
const curveRoute = createRoute({
  method: 'get',
  path: '/curve',
  summary: 'All cohorts together by age, finished periods only: what two choices are compared by',
  request: { query: TableQuery.extend({ ...WHICH, ...SPAN, measure: z.enum(MEASURES).optional() }) },
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
/** Weeks of which a page has the cohorts, unless it is asked for others. */
const WEEKS_SHOWN = 53;

/** The first day of a cohort that is shown; undefined: all are. Days are checked texts. */
function earliest(query: GridQuery, asOf: string, isExport: boolean): string | undefined {
  if (query.from) return `${query.from}-01`;
  // Weeks of several years are too many to look at: the page has the last year's cohorts, exports have all.
  if (query.grid !== 'week' || query.to || isExport || !/^\d{4}-\d\d-\d\d$/.test(asOf)) return undefined;
  return new Date(Date.parse(`${asOf}T00:00:00Z`) - (WEEKS_SHOWN * 7 - 1) * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

/** Conditions that leave the cohorts that began in the months asked for; the days are written into the query for that. */
function begun(since: string | undefined, to: string | undefined): string {
  return [
    ...(since ? [`and cohort >= date '${since}'`] : []),
    ...(to ? [`and cohort < strptime('${to}', '%Y-%m')::date + interval 1 month`] : []),
  ].join(' ');
}

/**
 * In an export a column has no figure where it is of fewer than ten members, or of all of a cohort but fewer than ten: what
 * was left out could be had by subtraction.
 */
const suppressed =
  (isExport: boolean) =>
  (column: string, part = 'members') =>
    isExport ? `case when ${isTellable(part, 'cohort_members')} then ${column} end` : column;

/** The size of a cohort itself. */
const cohortSize = (isExport: boolean) =>
  isExport ? `case when cohort_members >= ${SMALLEST_GROUP} then cohort_members end` : 'cohort_members';

function retention(reader: BookReader, query: GridQuery, isExport: boolean) {
  const since = earliest(query, reader.book.as_of, isExport);
  const { sql, parameters } = cellsOf(reader, query, query.measure ?? 'active', since);
  const shown = suppressed(isExport);
  parameters.of_programme = programmeOf(reader, query.programme);
  return {
    name: `cohorts-${query.grid ?? 'month'}-${query.measure ?? 'active'}`,
    sql: `select strftime(cohort, '${cohortText(query.grid)}') as cohort, age, ${cohortSize(isExport)} as cohort_members,
            ${['members', 'value', 'points_earned', 'points_redeemed', 'amount'].map((name) => `${shown(name)} as ${name}`).join(', ')},
            is_complete, is_left_truncated,
            ${shown('members_left_truncated', 'members_left_truncated')} as members_left_truncated
          from (${sql}) where true ${begun(since, query.to)}`,
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
  const since = query.from && `${query.from}-01`;
  const { sql, parameters } = cellsOf(reader, query, measure, since);
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
        from (${sql}) where is_complete ${begun(since, query.to)} group by age)
      select age, cohorts::integer as cohorts, ${cohortSize(isExport)}::integer as cohort_members,
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

/**
 * Where cells of a grid are read from, the column with its pieces of time, and how many of them make a period: who did
 * what in a year stands added up.
 */
const PIECES = {
  week: { table: 'cohorts.steps', column: 'week_no', length: 1 },
  month: { table: 'cohorts.steps', column: 'month_no', length: 1 },
  quarter: { table: 'cohorts.steps', column: 'month_no', length: 3 },
  year: { table: 'cohorts.years', column: 'year_no', length: 1 },
} as const satisfies Record<keyof typeof SPANS, unknown>;

/** Cells as values of SQL: the cohort, and every piece of the later period. Whole numbers of our own. */
function periodPairs(wanted: readonly Wanted[], length: number): string {
  return wanted
    .flatMap(({ cohort, age }) =>
      Array.from(
        { length },
        (_, piece) => `(${cohort}, ${age ?? 0}, ${(cohort + (age ?? 0)) * length + piece})`,
      ),
    )
    .join(', ');
}

const DONE = ['points_earned', 'points_redeemed', 'amount', 'purchases', 'redemptions'] as const;

/** A select of one row per member of the cells that meets further conditions: `member_no`, `may_profile` and what he did. */
function peopleOf(
  query: z.infer<typeof membersRoute.request.query>,
  wanted: readonly Wanted[],
  where: string,
): string {
  const grid = query.grid ?? 'month';
  const first = query.basis === 'first_event' ? 'first_event_on' : 'first_purchase_on';
  // A whole cohort has members who did nothing; what the others ever did stands beside them.
  if (wanted.some(({ age }) => age === undefined))
    return `select member_no, may_profile, ${DONE.join(', ')} from cohorts.members
      ${where} and ${periodOf(first, grid)} in (${wanted.map(({ cohort }) => cohort).join(', ')})`;
  const did = DID[query.measure ?? 'active'];
  const [cell] = wanted;
  // One row a member already; where he began is said as days, so that no others are read.
  if (grid === 'year' && cell && wanted.length === 1)
    return `select member_no, may_profile, ${DONE.join(', ')} from cohorts.years
      ${where} and year_no = ${cell.cohort + cell.age!} and (${did})
        and ${first} between make_date(${cell.cohort}, 1, 1) and make_date(${cell.cohort}, 12, 31)`;
  const { table, column, length } = PIECES[grid];
  const sums = DONE.map((name) => `sum(${name}) as ${name}`).join(', ');
  return `with wanted as (select * from (values ${periodPairs(wanted, length)}) as cell (cohort_no, age, piece_no)),
      acting as (
        select step.member_no, wanted.age, any_value(step.may_profile) as may_profile, ${sums}
        from (from ${table} ${where} and ${first} is not null) as step
        join wanted on wanted.piece_no = step.${column} and wanted.cohort_no = ${periodOf(`step.${first}`, grid)}
        group by step.member_no, wanted.age having coalesce(bool_or(${did}), false))
    select member_no, any_value(may_profile) as may_profile, ${sums} from acting group by member_no`;
}

function members(reader: BookReader, viewer: Viewer, query: z.infer<typeof membersRoute.request.query>) {
  const wanted = wantedCells(query);
  const { where, parameters } = holderConditions(reader, query);
  const sums = `coalesce(sum(points_earned), 0)::decimal(18, 2) as points_earned,
    coalesce(sum(points_redeemed), 0)::decimal(18, 2) as points_redeemed,
    coalesce(sum(amount), 0)::decimal(18, 4) as amount, coalesce(sum(purchases), 0)::integer as purchases,
    coalesce(sum(redemptions), 0)::integer as redemptions`;
  return {
    name: query.cells
      ? 'cohort-cells'
      : `cohort-${query.cohort}${query.age === undefined ? '' : `-${query.age}`}`,
    sql: `select member_no, 1 as members, points_earned::decimal(18, 2) as points_earned,
            points_redeemed::decimal(18, 2) as points_redeemed, amount::decimal(18, 4) as amount,
            purchases::integer as purchases, redemptions::integer as redemptions
          from (${peopleOf(query, wanted, `${where} and may_profile`)})`,
    first: {
      sql: `select null::integer as member_no, count(*)::integer as members, ${sums}
            from (${peopleOf(query, wanted, `${where} and may_profile is not true`)}) having count(*) > 0`,
      are: 'member_no is null',
      lack: ['member_id'],
    },
    widen: (window: string) =>
      `select ${shownMember(viewer, 'holder')} as member_id, chosen.* from (${window}) as chosen
       left join members.profile as holder on holder.member_no = chosen.member_no`,
    hidden: ['member_no'],
    parameters,
    orderBy: `points_redeemed ${query.order ?? 'desc'}, amount desc, points_earned desc, member_no`,
    counted: `select (count(*) filter (where may_profile)
        + least(count(*) filter (where may_profile is not true), 1))::bigint as total,
      count(*)::integer as members, (count(*) filter (where may_profile is not true))::integer as withheld, ${sums},
      exists (from cohorts.members where may_profile is not null) as knows_consents
      from (${peopleOf(query, wanted, where)})`,
  };
}
