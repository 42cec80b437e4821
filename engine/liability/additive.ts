import { fillVariances, sum, type Estimate } from './estimate.ts';
import { NotEstimable } from './not-estimable.ts';
import { increments, latest, observedAt, type Triangle } from './triangle.ts';

export interface AdditiveEstimate extends Estimate {
  /** Expected increment per unit issued at each age; their sum is the ultimate redemption rate of a new origin. */
  readonly rates: readonly number[];
  /** s² of each age, in unit per unit issued. */
  readonly variances: readonly (number | null)[];
  /** Σ rates: the ultimate per unit issued that the method gives an origin with nothing observed yet. */
  readonly ultimateRate: number;
}

/**
 * The additive method (incremental ratio method): at each age the increments of all origins that have reached it ÷ what
 * they issued, added for the ages still to come. It stays sound where early ages are zero, as they are while no member
 * can yet afford a reward. `issued[i]` > 0 is the exposure of origin i, in the triangle's unit.
 *
 * Model and errors: increments independent, E = v·m, Var = v·s²; mean squared error of prediction of an origin
 * v² Σ s² (1/v + 1/Σv), of the total with the covariance of the shared rates (Mack, Schadenversicherungsmathematik,
 * 2002, section 3.2; Merz and Wüthrich 2008). An age only one origin has reached takes its variance by Mack's rule.
 * Throws {@link NotEstimable} where an origin issued nothing.
 */
export function additiveMethod(given: Triangle, issued: readonly number[]): AdditiveEstimate {
  const none = given.origins.findIndex((_, i) => !(issued[i]! > 0));
  if (none >= 0) {
    throw new NotEstimable(
      'no_exposure',
      `Origin ${given.origins[none]} issued ${issued[none]}; leave origins without points out of the triangle.`,
    );
  }
  const added = increments(given);
  const exposure: number[] = [];
  const rates: number[] = [];
  const known: (number | null)[] = [];
  for (let k = 0; k < given.ages.length; k++) {
    const rows = observedAt(given, k);
    const base = sum(issued.slice(0, rows));
    const rate = sum(added.slice(0, rows).map((row) => row[k]!)) / base;
    const squares = added.slice(0, rows).map((row, i) => (row[k]! - rate * issued[i]!) ** 2 / issued[i]!);
    exposure.push(base);
    rates.push(rate);
    known.push(rows < 2 ? null : sum(squares) / (rows - 1));
  }
  const variances = fillVariances(known, 'mack');
  const completed = given.cumulative.map((row, i) => {
    const full = [...row];
    for (let k = row.length; k < rates.length; k++) full.push(full[k - 1]! + issued[i]! * rates[k]!);
    return full;
  });
  const ends = latest(given);
  const ultimate = completed.map((row) => row.at(-1)!);
  const outstanding = ultimate.map((value, i) => value - ends[i]!);
  const errors = standardErrors(given, issued, variances, exposure);
  return {
    rates,
    variances,
    ultimateRate: sum(rates),
    ultimate,
    outstanding,
    standardError: errors.byOrigin,
    total: { ultimate: sum(ultimate), outstanding: sum(outstanding), standardError: errors.total },
    completed,
  };
}

function standardErrors(
  given: Triangle,
  issued: readonly number[],
  variances: readonly (number | null)[],
  exposure: readonly number[],
): { byOrigin: (number | null)[]; total: number | null } {
  if (variances.some((variance) => variance === null)) {
    return {
      byOrigin: given.cumulative.map((row) => (row.length === given.ages.length ? 0 : null)),
      total: null,
    };
  }
  let total = 0;
  const byOrigin = given.cumulative.map((row, i) => {
    let process = 0;
    let shared = 0;
    for (let k = row.length; k < variances.length; k++) {
      process += variances[k]!;
      shared += variances[k]! / exposure[k]!;
    }
    const squared = issued[i]! * process + issued[i]! ** 2 * shared;
    // Two origins share the rates of the ages that the older of them still lacks.
    total += squared + 2 * issued[i]! * sum(issued.slice(i + 1, given.origins.length)) * shared;
    return Math.sqrt(squared);
  });
  return { byOrigin, total: Math.sqrt(total) };
}
