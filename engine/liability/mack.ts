import { fillVariances, sum, type Estimate, type LastSigma } from './estimate.ts';
import { NotEstimable } from './not-estimable.ts';
import { latest, observedAt, type Triangle } from './triangle.ts';

export interface MackEstimate extends Estimate {
  /** From age k to k + 1, one fewer than ages. */
  readonly developmentFactors: readonly number[];
  /** Mack's σ², in the triangle's unit, beside each factor. */
  readonly variances: readonly (number | null)[];
}

/**
 * Chain ladder with Mack's distribution-free standard errors. Factors are volume-weighted over the origins that have
 * reached the next age; the error by origin and of the total are formulas (7) and (11) of T. Mack, "Distribution-free
 * calculation of the standard error of chain ladder reserve estimates", ASTIN Bulletin 23 (1993).
 *
 * `tailFactor` takes the ultimate beyond the last age (see tail.ts); its own error is not in the standard error.
 * Throws {@link NotEstimable} for one origin only, or where a zero makes a factor or its variance undefined: points
 * programmes with a minimum price have such early ages, and the additive method serves them.
 */
export function mackChainLadder(given: Triangle, rule: LastSigma, tailFactor = 1): MackEstimate {
  const steps = given.ages.length - 1;
  if (given.origins.length < 2 || steps < 1) {
    throw new NotEstimable('too_few_origins', 'Chain ladder needs two origins and two ages or more.');
  }
  const base: number[] = [];
  const factors: number[] = [];
  const known: (number | null)[] = [];
  for (let k = 0; k < steps; k++) {
    const rows = given.cumulative.slice(0, observedAt(given, k + 1));
    const exposure = sum(rows.map((row) => row[k]!));
    if (!(exposure > 0)) {
      throw new NotEstimable(
        'zero_column',
        `Age ${given.ages[k]} sums to ${exposure}, so no development factor exists; use the additive method.`,
      );
    }
    base.push(exposure);
    factors.push(sum(rows.map((row) => row[k + 1]!)) / exposure);
    known.push(rows.length < 2 ? null : factorVariance(given, rows, k, factors[k]!));
  }
  const variances = fillVariances(known, rule);
  const completed = given.cumulative.map((row) => complete(row, factors));
  const ends = latest(given);
  const ultimate = completed.map((row) => row.at(-1)! * tailFactor);
  const outstanding = ultimate.map((value, i) => value - ends[i]!);
  const errors = standardErrors(given, { factors, variances, base, completed });
  const scaled = (error: number | null) => (error === null ? null : error * tailFactor);
  return {
    developmentFactors: factors,
    variances,
    ultimate,
    outstanding,
    standardError: errors.byOrigin.map(scaled),
    total: { ultimate: sum(ultimate), outstanding: sum(outstanding), standardError: scaled(errors.total) },
    completed,
  };
}

function factorVariance(given: Triangle, rows: Triangle['cumulative'], k: number, factor: number): number {
  const squares = rows.map((row, i) => {
    const residual = row[k + 1]! - factor * row[k]!;
    if (row[k]! > 0) return residual ** 2 / row[k]!;
    if (row[k] === 0 && row[k + 1] === 0) return 0;
    throw new NotEstimable(
      'zero_cell',
      `Origin ${given.origins[i]} has ${row[k]} at age ${given.ages[k]}, so Mack's variance does not exist; ` +
        'use the additive method.',
    );
  });
  return sum(squares) / (rows.length - 1);
}

function complete(row: readonly number[], factors: readonly number[]): number[] {
  const full = [...row];
  for (let k = row.length - 1; k < factors.length; k++) full.push(full[k]! * factors[k]!);
  return full;
}

interface Parts {
  readonly factors: readonly number[];
  readonly variances: readonly (number | null)[];
  /** Per step the sum of the cells that the factor was estimated from. */
  readonly base: readonly number[];
  readonly completed: readonly (readonly number[])[];
}

function standardErrors(
  given: Triangle,
  parts: Parts,
): { byOrigin: (number | null)[]; total: number | null } {
  const { factors, variances, base, completed } = parts;
  if (variances.some((variance) => variance === null)) {
    return {
      byOrigin: given.cumulative.map((row) => (row.length === given.ages.length ? 0 : null)),
      total: null,
    };
  }
  const ends = completed.map((row) => row.at(-1)!);
  // σ²/f², the part of an error that a step gives to every origin still to make it.
  const relative = factors.map((factor, k) => (factor === 0 ? 0 : variances[k]! / factor ** 2));
  let total = 0;
  const byOrigin = given.cumulative.map((row, i) => {
    let own = 0;
    let shared = 0;
    for (let k = row.length - 1; k < factors.length; k++) {
      const size = completed[i]![k]!;
      if (size > 0) own += relative[k]! * (1 / size + 1 / base[k]!);
      shared += (2 * relative[k]!) / base[k]!;
    }
    const younger = sum(ends.slice(i + 1));
    const squared = ends[i]! ** 2 * own;
    total += squared + ends[i]! * younger * shared;
    return Math.sqrt(squared);
  });
  return { byOrigin, total: Math.sqrt(total) };
}
