import { divideRounded, type Millionths, type Money, type Points } from './allocation.ts';
import { contractLiability, provision, revenueToDate } from './recognition.ts';

/** How the points of a pool are carried; `payable`: owed to the operator once, when they are issued, and never again. */
export type Treatment = 'contract_liability' | 'provision' | 'payable' | 'none';

/** What a pool (the points of one kind, wallet and vintage) saw in one month; exact integers as in allocation.ts. */
export interface PoolMove {
  /** Months count from year 0. */
  readonly month: number;
  /** Opened less reversed. */
  readonly issued: Points;
  /** Redeemed, exchanged away or paid for redemptions, less given back. */
  readonly redeemed: Points;
  /** By how much the outstanding points changed. */
  readonly outstanding: Points;
  /** Allocated by sales less refunds. */
  readonly allocated: Money;
}

/** What is known of a month beside the movements. */
export interface PoolMonthInputs {
  /** Share of outstanding points expected to be redeemed, in [0, 1], by vintage. */
  conditionalRate(month: number): number;
  /** `cost_per_point` in force at the month's end; null where none is. */
  unitCost(month: number): Millionths | null;
  /** Months that were closed, ascending: taken over as they are. */
  readonly frozen: readonly PoolMonth[];
}

/** Where a pool stands at the end of a month. */
export interface PoolMonth {
  readonly month: number;
  readonly issued: Points;
  readonly redeemed: Points;
  readonly outstanding: Points;
  readonly expectedTotal: Points;
  readonly allocated: Money;
  /** Revenue to date. */
  readonly recognised: Money;
  readonly contractLiability: Money;
  readonly provision: Money;
  /** What one point adds when it is given (0 where the sale's own allocation says it); 1/10^8 of the currency unit. */
  readonly unitIn: bigint;
  /** What one redeemed point takes off, at the estimate of the month before; 1/10^8 of the currency unit. */
  readonly unitOut: bigint;
}

/**
 * The history of a pool, one row per month in which it moves or still holds something, by the recognition of
 * recognition.ts: a contract liability for points of sales, a provision for points given away, nothing otherwise.
 * Movements are measured at the estimate and cost of the month before; what the new ones change is the remainder.
 *
 * @param moves ascending by month, one per month at most
 */
export function poolMonths(
  treatment: Treatment,
  moves: readonly PoolMove[],
  last: number,
  inputs: PoolMonthInputs,
): PoolMonth[] {
  const history: PoolMonth[] = [...inputs.frozen];
  let before = history.at(-1);
  // A pool that had ended before the close has no row of its last closed months; its moves of then are in its last row.
  const open = before ? moves.filter((move) => move.month > before!.month) : moves;
  let next = 0;
  for (let month = before ? before.month + 1 : moves[0]!.month; month <= last; month++) {
    const move = open[next]?.month === month ? open[next++] : undefined;
    if (!move && before && before.outstanding === 0n && owed(before) === 0n) continue;
    before = closeMonth(treatment, month, before, move, inputs);
    history.push(before);
  }
  return history;
}

function closeMonth(
  treatment: Treatment,
  month: number,
  before: PoolMonth | undefined,
  move: PoolMove | undefined,
  inputs: PoolMonthInputs,
): PoolMonth {
  const issued = (before?.issued ?? 0n) + (move?.issued ?? 0n);
  const redeemed = (before?.redeemed ?? 0n) + (move?.redeemed ?? 0n);
  const outstanding = (before?.outstanding ?? 0n) + (move?.outstanding ?? 0n);
  const allocated = (before?.allocated ?? 0n) + (move?.allocated ?? 0n);
  const expectedTotal = redeemed + BigInt(Math.round(inputs.conditionalRate(month) * Number(outstanding)));
  const standing = { month, issued, redeemed, outstanding, expectedTotal, allocated };
  // The opening estimate as a share of what was issued; a pool in its first month has only its own.
  const base = before && before.issued > 0n ? before : standing;
  if (treatment === 'contract_liability') {
    const pool = { allocated, redeemed, expectedTotal };
    const expectedBefore = base.issued > 0n ? divideRounded(base.expectedTotal * issued, base.issued) : 0n;
    return {
      ...standing,
      recognised: revenueToDate(pool),
      contractLiability: contractLiability(pool),
      provision: 0n,
      unitIn: 0n,
      unitOut: expectedBefore > 0n ? divideRounded(allocated * 1_000_000n, expectedBefore) : 0n,
    };
  }
  const cost = treatment === 'provision' ? inputs.unitCost(month) : null;
  const costBefore = before && treatment === 'provision' ? inputs.unitCost(month - 1) : cost;
  return {
    ...standing,
    recognised: 0n,
    contractLiability: 0n,
    provision: cost === null ? 0n : provision({ outstanding, redeemed, expectedTotal }, cost),
    unitIn:
      costBefore === null || base.issued <= 0n
        ? 0n
        : divideRounded(base.expectedTotal * costBefore * 100n, base.issued),
    unitOut: costBefore === null ? 0n : costBefore * 100n,
  };
}

function owed(pool: PoolMonth): Money {
  return pool.contractLiability + pool.provision;
}
