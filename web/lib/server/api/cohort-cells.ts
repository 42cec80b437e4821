import { z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { programmeOf } from './liability-cells.ts';

export const MEASURES = ['active', 'earning', 'redeeming', 'points', 'value'] as const;
/** Months in a period of each grid; a week is none. */
export const SPANS = { week: 0, month: 1, quarter: 3, year: 12 } as const;
export const BASES = ['first_purchase', 'first_event'] as const;

/** By which columns of cohorts.members a grid is filtered, and under which dimension the book has it counted already. */
const TRAITS = {
  tier: 'tier',
  region: 'region_code',
  merchant: 'first_merchant_id',
  credit_tier: 'credit_tier',
  age_band: 'age_band',
  reason: 'first_reason',
} as const;
type Trait = keyof typeof TRAITS;
const TRAIT_NAMES = Object.keys(TRAITS) as Trait[];
const DIMENSIONS: Readonly<Record<Trait, string>> = {
  tier: 'tier',
  region: 'region',
  merchant: 'merchant',
  credit_tier: 'credit_tier',
  age_band: 'age',
  reason: 'reason',
};
/** Pairs of traits that the book has counted too, by what it calls them. */
const PAIRS: Readonly<Record<string, readonly [Trait, Trait]>> = {
  'tier and region': ['tier', 'region'],
};
/** What a filter says to mean members of whom it is not known. */
export const UNKNOWN = '(none)';

/** Which grid: its definition, and the members in it. */
export const WHICH = {
  programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
  wallet: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'Default: all wallets of a member together' }),
  basis: z.enum(BASES).optional().openapi({ description: 'What puts a member into a cohort' }),
  grid: z.enum(Object.keys(SPANS) as [keyof typeof SPANS]).optional(),
  tier: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: `At the as-of date; ${UNKNOWN}: not known` }),
  region: z.string().max(200).optional(),
  merchant: z.string().max(200).optional().openapi({ description: 'Where the first purchase was' }),
  credit_tier: z.string().max(200).optional(),
  age_band: z.string().max(20).optional(),
  reason: z.string().max(200).optional().openapi({ description: 'For what the first points were' }),
};
export type Which = z.infer<z.ZodObject<typeof WHICH>>;

/** Conditions on cohorts.members, or cohorts.steps, for those that a grid is about. */
export function holderConditions(reader: BookReader, which: Which): Conditions {
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, which.programme))
    .add('wallet = $wallet', 'wallet', which.wallet);
  if (!which.wallet) conditions.require('counts_in_all');
  for (const trait of TRAIT_NAMES) {
    if (which[trait] === UNKNOWN) conditions.require(`${TRAITS[trait]} is null`);
    else conditions.add(`${TRAITS[trait]} = $${trait}`, trait, which[trait]);
  }
  return conditions;
}

/**
 * The cells of a grid for one measure, as `cohorts.retention` has them. All members, one wallet, one trait, and some pairs of
 * them are counted in the book; any other choice is counted now, from the same facts.
 *
 * @param since cohorts that begin before this day may be left out; where cells are counted now, they need not be then
 */
export function cellsOf(
  reader: BookReader,
  which: Which,
  measure: (typeof MEASURES)[number],
  since?: string,
): { sql: string; parameters: Conditions['parameters'] } {
  const slice = sliceOf(which);
  return slice ? countedCells(reader, which, measure, slice) : cellsCountedNow(reader, which, measure, since);
}

interface Slice {
  readonly dimension: string;
  readonly slice: string;
}

/** What the book calls the members chosen; undefined where it has not counted them. */
function sliceOf(which: Which): Slice | undefined {
  const traits = TRAIT_NAMES.filter((trait) => which[trait]);
  const value = (trait: Trait) => (which[trait] === UNKNOWN ? '' : which[trait]!);
  const [trait] = traits;
  if (!trait) return { dimension: 'all', slice: '' };
  if (which.wallet || which.grid === 'week') return undefined;
  if (traits.length === 1) return { dimension: DIMENSIONS[trait], slice: value(trait) };
  const pair = Object.entries(PAIRS).find(
    ([, both]) => traits.length === 2 && both.every((each) => traits.includes(each)),
  );
  return pair && { dimension: pair[0], slice: JSON.stringify(pair[1].map(value)) };
}

const SHOWN = `cohort, age, cohort_members, members, value, points_earned, points_redeemed, amount, is_complete,
  is_left_truncated, members_left_truncated`;

function countedCells(
  reader: BookReader,
  which: Which,
  measure: string,
  { dimension, slice }: Slice,
): { sql: string; parameters: Conditions['parameters'] } {
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, which.programme))
    .add('basis = $basis', 'basis', which.basis ?? 'first_purchase')
    .add('grid = $grid', 'grid', which.grid ?? 'month')
    .add('measure = $measure', 'measure', measure)
    .add('wallet = $wallet', 'wallet', which.wallet)
    .add('dimension = $dimension', 'dimension', dimension)
    .require('slice = $slice');
  conditions.parameters.slice = slice;
  if (!which.wallet) conditions.require('wallet is null');
  return {
    sql: `select ${SHOWN} from cohorts.retention_slices ${conditions.where}`,
    parameters: conditions.parameters,
  };
}

const NUMERATORS = {
  active: ['active', 'cohort_members', 'active'],
  earning: ['earning', 'cohort_members', 'earning'],
  redeeming: ['redeeming', 'cohort_members', 'redeeming'],
  points: ['points_redeemed', 'points_earned', 'redeeming'],
  value: ['null', 'null', 'earning'],
} as const;

