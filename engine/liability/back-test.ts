import type { Estimate } from './estimate.ts';
import { NotEstimable } from './not-estimable.ts';
import type { Triangle } from './triangle.ts';

/** A triangle as it was known at an earlier date. */
export interface EarlierTriangle {
  /** The known-at instant or period it stands for. */
  readonly knownAt: string;
  readonly triangle: Triangle;
  /** Issued per origin as known then. */
  readonly issued: readonly number[];
}

/** One row of the back-test table. */
export interface BackTestRow {
  readonly knownAt: string;
  /** An origin, or null for all origins that were estimated then. */
  readonly origin: string | null;
  readonly latestThen: number;
  /** What the estimate of that date expected the figure to be by now. */
  readonly expectedNow: number;
  readonly actualNow: number;
  /** actual − expected; positive: more was redeemed than expected. */
  readonly difference: number;
  /** difference ÷ what was expected to come; null where nothing was. */
  readonly relative: number | null;
}

/** A date for which the method had no estimate, and why. */
export interface BackTestGap {
  readonly knownAt: string;
  readonly reason: string;
}

/**
 * Estimates made at earlier dates against what has happened since: each origin's expected cumulative figure at the age
 * it has reached now, beside the actual one. The judgement of a method that needs no theory.
 *
 * @param method the estimator under test, e.g. `additiveMethod`
 * @returns rows per date and origin, a total per date, and the dates that could not be estimated
 */
export function backTest(
  now: Triangle,
  earlier: readonly EarlierTriangle[],
  method: (known: Triangle, issued: readonly number[]) => Estimate,
): { rows: BackTestRow[]; gaps: BackTestGap[] } {
  const rows: BackTestRow[] = [];
  const gaps: BackTestGap[] = [];
  const actual = new Map(now.origins.map((origin, i) => [origin, now.cumulative[i]!]));
  for (const then of earlier) {
    try {
      rows.push(...compare(then, method(then.triangle, then.issued), actual));
    } catch (error) {
      if (!(error instanceof NotEstimable)) throw error;
      gaps.push({ knownAt: then.knownAt, reason: error.message });
    }
  }
  return { rows, gaps };
}

function compare(
  then: EarlierTriangle,
  estimate: Estimate,
  actual: ReadonlyMap<string, readonly number[]>,
): BackTestRow[] {
  const rows = then.triangle.origins.flatMap((origin, i) => {
    const reached = actual.get(origin);
    // Ages that the earlier triangle had no column for could not be estimated then.
    const age = Math.min(reached?.length ?? 0, then.triangle.ages.length) - 1;
    const known = then.triangle.cumulative[i]!;
    if (!reached || age < known.length) return [];
    return [row(then.knownAt, origin, known.at(-1)!, estimate.completed[i]![age]!, reached[age]!)];
  });
  if (rows.length === 0) {
    throw new NotEstimable('nothing_to_compare', `No origin known at ${then.knownAt} has aged since.`);
  }
  const total = (pick: (each: BackTestRow) => number) => rows.reduce((sum, each) => sum + pick(each), 0);
  const sums = [
    total((each) => each.latestThen),
    total((each) => each.expectedNow),
    total((each) => each.actualNow),
  ];
  return [...rows, row(then.knownAt, null, sums[0]!, sums[1]!, sums[2]!)];
}

function row(
  knownAt: string,
  origin: string | null,
  latestThen: number,
  expectedNow: number,
  actualNow: number,
): BackTestRow {
  const toCome = expectedNow - latestThen;
  const difference = actualNow - expectedNow;
  return {
    knownAt,
    origin,
    latestThen,
    expectedNow,
    actualNow,
    difference,
    relative: toCome === 0 ? null : difference / toCome,
  };
}
