import { additiveMethod } from './additive.ts';
import { bornhuetterFerguson, capeCodRate, patternOfRates } from './bornhuetter-ferguson.ts';
import type { LastSigma } from './estimate.ts';
import { mackChainLadder } from './mack.ts';
import { NotEstimable, type Reason } from './not-estimable.ts';
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

/** Estimates by one method. Throws {@link NotEstimable} where the data cannot carry it. */
export function ultimateBy(method: Method, given: WalletTriangle, assumptions: Assumptions): Ultimate {
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
  // What is expected to be neither redeemed nor gone at the oldest observed age.
  const left = (issued: number, redeemed: number, gone: number) =>
    Math.max(0, issued - redeemed - gone) * (1 - assumptions.breakageOfLifetime);
  const rateOfNew = Math.min(1, toCome.ultimateRate + left(1, toCome.ultimateRate, leaving.ultimateRate));
  const estimate = estimateOf(method, given, assumptions, toCome.rates, rateOfNew);
  const points = given.vintages.map((vintage, i): [number, number] => [
    vintage,
    estimate.ultimate[i]! +
      (estimate.isAllIn ? 0 : left(given.issued[i]!, estimate.ultimate[i]!, leaving.ultimate[i]!)),
  ]);
  return {
    method,
    points: new Map(points),
    standardError: new Map(given.vintages.map((vintage, i) => [vintage, estimate.standardError[i]!])),
    rateOfNew,
    totalStandardError: estimate.total.standardError,
    rates: toCome.rates,
  };
}

/**
 * The first estimate that the data carries: the wallet's method, else the booked rate, else no breakage at all (which
 * owes the most). The reason says why the wallet's own method gave none.
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
    const instead = assumptions.bookedRate === null ? 'no_breakage' : 'booked';
    return { ultimate: ultimateBy(instead, given, assumptions), reason: error.reason };
  }
}

function estimateOf(
  method: Method,
  given: WalletTriangle,
  assumptions: Assumptions,
  rates: readonly number[],
  rateOfNew: number,
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
      throw new Error(`No estimate by ${method} (rate of a new vintage ${rateOfNew}).`);
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
