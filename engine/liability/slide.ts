import type { Millionths, Money, Points } from './allocation.ts';
import { contractLiability, provision } from './recognition.ts';

/** A pool as a book holds it; exact integers as in allocation.ts. */
export interface HeldPool {
  readonly treatment: string;
  readonly issued: Points;
  readonly redeemed: Points;
  readonly outstanding: Points;
  readonly expectedTotal: Points;
  readonly allocated: Money;
  /** `cost_per_point` in force; null where none is. */
  readonly unitCost: Millionths | null;
}

/**
 * What the pools would owe if the ultimate redemption rate were `rate` millionths of what was issued higher (or lower),
 * and the cost of a point `value` millionths of itself. Expected totals stay between what is redeemed and what can still be;
 * past allocations never move with the value of a point (IFRS 15.88).
 */
export function slide(
  pools: readonly HeldPool[],
  by: { rate: Millionths; value: Millionths },
): { contractLiability: Money; provision: Money } {
  const sums = { contractLiability: 0n, provision: 0n };
  for (const pool of pools) {
    if (pool.outstanding <= 0n) continue;
    const most = pool.redeemed + pool.outstanding;
    const wanted = pool.expectedTotal + (pool.issued * by.rate) / 1_000_000n;
    const expectedTotal = wanted < pool.redeemed ? pool.redeemed : wanted > most ? most : wanted;
    const changed = { ...pool, expectedTotal };
    if (pool.treatment === 'contract_liability') sums.contractLiability += contractLiability(changed);
    if (pool.treatment === 'provision' && pool.unitCost !== null)
      sums.provision += provision(changed, (pool.unitCost * (1_000_000n + by.value)) / 1_000_000n);
  }
  return sums;
}
