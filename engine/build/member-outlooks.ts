import { rows } from '../database.server.ts';
import { significant } from '../liability/significant.ts';
import { expectedPurchases, fitGroups, probabilityAlive, type BgNbdFit } from '../members/bg-nbd.ts';
import { calibrate, type Calibration } from '../members/calibration.ts';
import type { MemberPolicies } from '../members/policies.ts';
import { countedHistories } from '../members/purchase-history.ts';
import type { Build } from './build.ts';
import { policiesOf } from './member-policies.ts';
import { ofIndustry, streamRows } from './member-rows.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

/** The model's unit of time is a week, as in the paper. */
const WEEK = 7;

const MODELS = {
  programme_id: 'text',
  industry: 'text',
  status: 'text',
  is_at_border: 'flag',
  members: 'integer',
  r: 'estimate',
  alpha: 'estimate',
  a: 'estimate',
  b: 'estimate',
  log_likelihood: 'estimate',
  hold_out_days: 'integer',
  held_out_members: 'integer',
  held_out_expected: 'estimate',
  held_out_actual: 'integer',
  ratio: 'estimate',
  group_error: 'estimate',
} as const satisfies Record<string, ColumnKind>;

const CALIBRATION = {
  programme_id: 'text',
  industry: 'text',
  frequency: 'integer',
  members: 'integer',
  expected: 'estimate',
  actual: 'estimate',
} as const satisfies Record<string, ColumnKind>;

const OUTLOOKS = {
  programme_id: 'text',
  industry: 'text',
  frequency: 'integer',
  recency: 'integer',
  age: 'integer',
  p_alive: 'addable',
  expected_purchases: 'addable',
} as const satisfies Record<string, ColumnKind>;

type Row<Columns> = Record<keyof Columns, Cell>;

interface Industry {
  programme_id: string;
  industry: string;
  hold_out_days: number;
}

interface Kind {
  frequency: number;
  recency: number;
  age: number;
  members: number;
}

/**
 * Fits BG/NBD to every industry of every programme, once up to the cut, to be held against the hold-out, and once to all:
 * `members.models` and `members.calibration`. Where it held, `posting.outlooks` has what it expects of each history
 * (days) in the policy's coming days; where it did not, there are none.
 */
export async function writeOutlooks(
  build: Build,
  policies: ReadonlyMap<string, MemberPolicies>,
): Promise<void> {
  const industries = await rows<Industry>(
    build.connection,
    `select programme_id, industry, any_value(hold_out_days) as hold_out_days from members.histories
     group by all order by all`,
  );
  const models: Row<typeof MODELS>[] = [];
  const calibrations: Row<typeof CALIBRATION>[] = [];
  const usable: { industry: Industry; fit: BgNbdFit }[] = [];
  for (const industry of industries) {
    const { calibration, fit } = await judge(build, industry, policiesOf(policies, industry.programme_id));
    const status = statusOf(calibration, fit);
    models.push(modelRow(industry, calibration, fit, status));
    // A model that expects no number of somebody is refused as miscalibrated, and its total is NULL.
    for (const group of calibration.groups.filter(({ expected }) => Number.isFinite(expected)))
      calibrations.push({
        ...named(industry),
        ...group,
        expected: significant(group.expected),
        actual: significant(group.actual),
      });
    if (status === 'calibrated') usable.push({ industry, fit });
  }
  await writeRows(build.connection, 'members.models', MODELS, models);
  await writeRows(build.connection, 'members.calibration', CALIBRATION, calibrations);
  await writeRows(build.connection, 'posting.outlooks', OUTLOOKS, outlooks(build, usable, policies));
}

async function judge(
  build: Build,
  industry: Industry,
  policies: MemberPolicies,
): Promise<{ calibration: Calibration; fit: BgNbdFit }> {
  const past: (Kind & { actual: number })[] = [];
  const sql = `select frequency_at_cut as frequency, recency_at_cut as recency, age_at_cut as age,
      count(*)::integer as members, sum(held_out)::integer as actual
    from members.histories where ${ofIndustry(industry)} and frequency_at_cut is not null group by all order by all`;
  for await (const kind of streamRows<Kind & { actual: number }>(build, sql))
    past.push({ ...inWeeks(kind), actual: kind.actual });
  const before = fitGroups(countedHistories(past));
  return {
    calibration: calibrate(before, past, industry.hold_out_days / WEEK, {
      totalTolerance: policies.calibration_total_percent / 100,
      groupTolerance: policies.calibration_group_percent / 100,
      leastMembers: policies.calibration_members,
      leastPurchases: policies.calibration_purchases,
    }),
    fit: fitGroups(countedHistories(await kindsOf(build, industry))),
  };
}

async function kindsOf(build: Build, industry: Industry): Promise<Kind[]> {
  const kinds: Kind[] = [];
  for await (const kind of streamRows<Kind>(build, kindsSql(industry))) kinds.push(inWeeks(kind));
  return kinds;
}

function kindsSql(industry: Industry): string {
  return `select frequency, recency, age, count(*)::integer as members from members.histories
    where ${ofIndustry(industry)} group by all order by all`;
}

function inWeeks({ frequency, recency, age, members }: Kind): Kind {
  return { frequency, recency: recency / WEEK, age: age / WEEK, members };
}

/** Whether predictions may be shown: it held in the hold-out, and the search came to an end with all data too. */
function statusOf(calibration: Calibration, fit: BgNbdFit): string {
  if (calibration.status !== 'calibrated') return calibration.status;
  return fit.converged || fit.isAtBorder ? 'calibrated' : 'not_converged';
}

function named({ programme_id, industry }: Industry) {
  return { programme_id, industry };
}

function modelRow(
  industry: Industry,
  calibration: Calibration,
  fit: BgNbdFit,
  status: string,
): Row<typeof MODELS> {
  const held = calibration.groups.reduce((sum, { members }) => sum + members, 0);
  const estimate = (value: number | null) =>
    value === null || !Number.isFinite(value) ? null : significant(value);
  return {
    ...named(industry),
    status,
    is_at_border: fit.isAtBorder,
    members: fit.members,
    r: estimate(fit.r),
    alpha: estimate(fit.alpha),
    a: estimate(fit.a),
    b: estimate(fit.b),
    log_likelihood: estimate(fit.logLikelihood),
    hold_out_days: industry.hold_out_days,
    held_out_members: held,
    held_out_expected: estimate(calibration.expectedTotal),
    held_out_actual: calibration.actualTotal,
    ratio: estimate(calibration.ratio),
    group_error: estimate(calibration.groupError),
  };
}

async function* outlooks(
  build: Build,
  usable: readonly { industry: Industry; fit: BgNbdFit }[],
  policies: ReadonlyMap<string, MemberPolicies>,
): AsyncGenerator<Row<typeof OUTLOOKS>> {
  for (const { industry, fit } of usable) {
    const days = policiesOf(policies, industry.programme_id).expects_days;
    for await (const kind of streamRows<Kind>(build, kindsSql(industry))) {
      const history = inWeeks(kind);
      const expected = expectedPurchases(fit, history, days / WEEK);
      // Of such a history nothing is expected, rather than something wrong.
      if (!Number.isFinite(expected)) continue;
      yield {
        ...named(industry),
        frequency: kind.frequency,
        recency: kind.recency,
        age: kind.age,
        p_alive: decimal(probabilityAlive(fit, history)),
        expected_purchases: decimal(expected),
      };
    }
  }
}

/** Ten significant digits, and no more than ten decimals. */
function decimal(value: number): string {
  return significant(value).toFixed(10);
}
