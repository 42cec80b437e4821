import { additiveMethod } from './additive.ts';
import { bornhuetterFerguson, capeCodRate, patternOfRates } from './bornhuetter-ferguson.ts';
import { sum, type LastSigma } from './estimate.ts';
import { mackChainLadder } from './mack.ts';
import { NotEstimable, type Reason } from './not-estimable.ts';
import { exponentialTail } from './tail.ts';
import { latest } from './triangle.ts';
import type { WalletTriangle } from './wallet-triangle.ts';

/** With fewer vintages a triangle says too little of the seasons of a year to replace a stated rate. */
export const FEWEST_VINTAGES = 12;

export type Method =
  'additive' | 'chain_ladder' | 'chain_ladder_loglinear' | 'bornhuetter_ferguson' | 'booked' | 'no_breakage';

/** What a wallet's policies and values add to its triangle. */
export interface Assumptions {
  /** `booked_redemption_rate` in force at the date; null where none is. */
  readonly bookedRate: number | null;
  /** Share of what is outstanding at the oldest observed age that is never redeemed, in [0, 1]; default policy 0. */
  readonly breakageOfLifetime: number;
  /** Months beyond the oldest observed age in which redemption fades on (tail.ts); null: all that is left is expected. */
  readonly tailHorizon?: number | null;
  /** Vintages with fewer complete months take Bornhuetter–Ferguson. */
  readonly youngMonths?: number;
}

/** How much of each vintage will have been redeemed in the end. Points as doubles, rates per point issued. */
export interface Ultimate {
  readonly method: Method;
  /** By vintage (month counted from year 0), beyond the oldest observed age by policy. */
  readonly points: ReadonlyMap<number, number>;
  readonly standardError: ReadonlyMap<number, number | null>;
  /** For a vintage too young to have a complete cell. */
  readonly rateOfNew: number;
  /** All vintages with a complete cell. */
  readonly totalStandardError: number | null;
  /** Expected increments per point issued by age, where the method has them. */
  readonly rates: readonly number[];
}

/**
 * Estimates by one method, young vintages by Bornhuetter–Ferguson where the policy asks for it. Throws
 * {@link NotEstimable} where the data cannot carry it.
 */
export function ultimateBy(method: Method, given: WalletTriangle, assumptions: Assumptions): Ultimate {
  const { youngMonths = 0 } = assumptions;
  const found = ofAllVintages(method, given, assumptions);
  const youngest = given.vintages.filter((_, i) => given.redeemed.cumulative[i]!.length < youngMonths);
  if (youngest.length === 0 || found.rates.length === 0 || method === 'bornhuetter_ferguson') return found;
  const young = ofAllVintages('bornhuetter_ferguson', given, assumptions);
  return {
    ...found,
    points: new Map([...found.points, ...youngest.map((each) => [each, young.points.get(each)!] as const)]),
    standardError: new Map([
      ...found.standardError,
      ...youngest.map((each) => [each, young.standardError.get(each)!] as const),
    ]),
    rateOfNew: young.rateOfNew,
    // The errors of two methods have no common covariance.
    totalStandardError: null,
  };
}

