import { normalTwoSided } from '../special-functions.ts';
import { increments, type Triangle } from './triangle.ts';

/** One diagonal: the individual factors that were observed in the same calendar period. */
export interface Diagonal {
  /** As `starts` count; by default 0 is the first in which any factor could be observed. */
  readonly period: number;
  readonly large: number;
  readonly small: number;
}

export interface CalendarYearTest {
  readonly diagonals: readonly Diagonal[];
  /** Z = Σ min(large, small); far below what chance gives, calendar periods had an effect of their own. */
  readonly statistic: number;
  readonly expected: number;
  readonly variance: number;
  /** Two-sided, normal approximation. */
  readonly pValue: number | null;
}

/**
 * Did a calendar period move all vintages at once (a festival, a change of prices)? Then methods that read down columns
 * mislead. Mack, "Measuring the variability of chain ladder reserve estimates" (1994), appendix H: in each column
 * the individual factors are sorted into larger and smaller than the column's median; a diagonal with nearly only one
 * kind is suspicious. Columns that their median does not halve, because many factors are equal to it, are left out.
 *
 * @param factors factors[i][k] of origin i at step k, contiguous rows as in a triangle; NaN where none exists
 * @param starts period in which row i has its step 0; the row's number unless some origin is missing
 */
export function calendarYearTest(
  factors: readonly (readonly number[])[],
  starts: readonly number[] = factors.map((_, i) => i),
): CalendarYearTest {
  const counts = new Map<number, { large: number; small: number }>();
  const steps = Math.max(0, ...factors.map((row) => row.length));
  for (let k = 0; k < steps; k++) {
    const column = factors.map((row) => row[k] ?? Number.NaN).filter((factor) => !Number.isNaN(factor));
    const middle = median(column);
    // Where many are the median itself, as zeros are at rare ages, it does not halve the column: no chance to compare with.
    if (
      column.filter((factor) => factor > middle).length !== column.filter((factor) => factor < middle).length
    )
      continue;
    for (const [i, row] of factors.entries()) {
      const factor = row[k] ?? Number.NaN;
      if (Number.isNaN(factor) || factor === middle) continue;
      const period = starts[i]! + k;
      const diagonal = counts.get(period) ?? { large: 0, small: 0 };
      diagonal[factor > middle ? 'large' : 'small']++;
      counts.set(period, diagonal);
    }
  }
  const diagonals = [...counts]
    .map(([period, count]) => ({ period, ...count }))
    .sort((left, right) => left.period - right.period);
  let [statistic, expected, variance] = [0, 0, 0];
  for (const { large, small } of diagonals) {
    const moments = momentsOfMinimum(large + small);
    statistic += Math.min(large, small);
    expected += moments.mean;
    variance += moments.variance;
  }
  const pValue = variance > 0 ? normalTwoSided((statistic - expected) / Math.sqrt(variance)) : null;
  return { diagonals, statistic, expected, variance, pValue };
}

/** Individual development factors of a triangle; NaN after a zero cell. */
export function developmentRatios(given: Triangle): number[][] {
  return given.cumulative.map((row) =>
    row.slice(1).map((cell, k) => (row[k]! > 0 ? cell / row[k]! : Number.NaN)),
  );
}

/** Increments per unit issued, the individual factors of the additive method. */
export function incrementRatios(given: Triangle, issued: readonly number[]): number[][] {
  return increments(given).map((row, i) => row.map((cell) => cell / issued[i]!));
}

/** Mean and variance of min(L, n − L) for L ~ Binomial(n, ½). */
function momentsOfMinimum(n: number): { mean: number; variance: number } {
  const middle = Math.floor((n - 1) / 2);
  // C(n − 1, m) / 2^n, multiplied up step by step so that no power overflows.
  let central = 0.5 ** n;
  for (let j = 1; j <= middle; j++) central *= (n - j) / j;
  const mean = n / 2 - central * n;
  return { mean, variance: (n * (n - 1)) / 4 - central * n * (n - 1) + mean - mean ** 2 };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
