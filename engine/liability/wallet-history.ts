import type { DormancyPolicy, Liability } from '../contract/programme.ts';
import { isRemote } from './dormancy.ts';
import { poolMonths, type PoolMonth, type PoolMove, type Treatment } from './pools.ts';
import { significant } from './significant.ts';
import { chosenUltimate, type Assumptions, type Ultimate } from './ultimate.ts';
import type { Reason } from './not-estimable.ts';
import { walletTriangle, type VintageFact, type WalletTriangle } from './wallet-triangle.ts';

/** The values of a wallet at the end of a month. */
export interface MonthValues {
  /** False for the month that the as-of date cuts. */
  readonly isComplete: boolean;
  /** Millionths of the currency unit; null where none is in force. */
  readonly unitCost: bigint | null;
  readonly bookedRate: number | null;
}

/** The points of one kind and vintage. */
export interface PoolInputs {
  readonly kind: string;
  readonly treatment: Treatment;
  readonly vintage: number;
  /** Ascending by month. */
  readonly moves: readonly PoolMove[];
  /** The pool's months as periods were closed with them, ascending; they stay as they are. */
  readonly frozen: readonly PoolMonth[];
}

/** All that is estimated from, of one wallet; months count from year 0. */
export interface WalletInputs {
  readonly programmeId: string;
  readonly wallet: string;
  readonly lastMonth: number;
  /** One for each month from the first movement to the as-of date. */
  readonly values: ReadonlyMap<number, MonthValues>;
  readonly facts: readonly VintageFact[];
  readonly pools: readonly PoolInputs[];
  /** How points of the newest validity end: for ever, or so many months after issue; null where silence ends them. */
  readonly validity: 'lifetime' | number | null;
  /** Accounts that fell silent, where the wallet's points last for ever or are stated to break. */
  readonly silences: readonly Silence[];
}

/** Accounts that held points and went silent (see `dormancy` of the settings). */
export interface Silence {
  /** The month in which their silence and the watch after it were long enough to count. */
  readonly observed: number;
  /** The month in which they redeemed again, not before `observed`; null where they have not. */
  readonly reactivated: number | null;
  readonly accounts: number;
}

/** The silences that had been watched long enough by a month's end, and whether redemption after one is remote. */
export interface SilencesSeen {
  readonly observed: number;
  readonly reactivated: number;
  readonly isRemote: boolean;
}

/** The estimate in force at a month's end. */
export interface MonthEstimate {
  readonly month: number;
  /** Absent where no vintage has a complete cell yet. */
  readonly triangle: WalletTriangle | undefined;
  readonly assumptions: Assumptions;
  readonly ultimate: Ultimate | undefined;
  /** Null where the wallet's points all expire and no breakage is stated. */
  readonly dormancy: SilencesSeen | null;
  /** Why the wallet's own method gave none. */
  readonly reason: Reason | null;
}

export interface WalletHistory {
  readonly programmeId: string;
  readonly wallet: string;
  readonly lastMonth: number;
  readonly estimates: ReadonlyMap<number, MonthEstimate>;
  readonly pools: readonly (PoolInputs & { readonly months: readonly PoolMonth[] })[];
}

/**
 * Estimates and pools of a wallet at every month's end, each from what was known then: no estimate sees what came later.
 */
export function walletHistory(given: WalletInputs, settings: Liability): WalletHistory {
  const estimates = new Map<number, MonthEstimate>();
  for (const [month, values] of given.values) {
    estimates.set(month, estimateAt(given, settings, month, values));
  }
  const standing = standingByVintage(given);
  const pools = given.pools.map((pool) => {
    const months = poolMonths(pool.treatment, pool.moves, given.lastMonth, {
      conditionalRate: (month) => {
        const at = standing.get(pool.vintage)!.get(month)!;
        return conditionalRateOf(pool.vintage, at, estimates.get(month)!);
      },
      unitCost: (month) => given.values.get(month)?.unitCost ?? null,
      frozen: pool.frozen,
    });
    return { ...pool, months };
  });
  return {
    programmeId: given.programmeId,
    wallet: given.wallet,
    lastMonth: given.lastMonth,
    estimates,
    pools,
  };
}