function ofAllVintages(method: Method, given: WalletTriangle, assumptions: Assumptions): Ultimate {
  if (method === 'booked') return booked(given, assumptions);
  if (method === 'no_breakage') return stated(given, 'no_breakage', 1);
  if (given.vintages.length < FEWEST_VINTAGES) {
    throw new NotEstimable(
      'too_few_origins',
      `${given.vintages.length} vintages are too few: ${FEWEST_VINTAGES} or more are needed to see a year of redemption.`,
    );
  }
  const toCome = additiveMethod(given.redeemed, given.issued);
  const leaving = additiveMethod(given.gone, given.issued);
  const tail = tailRate(toCome.rates, assumptions.tailHorizon ?? null);
  // Redeemed beyond the oldest observed age: of what is then neither redeemed nor gone, all but the breakage, or the tail.
  const left = (issued: number, redeemed: number, gone: number) =>
    Math.min(
      Math.max(0, issued - redeemed - gone) * (1 - assumptions.breakageOfLifetime),
      tail === null ? Infinity : issued * tail,
    );
  const rateOfNew = Math.min(1, toCome.ultimateRate + left(1, toCome.ultimateRate, leaving.ultimateRate));
  const estimate = estimateOf(method, given, assumptions, toCome.rates);
  const points = given.vintages.map((vintage, i): [number, number] => [
    vintage,
    estimate.ultimate[i]! +
      (estimate.isAllIn ? 0 : left(given.issued[i]!, estimate.ultimate[i]!, leaving.ultimate[i]!)),
  ]);
  return {
    method,
    points: new Map(points),
    standardError: new Map(given.vintages.map((vintage, i) => [vintage, estimate.standardError[i]!])),
    rateOfNew: method === 'bornhuetter_ferguson' ? (assumptions.bookedRate ?? rateOfNew) : rateOfNew,
    totalStandardError: estimate.total.standardError,
    rates: toCome.rates,
  };
}

/**
 * The first estimate that the data carries: the wallet's method (without its tail where none shows), else the booked rate,
 * else no breakage at all (which owes the most). The reason says what of the policy the data did not carry.
 */
export function chosenUltimate(
  method: Method,
  given: WalletTriangle,
  assumptions: Assumptions,
): { ultimate: Ultimate; reason: Reason | null } {
  try {
    return { ultimate: ultimateBy(method, given, assumptions), reason: null };
  } catch (error) {
    if (!(error instanceof NotEstimable)) throw error;
    if (error.reason === 'no_tail')
      return { ...chosenUltimate(method, given, { ...assumptions, tailHorizon: null }), reason: 'no_tail' };
    const instead = assumptions.bookedRate === null ? 'no_breakage' : 'booked';
    return { ultimate: ultimateBy(instead, given, assumptions), reason: error.reason };
  }
}

/** Redeemed per point issued beyond the last age; null where no tail is asked for. */
function tailRate(rates: readonly number[], horizon: number | null): number | null {
  if (horizon === null) return null;
  // Ages before the busiest one rise: members first save up. Only what follows can fade.
  const busiest = rates.indexOf(Math.max(...rates));
  return sum(exponentialTail(rates, Math.max(0, horizon), rates.length - busiest).values);
}

function estimateOf(
  method: Method,
  given: WalletTriangle,
  assumptions: Assumptions,
  rates: readonly number[],
) {
  switch (method) {
    case 'additive':
      return { ...additiveMethod(given.redeemed, given.issued), isAllIn: false };
    case 'chain_ladder':
    case 'chain_ladder_loglinear': {
      const rule: LastSigma = method === 'chain_ladder' ? 'mack' : 'loglinear';
      return { ...mackChainLadder(given.redeemed, rule), isAllIn: false };
    }
    case 'bornhuetter_ferguson': {
      const pattern = patternOfRates(rates);
      const developed = given.redeemed.cumulative.map((row) => pattern[row.length - 1]!);
      // A stated rate is of all that will ever be redeemed; Cape Cod's only up to the oldest observed age.
      const isAllIn = assumptions.bookedRate !== null;
      const prior = assumptions.bookedRate ?? capeCodRate(latest(given.redeemed), given.issued, developed);
      return { ...bornhuetterFerguson(given.redeemed, given.issued, pattern, prior), isAllIn };
    }
    default:
      throw new Error(`No estimate by ${method}.`);
  }
}

function booked(given: WalletTriangle, { bookedRate }: Assumptions): Ultimate {
  if (bookedRate === null)
    throw new NotEstimable('no_prior', 'No booked_redemption_rate is in force; state one in point_values.');
  return stated(given, 'booked', bookedRate);
}

function stated(given: WalletTriangle, method: Method, rate: number): Ultimate {
  return {
    method,
    points: new Map(given.vintages.map((vintage, i) => [vintage, given.issued[i]! * rate])),
    standardError: new Map(given.vintages.map((vintage) => [vintage, null])),
    rateOfNew: rate,
    totalStandardError: null,
    rates: [],
  };
}
