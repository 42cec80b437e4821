import { binomialTest, binomialUpperBound } from '../redemption/exact-tests.ts';

export interface Dormancy {
  /** Observed share of dormant members or lots that came back. */
  readonly rate: number | null;
  /** Exact upper confidence bound of that share (Clopper and Pearson 1934). */
  readonly upperBound: number;
  /** The bound lies below the threshold: later redemption is remote. */
  readonly isRemote: boolean;
}

/**
 * May lifetime points beyond the oldest observed age earn breakage? Only where redemption is remote (IFRS 15 B46), and
 * remote must be shown by the upper bound, not by an absence of data: nobody observed gives a bound of 1 and "no".
 *
 * @param reactivated of the `observed` dormant ones, how many redeemed later (whole numbers)
 * @param threshold the policy's idea of remote, e.g. 0.05
 * @param confidence one-sided, e.g. 0.95
 */
export function dormancyTest(
  reactivated: number,
  observed: number,
  threshold = 0.05,
  confidence = 0.95,
): Dormancy {
  const upperBound = binomialUpperBound(reactivated, observed, confidence);
  return {
    rate: observed === 0 ? null : reactivated / observed,
    upperBound,
    isRemote: upperBound < threshold,
  };
}

/**
 * The verdict of {@link dormancyTest} without its bound, by one tail instead of a search for it: the bound lies below the
 * threshold where so few would come back with less than the error's chance, were the threshold the truth.
 */
export function isRemote(
  reactivated: number,
  observed: number,
  threshold: number,
  confidence: number,
): boolean {
  return binomialTest(reactivated, observed, threshold, 'less') < 1 - confidence;
}
