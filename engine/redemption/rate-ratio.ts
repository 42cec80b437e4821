import { normalQuantile } from '../special-functions.ts';
import type { Interval } from './intervals.ts';

/** What one arm did in one stratum: first purchases, and days watched until then. */
export interface Watched {
  readonly members: number;
  readonly purchases: number;
  readonly days: number;
}

/** Like members, some exposed and some not, of one group of the jackknife. */
export interface MatchedCount {
  /** Names the members alike in all that is matched. */
  readonly stratum: string;
  /** 0 to groups − 1; all of a member's rows have one group. */
  readonly group: number;
  readonly exposed: Watched;
  readonly others: Watched;
}

export interface RateRatio extends Interval {
  readonly status: 'measured' | 'too_few' | 'no_match';
  /** Hazard of the next purchase, exposed ÷ others, over matched strata; null unless measured. */
  readonly ratio: number | null;
  /** Of the logarithm of the ratio. */
  readonly standardError: number | null;
  /** How strong a hidden cause would have to be, on both sides, to explain the ratio away (VanderWeele and Ding 2017). */
  readonly eValue: number | null;
  readonly exposed: Watched;
  readonly others: Watched;
  /** Exposed members in strata without anyone to compare them with; left out. */
  readonly unmatched: number;
}

/** Fewer first purchases than this in an arm: no ratio is given, unless a programme says otherwise. */
export const FEWEST_PURCHASES = 20;

const NOBODY: Watched = { members: 0, purchases: 0, days: 0 };
const plus = (left: Watched, right: Watched): Watched => ({
  members: left.members + right.members,
  purchases: left.purchases + right.purchases,
  days: left.days + right.days,
});
const minus = (left: Watched, right: Watched): Watched => ({
  members: left.members - right.members,
  purchases: left.purchases - right.purchases,
  days: left.days - right.days,
});

/** What some strata add to a comparison. No stratum lies in two parts, so parts add up. */
export interface RatioPart {
  readonly exposed: Watched;
  readonly others: Watched;
  /** Exposed members of all strata, matched or not. */
  readonly exposedMembers: number;
  /** Mantel and Haenszel's numerator and denominator. */
  readonly top: number;
  readonly bottom: number;
  /** How both change where a group of members is left out. */
  readonly leftOut: readonly (readonly [up: number, down: number])[];
}

/**
 * Ratio of two hazards over matched strata by Mantel and Haenszel (person-time form, Rothman 1986). A member is watched in several
 * quarters, so rows are not independent: the error is that of a jackknife that leaves out one group of members at a time.
 * It describes who was compared; it is no proof of cause.
 *
 * @param groups number of groups of members
 */
export function matchedRateRatio(
  counts: readonly MatchedCount[],
  groups: number,
  policy: RatioPolicy = {},
): RateRatio {
  return rateRatioOf([ratioPart(counts, groups)], policy);
}

/** The part of whole strata. */
export function ratioPart(counts: readonly MatchedCount[], groups: number): RatioPart {
  const strata = new Map<string, { exposed: Watched; others: Watched; parts: MatchedCount[] }>();
  for (const count of counts) {
    const at = strata.get(count.stratum) ?? { exposed: NOBODY, others: NOBODY, parts: [] };
    at.exposed = plus(at.exposed, count.exposed);
    at.others = plus(at.others, count.others);
    at.parts.push(count);
    strata.set(count.stratum, at);
  }
  const leftOut = Array.from({ length: groups }, () => [0, 0] as [number, number]);
  let [exposed, others, exposedMembers, top, bottom] = [NOBODY, NOBODY, 0, 0, 0];
  for (const { exposed: a, others: b, parts } of strata.values()) {
    exposedMembers += a.members;
    if (a.days === 0 || b.days === 0) continue;
    exposed = plus(exposed, a);
    others = plus(others, b);
    const [up, down] = terms(a, b);
    top += up;
    bottom += down;
    for (const part of parts) {
      const [left, right] = terms(minus(a, part.exposed), minus(b, part.others));
      const at = leftOut[part.group]!;
      at[0] += left - up;
      at[1] += right - down;
    }
  }
  return { exposed, others, exposedMembers, top, bottom, leftOut };
}

export interface RatioPolicy {
  /** Default: {@link FEWEST_PURCHASES}. */
  readonly fewestPurchases?: number;
  readonly confidence?: number;
}

/** The comparison over all strata of some parts. */
export function rateRatioOf(
  parts: readonly RatioPart[],
  { fewestPurchases = FEWEST_PURCHASES, confidence = 0.95 }: RatioPolicy = {},
): RateRatio {
  const sum = (of: (part: RatioPart) => number) => parts.reduce((total, part) => total + of(part), 0);
  const exposed = parts.reduce((total, part) => plus(total, part.exposed), NOBODY);
  const others = parts.reduce((total, part) => plus(total, part.others), NOBODY);
  const none = {
    ratio: null,
    standardError: null,
    eValue: null,
    low: 0,
    high: Number.POSITIVE_INFINITY,
    exposed,
    others,
    unmatched: sum((part) => part.exposedMembers) - exposed.members,
  };
  if (exposed.days === 0) return { status: 'no_match', ...none };
  if (Math.min(exposed.purchases, others.purchases) < fewestPurchases) return { status: 'too_few', ...none };
  const [top, bottom] = [sum((part) => part.top), sum((part) => part.bottom)];
  const log = Math.log(top / bottom);
  const groups = parts[0]!.leftOut.length;
  const leftOut = Array.from({ length: groups }, (_, group) =>
    Math.log(
      (top + sum((part) => part.leftOut[group]![0])) / (bottom + sum((part) => part.leftOut[group]![1])),
    ),
  );
  if (!leftOut.every(Number.isFinite)) return { status: 'too_few', ...none };
  const mean = leftOut.reduce((total, each) => total + each, 0) / groups;
  const squares = leftOut.reduce((total, each) => total + (each - mean) ** 2, 0);
  const standardError = Math.sqrt(((groups - 1) / groups) * squares);
  const z = normalQuantile(0.5 + confidence / 2);
  const ratio = top / bottom;
  const far = Math.max(ratio, 1 / ratio);
  return {
    ...none,
    status: 'measured',
    ratio,
    standardError,
    eValue: far + Math.sqrt(far * (far - 1)),
    low: Math.exp(log - z * standardError),
    high: Math.exp(log + z * standardError),
  };
}

/** The stratum's part of the numerator and of the denominator; nothing where an arm is empty. */
function terms(exposed: Watched, others: Watched): [number, number] {
  const days = exposed.days + others.days;
  if (exposed.days === 0 || others.days === 0) return [0, 0];
  return [(exposed.purchases * others.days) / days, (others.purchases * exposed.days) / days];
}
