/**
 * What a method says of a triangle, all doubles in the triangle's unit, one number per origin. Round with `significant`
 * where it is stored; cap the ultimate between what is redeemed and what was issued where a policy asks for it.
 */
export interface Estimate {
  /** The cumulative figure at the last age. */
  readonly ultimate: readonly number[];
  /** ultimate − latest: what is still to come (IBNR, in the words of insurers). */
  readonly outstanding: readonly number[];
  /** Root mean squared error of prediction; null where the data cannot carry one. */
  readonly standardError: readonly (number | null)[];
  readonly total: {
    readonly ultimate: number;
    readonly outstanding: number;
    readonly standardError: number | null;
  };
  /** The whole rectangle: observed cells, then expected ones. */
  readonly completed: readonly (readonly number[])[];
}

/** Sums from the first to the last, always in this order, so that every machine gets the same double. */
export function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
}

/** Which rule supplies the variance of ages that only one origin has reached. */
export type LastSigma = 'mack' | 'loglinear';

/**
 * Fills the variances that one observation cannot give (null) from those before. `mack`: the smallest of σ⁴ of the age
 * before ÷ σ² of the one before that, and these two (Mack 1993). `loglinear`: ln σ continued along a least-squares line
 * over the ages. With a single variance known, both repeat it; with none, all stay null.
 */
export function fillVariances(known: readonly (number | null)[], rule: LastSigma): (number | null)[] {
  const filled = [...known];
  const points = known.flatMap((variance, k) => (variance ? [{ k, y: Math.log(variance) / 2 }] : []));
  const line = rule === 'loglinear' && points.length >= 2 ? leastSquares(points) : undefined;
  for (let k = 0; k < filled.length; k++) {
    if (filled[k] !== null) continue;
    const last = k >= 1 ? filled[k - 1]! : null;
    const before = k >= 2 ? filled[k - 2]! : null;
    if (line) filled[k] = Math.exp(2 * (line.intercept + line.slope * k));
    else if (last !== null && before !== null)
      filled[k] = before === 0 ? 0 : Math.min(last ** 2 / before, before, last);
    else filled[k] = last;
  }
  return filled;
}

/** The straight line of least squares through (k, y), two points or more with different k. */
export function leastSquares(points: readonly { k: number; y: number }[]): {
  intercept: number;
  slope: number;
} {
  const meanK = sum(points.map((point) => point.k)) / points.length;
  const meanY = sum(points.map((point) => point.y)) / points.length;
  const slope =
    sum(points.map((point) => (point.k - meanK) * (point.y - meanY))) /
    sum(points.map((point) => (point.k - meanK) ** 2));
  return { intercept: meanY - slope * meanK, slope };
}