/** Months that redemption of points without expiry may go on beyond the oldest observed age, where it is remote. */
const LONGEST_TAIL = 120;

function estimateAt(
  given: WalletInputs,
  settings: Liability,
  month: number,
  values: MonthValues,
): MonthEstimate {
  const { wallet } = given;
  const triangle = walletTriangle(given.facts, month, values.isComplete ? month : month - 1);
  const stated = settings.breakage_of_lifetime[wallet];
  const isTested = given.validity === 'lifetime' || stated !== undefined;
  const dormancy = isTested ? silencesBy(month, given.silences, settings.dormancy) : null;
  const assumptions = {
    bookedRate: values.bookedRate,
    // Stated breakage holds only while redemption is shown to be remote.
    breakageOfLifetime: dormancy?.isRemote ? (stated ?? 0) : 0,
    tailHorizon: settings.tails[wallet] === 'exponential' ? tailHorizon(given, triangle, dormancy) : null,
    youngMonths: settings.young_vintages[wallet] ?? 0,
  };
  const same = { month, triangle, assumptions, dormancy };
  if (!triangle) return { ...same, ultimate: undefined, reason: 'too_few_origins' };
  return { ...same, ...chosenUltimate(settings.methods[wallet] ?? 'additive', triangle, assumptions) };
}

/** Months from the oldest observed age to the points' end; null where none is known, or redemption for ever not remote. */
export function tailHorizon(
  { validity }: Pick<WalletInputs, 'validity'>,
  triangle: WalletTriangle | undefined,
  dormancy: SilencesSeen | null,
): number | null {
  if (validity === null) return null;
  if (validity === 'lifetime') return dormancy?.isRemote ? LONGEST_TAIL : null;
  // Points of a month's first day end after so many months, those of its last day in the month after.
  return Math.max(0, validity + 1 - (triangle?.redeemed.ages.length ?? 0));
}

function silencesBy(month: number, silences: readonly Silence[], policy: DormancyPolicy): SilencesSeen {
  let [observed, reactivated] = [0, 0];
  for (const each of silences) {
    if (each.observed > month) continue;
    observed += each.accounts;
    if (each.reactivated !== null && each.reactivated <= month) reactivated += each.accounts;
  }
  const remote = isRemote(reactivated, observed, policy.remote_below, policy.confidence);
  return { observed, reactivated, isRemote: remote };
}

/** What a vintage's pools come to together; hundredths of points. */
interface Standing {
  issued: number;
  redeemed: number;
  outstanding: number;
}

/** By vintage and month, from the vintage's month to the last. */
function standingByVintage(given: WalletInputs): Map<number, Map<number, Standing>> {
  const changes = new Map<number, Map<number, Standing>>();
  for (const pool of given.pools) {
    const months = changes.get(pool.vintage) ?? new Map<number, Standing>();
    changes.set(pool.vintage, months);
    for (const move of pool.moves) {
      const sum = months.get(move.month) ?? { issued: 0, redeemed: 0, outstanding: 0 };
      sum.issued += Number(move.issued);
      sum.redeemed += Number(move.redeemed);
      sum.outstanding += Number(move.outstanding);
      months.set(move.month, sum);
    }
  }
  for (const [vintage, months] of changes) {
    let before: Standing = { issued: 0, redeemed: 0, outstanding: 0 };
    for (let month = vintage; month <= given.lastMonth; month++) {
      const change = months.get(month);
      if (change) {
        before = {
          issued: before.issued + change.issued,
          redeemed: before.redeemed + change.redeemed,
          outstanding: before.outstanding + change.outstanding,
        };
      }
      months.set(month, before);
    }
  }
  return changes;
}

/** The share of a vintage's outstanding points that is expected to be redeemed, in [0, 1]. */
export function conditionalRateOf(vintage: number, at: Standing, estimate: MonthEstimate): number {
  if (at.outstanding <= 0) return 0;
  const { ultimate, assumptions } = estimate;
  const rateOfNew = ultimate?.rateOfNew ?? assumptions.bookedRate ?? 1;
  const points = ultimate?.points.get(vintage) ?? (at.issued / 100) * rateOfNew;
  const rate = (points * 100 - at.redeemed) / at.outstanding;
  return significant(Math.min(1, Math.max(0, rate)));
}
