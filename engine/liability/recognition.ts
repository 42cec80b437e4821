import { divideRounded, type Millionths, type Money, type Points } from './allocation.ts';

/** The points of one vintage whose allocated revenue is recognised together. */
export interface Pool {
  /** Transaction price allocated to the points at their sales, net of refunds. */
  readonly allocated: Money;
  /** Redeemed to date. */
  readonly redeemed: Points;
  /** Estimate of all that will ever be redeemed, redeemed points included. */
  readonly expectedTotal: Points;
}

/** An estimate of points, a double in points, as the whole hundredths that exact money is computed from. */
export function estimatedPoints(estimate: number): Points {
  if (!Number.isFinite(estimate))
    throw new Error(`An estimate of points must be a finite number, not ${estimate}.`);
  return BigInt(Math.round(estimate * 100));
}

/**
 * Revenue to date of a pool: allocated × redeemed ÷ expected total, never more than allocated (IFRS 15 B46: breakage in
 * proportion to the pattern of rights exercised). A pool of which nothing more is expected, because all is redeemed,
 * expired or remote, is wholly recognised.
 */
export function revenueToDate(pool: Pool): Money {
  if (pool.expectedTotal <= pool.redeemed) return pool.allocated;
  if (pool.redeemed <= 0n) return 0n;
  return divideRounded(pool.allocated * pool.redeemed, pool.expectedTotal);
}

/** What is still owed as goods or services: allocated × (expected total − redeemed) ÷ expected total. */
export function contractLiability(pool: Pool): Money {
  return pool.allocated - revenueToDate(pool);
}

export interface Movement {
  /** Allocated to the pool by new sales, less refunds. */
  readonly added: Money;
  /** Recognised for what happened in the period, at the estimate of its beginning. */
  readonly recognised: Money;
  /** Recognised, or taken back, because the estimate changed: a change in estimate (IAS 8.36), never a re-allocation. */
  readonly changeInEstimate: Money;
  /** recognised + changeInEstimate. */
  readonly revenue: Money;
  /** closing liability = opening + added − revenue. */
  readonly closing: Money;
}

/**
 * From one close to the next. `expectedBefore` is the expected total of the closing pool by the opening estimate (its
 * rate × what the pool has issued by now); the difference to the closing estimate is the catch-up.
 */
export function poolMovement(opening: Pool, closing: Pool, expectedBefore: Points): Movement {
  const atOpeningEstimate = revenueToDate({ ...closing, expectedTotal: expectedBefore });
  const before = revenueToDate(opening);
  const after = revenueToDate(closing);
  return {
    added: closing.allocated - opening.allocated,
    recognised: atOpeningEstimate - before,
    changeInEstimate: after - atOpeningEstimate,
    revenue: after - before,
    closing: closing.allocated - after,
  };
}

/**
 * Provision for free points (CAS 13, IAS 37): outstanding × conditional rate × unit cost, where the conditional rate is
 * (ultimate − redeemed) ÷ outstanding, held between 0 and 1. `unitCost` is the cost of honouring one point.
 */
export function provision(
  pool: { outstanding: Points; redeemed: Points; expectedTotal: Points },
  unitCost: Millionths,
): Money {
  const toCome = pool.expectedTotal - pool.redeemed;
  const expected = toCome < 0n ? 0n : toCome > pool.outstanding ? pool.outstanding : toCome;
  // Hundredths × millionths are 1/10^8 of the unit; money keeps 1/10^4.
  return divideRounded(expected * unitCost, 10_000n);
}

/**
 * The rate by which points still outstanding are expected to be redeemed, in [0, 1]; null when none are. A double: it is
 * shown, while money is computed from whole points.
 */
export function conditionalRate(pool: {
  outstanding: Points;
  redeemed: Points;
  expectedTotal: Points;
}): number | null {
  if (pool.outstanding <= 0n) return null;
  const rate = Number(pool.expectedTotal - pool.redeemed) / Number(pool.outstanding);
  return Math.min(1, Math.max(0, rate));
}
