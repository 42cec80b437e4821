import { sum, type Estimate } from './estimate.ts';
import { NotEstimable } from './not-estimable.ts';
import { latest, type Triangle } from './triangle.ts';

/**
 * A priori ultimate rate by the Cape Cod method: all that is redeemed ÷ all that was issued, each origin's issue counted
 * only as far as it is developed (Bühlmann, Stanard). `developed[i]` in [0, 1] is the share of its ultimate that
 * origin i is expected to have shown by now.
 */
export function capeCodRate(
  redeemed: readonly number[],
  issued: readonly number[],
  developed: readonly number[],
): number {
  const exposure = sum(issued.map((points, i) => points * developed[i]!));
  if (!(exposure > 0)) {
    throw new NotEstimable(
      'no_prior',
      'No origin has developed at all, so no a priori rate follows; state one.',
    );
  }
  return sum(redeemed) / exposure;
}

/**
 * The expected share of the ultimate reached at each age, in [0, 1], from increments per unit issued (additive method)
 * or from the development factors of chain ladder turned into such a pattern with {@link patternOfFactors}.
 */
export function patternOfRates(rates: readonly number[]): number[] {
  const end = sum(rates);
  if (!(end > 0))
    throw new NotEstimable('no_prior', 'Nothing was redeemed at any age, so no pattern follows.');
  let reached = 0;
  return rates.map((rate) => (reached += rate) / end);
}

/** The share of the ultimate reached at each age: 1 ÷ the product of the factors still to come and of the tail. */
export function patternOfFactors(factors: readonly number[], tailFactor = 1): number[] {
  const pattern = [1 / tailFactor];
  for (const factor of factors.toReversed()) pattern.unshift(pattern[0]! / factor);
  return pattern;
}

/**
 * Bornhuetter–Ferguson (1972): what is still to come of an origin is issued × a priori rate × the share not yet
 * developed, whatever it has shown so far; right for origins too young to speak for themselves. `pattern[k]` is the
 * share of the ultimate reached at age k.
 *
 * With `priorError`, the standard error of the a priori rate, the error of an origin is issued × (1 − developed) ×
 * priorError, and origins share it fully; process noise and the pattern's own error are not in it, so it is a lower
 * bound and is labelled so. Without, errors are null.
 */
export function bornhuetterFerguson(
  given: Triangle,
  issued: readonly number[],
  pattern: readonly number[],
  priorRate: number,
  priorError?: number,
): Estimate {
  const ends = latest(given);
  const completed = given.cumulative.map((row, i) => {
    const full = [...row];
    const reached = pattern[row.length - 1]!;
    for (let k = row.length; k < given.ages.length; k++) {
      full.push(ends[i]! + issued[i]! * priorRate * (pattern[k]! - reached));
    }
    return full;
  });
  // The share to come counts up to 1, beyond the last age too where the pattern has a tail.
  const toCome = given.cumulative.map((row, i) => issued[i]! * (1 - pattern[row.length - 1]!));
  const outstanding = toCome.map((exposure) => exposure * priorRate);
  const ultimate = outstanding.map((value, i) => ends[i]! + value);
  const error = (exposure: number) => (priorError === undefined ? null : Math.abs(exposure) * priorError);
  return {
    ultimate,
    outstanding,
    standardError: toCome.map(error),
    total: { ultimate: sum(ultimate), outstanding: sum(outstanding), standardError: error(sum(toCome)) },
    completed,
  };
}
