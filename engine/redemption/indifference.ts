import { normalQuantile, normalTwoSided } from '../special-functions.ts';
import type { Interval } from './intervals.ts';

/** Choices made with equally many rewards within reach, equally many of which go by the name in question. */
export interface ChoiceCount {
  /** Rewards within reach at that moment that the member had not redeemed before; 2 or more. */
  readonly affordable: number;
  /** Of those, how many go by the name. */
  readonly named: number;
  readonly choices: number;
  /** Choices that fell on the name. */
  readonly chosen: number;
}

export interface Indifference extends Interval {
  /** Choices that fell on the name ÷ those expected had members not cared; null where none was expected. */
  readonly ratio: number | null;
  readonly expected: number;
  readonly chosen: number;
  /** Two-sided; null where fewer than {@link FEWEST_EXPECTED} choices were expected. */
  readonly pValue: number | null;
}

/** Below this expectation the normal approximation of the count does not hold. */
export const FEWEST_EXPECTED = 5;

/**
 * How much oftener members choose a reward than if they did not care which of those within their reach they took. Each time a member
 * redeems something new, of n rewards that he could have had at that moment k go by the name: indifferent, he takes one of them
 * with probability k/n. Given all he did before, the surprises of one member are uncorrelated (each reward is new to him once), so
 * their variances k/n·(1 − k/n) add up as those of different members do. The interval inverts the score test with a variance in
 * proportion to the ratio. What members could not afford, or was out of stock, plays no part.
 *
 * @param counts additive over shards; doubles come out
 */
export function indifferenceRatio(counts: readonly ChoiceCount[], confidence = 0.95): Indifference {
  let [chosen, expected, variance] = [0, 0, 0];
  for (const { affordable, named, choices, chosen: fell } of counts) {
    const share = named / affordable;
    chosen += fell;
    expected += choices * share;
    variance += choices * share * (1 - share);
  }
  if (expected === 0) return { ratio: null, expected, chosen, pValue: null, low: 0, high: Infinity };
  const z2 = normalQuantile(0.5 + confidence / 2) ** 2;
  // (chosen − θ·expected)² = z²·θ·variance, a quadratic in θ.
  const middle = 2 * chosen * expected + z2 * variance;
  const root = Math.sqrt(Math.max(0, middle ** 2 - 4 * expected ** 2 * chosen ** 2));
  return {
    ratio: chosen / expected,
    expected,
    chosen,
    pValue:
      expected < FEWEST_EXPECTED || variance === 0
        ? null
        : normalTwoSided((chosen - expected) / Math.sqrt(variance)),
    low: (middle - root) / (2 * expected ** 2),
    high: (middle + root) / (2 * expected ** 2),
  };
}
