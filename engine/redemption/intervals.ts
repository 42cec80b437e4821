import { normalQuantile, normalTwoSided } from '../special-functions.ts';

/** Bounds of a confidence interval; doubles. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion (Wilson 1927): `hits` of `of` members. Nobody observed: all of [0, 1].
 *
 * @param confidence two-sided, e.g. 0.95
 */
export function wilsonInterval(hits: number, of: number, confidence = 0.95): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const z = normalQuantile(0.5 + confidence / 2);
  const share = hits / of;
  const centre = share + (z * z) / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  // At none and at all of them the bound is exact; rounding would leave a trace beside it.
  return {
    low: hits === 0 ? 0 : (centre - half) / scale,
    high: hits === of ? 1 : (centre + half) / scale,
  };
}

export interface ShareRatio extends Interval {
  /** Share in the group ÷ share in its complement; null where neither has a hit or a side is empty. */
  readonly ratio: number | null;
  /** Two-sided score test of "the shares are equal" (Pearson's χ² without correction). */
  readonly pValue: number | null;
}

/**
 * How many times more often members of a group do something than those outside it (the lift of a preference): ratio of
 * two proportions with Koopman's score interval (Koopman, Biometrics 40, 1984; the chi-square method of Miettinen and
 * Nurminen 1985 without their N/(N−1)). Sound for small counts and shares near 0 and 1, where logarithmic intervals fail. Members
 * are the units, since one member's redemptions are not independent. `high` may be Infinity.
 *
 * @param hits, of the group; otherHits, others its complement (whole numbers)
 */
export function shareRatio(
  hits: number,
  of: number,
  otherHits: number,
  others: number,
  confidence = 0.95,
): ShareRatio {
  const unbounded = { low: 0, high: Number.POSITIVE_INFINITY };
  if (of === 0 || others === 0) return { ratio: null, pValue: null, ...unbounded };
  const pValue = equalSharesTest(hits, of, otherHits, others);
  if (hits === 0 && otherHits === 0) return { ratio: null, pValue, ...unbounded };
  const limit = normalQuantile(0.5 + confidence / 2) ** 2;
  const counts: Counts = { hits, of, otherHits, others };
  const ratio = otherHits === 0 ? Number.POSITIVE_INFINITY : hits / of / (otherHits / others);
  // The statistic is zero at the ratio itself and grows away from it on either side.
  const start = ratio === 0 || ratio === Number.POSITIVE_INFINITY ? 1 : ratio;
  return {
    ratio: otherHits === 0 ? null : ratio,
    pValue,
    low: hits === 0 ? 0 : crossing(counts, limit, start, -1),
    high: otherHits === 0 ? Number.POSITIVE_INFINITY : crossing(counts, limit, start, 1),
  };
}

interface Counts {
  readonly hits: number;
  readonly of: number;
  readonly otherHits: number;
  readonly others: number;
}

/** Koopman's U(θ): the score statistic of "ratio = θ", at the shares most likely under it. */
function scoreStatistic({ hits, of, otherHits, others }: Counts, ratio: number): number {
  // Of the quadratic's two roots the smaller is the share; written so that no digits cancel.
  const a = (of + others) * ratio;
  const b = of * ratio + hits + others + otherHits * ratio;
  const c = hits + otherHits;
  const other = (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  const share = ratio * other;
  const gap = hits / of - ratio * (otherHits / others);
  const variance = (share * (1 - share)) / of + (ratio ** 2 * other * (1 - other)) / others;
  return variance > 0 ? gap ** 2 / variance : gap === 0 ? 0 : Number.POSITIVE_INFINITY;
}

/** The ratio on one side of `start` at which the statistic passes the limit, by doubling and bisection on its logarithm. */
function crossing(counts: Counts, limit: number, start: number, side: 1 | -1): number {
  const beyond = (step: number) => scoreStatistic(counts, start * Math.exp(side * step)) > limit;
  let far = 0.5;
  while (!beyond(far) && far < 200) far *= 2;
  // Where an extreme count makes the statistic exceed the limit at the start already, the bound lies on its other side.
  let near = beyond(0) ? -200 : 0;
  for (let i = 0; i < 80; i++) {
    const middle = (near + far) / 2;
    if (beyond(middle)) far = middle;
    else near = middle;
  }
  return start * Math.exp((side * (near + far)) / 2);
}

function equalSharesTest(hits: number, of: number, otherHits: number, others: number): number {
  const pooled = (hits + otherHits) / (of + others);
  const variance = pooled * (1 - pooled) * (1 / of + 1 / others);
  return variance > 0 ? normalTwoSided((hits / of - otherHits / others) / Math.sqrt(variance)) : 1;
}
