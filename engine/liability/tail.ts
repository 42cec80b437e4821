import { leastSquares } from './estimate.ts';
import { NotEstimable } from './not-estimable.ts';

export interface Tail {
  /** Per age beyond the last observed one. */
  readonly values: readonly number[];
  /** Each further age keeps this share of the one before, in (0, 1). */
  readonly decay: number;
}

/**
 * Continues the rates of the additive method beyond the last observed age: the last `fitted` positive rates decay
 * exponentially (least squares on their logarithms), and so on for `horizon` further ages, that is until the points
 * expire or, for lifetime points, as far as the policy looks. Doubles per unit issued.
 *
 * Throws {@link NotEstimable} where fewer than three positive rates exist or they do not fall: then the data shows no
 * end, and every point beyond must be expected to be redeemed.
 */
export function exponentialTail(rates: readonly number[], horizon: number, fitted = rates.length): Tail {
  const from = Math.max(0, rates.length - fitted);
  return continued(rates, from, horizon);
}

/**
 * A tail factor for chain ladder: ln(f − 1) continued along a straight line for `horizon` ages beyond the last, and the
 * product of 1 + those values (Sherman 1984; Mack 1999). Factors at or below 1 do not enter the fit.
 */
export function tailFactor(factors: readonly number[], horizon: number): { factor: number; decay: number } {
  const excess = factors.map((factor) => factor - 1);
  const tail = continued(excess, 0, horizon);
  let factor = 1;
  for (const value of tail.values) factor *= 1 + value;
  return { factor, decay: tail.decay };
}

function continued(series: readonly number[], from: number, horizon: number): Tail {
  const points = series.flatMap((value, k) => (k >= from && value > 0 ? [{ k, y: Math.log(value) }] : []));
  if (points.length < 3) {
    throw new NotEstimable(
      'no_tail',
      'Fewer than three ages show any redemption, so no tail follows; state one.',
    );
  }
  const { intercept, slope } = leastSquares(points);
  if (!(slope < 0)) {
    throw new NotEstimable(
      'no_tail',
      'Redemption does not slow down with age, so the data shows no tail; state one.',
    );
  }
  const values = Array.from({ length: horizon }, (_, i) => Math.exp(intercept + slope * (series.length + i)));
  return { values, decay: Math.exp(slope) };
}
