import { logGamma } from '../special-functions.ts';
import {
  groupHistories,
  SAMPLE,
  sampleGroups,
  type HistoryGroups,
  type PurchaseHistory,
} from './purchase-history.ts';
import { minimise } from './minimise.ts';

/**
 * The BG/NBD model of repeat purchase (Fader, Hardie and Lee, "Counting Your Customers the Easy Way", Marketing Science
 * 24, 2005). While active a member buys at a rate λ ~ Gamma(r, α); after each purchase he drops out with probability
 * p ~ Beta(a, b). All doubles; α is in the unit of time.
 */
export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface BgNbdFit extends BgNbdParameters {
  readonly logLikelihood: number;
  readonly members: number;
  /** False: the search ran out or ended at a border, so the parameters must not be read as such. */
  readonly converged: boolean;
  /**
   * The likelihood grows towards a limiting model (all members alike in dropping out, or none dropping out). What it
   * expects of members may still hold, which a hold-out can tell.
   */
  readonly isAtBorder: boolean;
}

/** ln L of all histories under the parameters (equation 6 of the paper). */
export function bgNbdLogLikelihood(
  parameters: BgNbdParameters,
  histories: readonly PurchaseHistory[],
): number {
  return logLikelihood(parameters, groupHistories(histories));
}

/** Logarithms of the parameters are searched within ±LIMIT; a search that ends at the border has found nothing. */
const LIMIT = 8;

/**
 * Maximum likelihood by simplex search over the parameters' logarithms. Like histories count together, and groups are
 * summed in sorted order, so that row order cannot matter. Many groups are first searched on a systematic sample
 * of them, which leaves little to do for all.
 */
export function fitBgNbd(histories: readonly PurchaseHistory[]): BgNbdFit {
  return fitGroups(groupHistories(histories));
}

/** The same for histories in groups. */
export function fitGroups(all: HistoryGroups): BgNbdFit {
  const scale = Math.max(1e-9, all.times.at(-1) ?? 0) / 10;
  const parametersAt = ([r, alpha, a, b]: readonly number[]): BgNbdParameters => ({
    r: Math.exp(r!),
    alpha: Math.exp(alpha!) * scale,
    a: Math.exp(a!),
    b: Math.exp(b!),
  });
  const searchIn = (groups: HistoryGroups, start: readonly number[], step: number) => {
    const measure = (point: readonly number[]) =>
      point.some((logarithm) => Math.abs(logarithm) > LIMIT)
        ? Number.POSITIVE_INFINITY
        : -logLikelihood(parametersAt(point), groups) / groups.total;
    return minimise(measure, start, { step, budget: 1500 });
  };
  const coarse = all.members.length > 2 * SAMPLE ? searchIn(sampleGroups(all), [0, 0, 0, 0], 0.5) : undefined;
  const found = coarse ? searchIn(all, coarse.point, 0.05) : searchIn(all, [0, 0, 0, 0], 0.5);
  const parameters = parametersAt(found.point);
  const isAtBorder = found.point.some((logarithm) => Math.abs(logarithm) >= LIMIT - 0.1);
  return {
    ...parameters,
    logLikelihood: logLikelihood(parameters, all),
    members: all.total,
    converged: all.total > 0 && found.converged && !isAtBorder,
    isAtBorder,
  };
}

function logLikelihood({ r, alpha, a, b }: BgNbdParameters, groups: HistoryGroups): number {
  const { frequency, recency, age, members, times } = groups;
  const logTime = times.map((time) => Math.log(alpha + time));
  const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  // What depends on the number of purchases alone is computed once per number; groups are sorted by it.
  let [known, byFrequency, dropout] = [-1, 0, 0];
  let total = 0;
  for (let i = 0; i < members.length; i++) {
    const x = frequency[i]!;
    if (x !== known) {
      byFrequency = constant + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x);
      dropout = x === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / (b + x - 1));
      known = x;
    }
    const alive = -(r + x) * logTime[age[i]!]!;
    const gone = dropout - (r + x) * logTime[recency[i]!]!;
    const larger = Math.max(alive, gone);
    total += members[i]! * (byFrequency + larger + Math.log1p(Math.exp(-Math.abs(alive - gone))));
  }
  return total;
}

/** Probability in [0, 1] that the member is still active at the end of observation. */
export function probabilityAlive(parameters: BgNbdParameters, history: PurchaseHistory): number {
  return 1 / (1 + dropoutOdds(parameters, history));
}

/** Odds that the member dropped out right after the last purchase; without a repeat purchase he has not. */
function dropoutOdds(
  { r, alpha, a, b }: BgNbdParameters,
  { frequency: x, recency, age }: PurchaseHistory,
): number {
  return x === 0 ? 0 : (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x);
}

/**
 * Purchases expected of a member in the next `span` of time, given his history (equation 10 of the paper); NaN where the
 * parameters are so far out that no double says. Of the hypergeometric function and its transformation by Euler, which
 * takes the large power out of it, that is summed whose terms do not cancel.
 */
export function expectedPurchases(
  parameters: BgNbdParameters,
  history: PurchaseHistory,
  span: number,
): number {
  if (span === 0) return 0;
  const { r, alpha } = parameters;
  const x = history.frequency;
  // At a = 1 and at a + b + x = 1 the formula is 0/0; a small step beside them the value is right to five digits or more.
  const a = Math.abs(parameters.a - 1) < 1e-6 ? 1 + 1e-6 : parameters.a;
  const b = Math.abs(a + parameters.b + x - 1) < 1e-6 ? parameters.b + 1e-6 : parameters.b;
  const z = span / (alpha + history.age + span);
  const isTransformed = a + b - 1 - r >= 0;
  const series = isTransformed
    ? hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z)
    : hypergeometric(r + x, b + x, a + b + x - 1, z);
  const power = isTransformed ? a - 1 : r + x;
  // Where parameters are large the power is too small for a double and the series too large, but not their product.
  const remaining = Math.exp(power * Math.log1p(-z) + series.logScale) * series.value;
  const whileActive = ((a + b + x - 1) / (a - 1)) * (1 - remaining);
  return whileActive / (1 + dropoutOdds(parameters, history));
}

/** Repeat purchases expected of a member met at random, in the time `span` since his first purchase (equation 9). */
export function expectedSinceFirst(parameters: BgNbdParameters, span: number): number {
  return expectedPurchases(parameters, { frequency: 0, recency: 0, age: 0 }, span);
}

/** Gauss's series of ₂F₁(a, b; c; z) for 0 ≤ z < 1, as `value` · exp(`logScale`), so that it cannot overflow. */
function hypergeometric(
  a: number,
  b: number,
  c: number,
  z: number,
): { readonly value: number; readonly logScale: number } {
  let [term, value, logScale] = [1, 1, 0];
  for (let n = 0; n < 100_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    value += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(value)) return { value, logScale };
    if (Math.abs(value) > LARGE) {
      term /= LARGE;
      value /= LARGE;
      logScale += Math.log(LARGE);
    }
  }
  return { value: Number.NaN, logScale };
}

/** Beyond it the series goes on scaled down. */
const LARGE = 1e200;