function cellsCountedNow(
  reader: BookReader,
  which: Which,
  measure: keyof typeof NUMERATORS,
  since: string | undefined,
): { sql: string; parameters: Conditions['parameters'] } {
  const holders = holderConditions(reader, which);
  const first = which.basis === 'first_event' ? 'first_event_on' : 'first_purchase_on';
  const grid = which.grid ?? 'month';
  const [part, whole, who] = NUMERATORS[measure];
  const began = since ? `and ${first} >= date '${since}'` : '';
  // Nobody does anything for a cohort before it begins.
  const did = since ? `${began} and month_no >= ${monthNumber(since)}` : '';
  const value =
    measure === 'value'
      ? 'amount'
      : `case when ${whole} > 0 then (((2 * 10000 * (${part} * 100)::hugeint + (${whole} * 100)::hugeint)
           // (2 * (${whole} * 100)::hugeint))::decimal(22, 0) * 0.0001::decimal(5, 4))::decimal(18, 4) end`;
  return {
    sql: `with chosen as (
        select *, ${periodOf(first, grid)} as cohort_no from cohorts.members ${holders.where} and ${first} is not null ${began}),
      sizes as (
        select cohort_no, count(*) as cohort_members, count(*) filter (where is_left_truncated) as members_left_truncated
        from chosen group by cohort_no),
      did as (
        select holder_no, any_value(${periodOf(first, grid)}) as cohort_no, ${periodNo('step', grid)} as period_no,
          bool_or(is_active) as is_active, bool_or(is_earning) as is_earning, bool_or(is_redeeming) as is_redeeming,
          sum(points_earned) as points_earned, sum(points_redeemed) as points_redeemed, sum(amount) as amount
        from cohorts.steps as step ${holders.where} and ${first} is not null ${did}
        group by holder_no, ${periodNo('step', grid)}),
      cells as (
        select cohort_no, period_no - cohort_no as age, count(*) filter (where is_active) as active,
          count(*) filter (where is_earning) as earning, count(*) filter (where is_redeeming) as redeeming,
          sum(points_earned)::decimal(18, 2) as points_earned, sum(points_redeemed)::decimal(18, 2) as points_redeemed,
          sum(amount)::decimal(18, 4) as amount
        from did where period_no >= cohort_no group by all),
      ages as (
        select sizes.*, programme.as_of,
          unnest(range(0, ${periodOf('programme.as_of', grid)} - sizes.cohort_no + 1))::integer as age
        from sizes join meta.programmes as programme on programme.programme_id = $programme),
      filled as (
        select ${periodStart('ages.cohort_no', grid)} as cohort, ages.age, ages.cohort_members, ages.members_left_truncated,
          ${periodStart('(ages.cohort_no + ages.age + 1)', grid)} <= ages.as_of + 1 as is_complete,
          coalesce(active, 0) as active, coalesce(earning, 0) as earning, coalesce(redeeming, 0) as redeeming,
          coalesce(points_earned, 0)::decimal(18, 2) as points_earned,
          coalesce(points_redeemed, 0)::decimal(18, 2) as points_redeemed,
          coalesce(amount, 0)::decimal(18, 4) as amount
        from ages left join cells on cells.cohort_no = ages.cohort_no and cells.age = ages.age)
      select cohort, age, cohort_members, ${who} as members, ${value} as value, points_earned, points_redeemed, amount,
        is_complete, members_left_truncated > 0 as is_left_truncated, members_left_truncated from filled`,
    parameters: holders.parameters,
  };
}

/** The number of the period that a day belongs to: weeks from Monday, 1 January of year 1; months from year 0. */
export function periodOf(day: string, grid: keyof typeof SPANS): string {
  return grid === 'week'
    ? `((${day} - date '0001-01-01') // 7)`
    : `((year(${day}) * 12 + month(${day}) - 1) // ${SPANS[grid]})`;
}

/** The same of a piece of activity. */
export function periodNo(activity: string, grid: keyof typeof SPANS): string {
  return grid === 'week' ? `${activity}.week_no` : `(${activity}.month_no // ${SPANS[grid]})`;
}

function periodStart(no: string, grid: keyof typeof SPANS): string {
  const month = `(${no} * ${SPANS[grid]})`;
  return grid === 'week'
    ? `(date '0001-01-01' + (${no} * 7)::integer)`
    : `make_date(${month} // 12, ${month} % 12 + 1, 1)`;
}

/** A cohort as it is named: a week by its Monday, others by their first month. */
export function cohortText(grid: keyof typeof SPANS | undefined): string {
  return grid === 'week' ? '%Y-%m-%d' : '%Y-%m';
}

/**
 * The number of the period that begins with a cohort's name.
 *
 * @throws Problem where no period of the grid begins there
 */
export function cohortNumber(cohort: string, grid: keyof typeof SPANS): number {
  const wrong = new Problem(
    400,
    'bad_request',
    `No ${grid} begins with ${cohort}: name ${grid === 'week' ? 'its Monday' : 'its first month'}.`,
  );
  if (grid === 'week') {
    const days = (Date.parse(`${cohort}T00:00:00Z`) - Date.parse('0001-01-01T00:00:00Z')) / 86_400_000;
    if (cohort.length !== 10 || days % 7 !== 0) throw wrong;
    return days / 7;
  }
  const month = monthNumber(cohort);
  if (cohort.length !== 7 || month % SPANS[grid] !== 0) throw wrong;
  return month / SPANS[grid];
}

/** The number of the month, from year 0, of a day or month like `2025-12-31` or `2025-12`. */
function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
