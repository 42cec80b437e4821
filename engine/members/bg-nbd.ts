import { logGamma } from '../special-functions.ts';
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

/** A member's repeat purchases until the end of observation, in one unit of time for all. */
export interface PurchaseHistory {
  /** x: days with a purchase after the first such day. */
  readonly frequency: number;
  /** t_x: time of the last of them since the first purchase; 0 when there is none. */
  readonly recency: number;
  /** T: time since the first purchase. */
  readonly age: number;
}

/** A history with how many members share it. */
interface Weighted extends PurchaseHistory {
  readonly members: number;
}

export interface BgNbdFit extends BgNbdParameters {
  readonly logLikelihood: number;
  readonly members: number;
  /** False: the search ran out or ended at a border, so the parameters must not be used. */
  readonly converged: boolean;
}

/** Distinct purchase days (whole numbers, any order) up to `until`, as a history in units of `daysPerUnit`; undefined without any. */
export function purchaseHistory(
  days: readonly number[],
  until: number,
  daysPerUnit = 7,
): PurchaseHistory | undefined {
  const seen = [...new Set(days.filter((day) => day <= until))].sort((left, right) => left - right);
  if (seen.length === 0) return undefined;
  const first = seen[0]!;
  return {
    frequency: seen.length - 1,
    recency: (seen.at(-1)! - first) / daysPerUnit,
    age: (until - first) / daysPerUnit,
  };
}

/** ln L of all histories under the parameters (equation 6 of the paper). */
export function bgNbdLogLikelihood(
  parameters: BgNbdParameters,
  histories: readonly PurchaseHistory[],
): number {
  return logLikelihood(parameters, grouped(histories));
}

/**
 * Maximum likelihood by simplex search over the parameters' logarithms. Like histories are counted together, so that
 * many members cost little more than few, and are summed in sorted order, so that row order cannot matter.
 */
export function fitBgNbd(histories: readonly PurchaseHistory[]): BgNbdFit {
  const groups = grouped(histories);
  const scale = Math.max(1e-9, ...groups.map((group) => group.age)) / 10;
  const parametersAt = ([r, alpha, a, b]: readonly number[]): BgNbdParameters => ({
    r: Math.exp(r!),
    alpha: Math.exp(alpha!) * scale,
    a: Math.exp(a!),
    b: Math.exp(b!),
  });
  const found = minimise(
    (point) => -logLikelihood(parametersAt(point), groups) / histories.length,
    [0, 0, 0, 0],
  );
  const inside = found.point.every((logarithm) => Math.abs(logarithm) < 12);
  const parameters = parametersAt(found.point);
  return {
    ...parameters,
    logLikelihood: logLikelihood(parameters, groups),
    members: histories.length,
    converged: histories.length > 0 && found.converged && inside,
  };
}

function grouped(histories: readonly PurchaseHistory[]): Weighted[] {
  const groups = new Map<string, { history: PurchaseHistory; members: number }>();
  for (const history of histories) {
    const key = `${history.frequency}/${history.recency}/${history.age}`;
    const group = groups.get(key);
    if (group) group.members++;
    else groups.set(key, { history: checked(history), members: 1 });
  }
  return [...groups.values()]
    .map(({ history, members }) => ({ ...history, members }))
    .sort(
      (left, right) =>
        left.frequency - right.frequency || left.recency - right.recency || left.age - right.age,
    );
}

function checked(history: PurchaseHistory): PurchaseHistory {
  const { frequency, recency, age } = history;
  const fits =
    Number.isInteger(frequency) &&
    frequency >= 0 &&
    recency >= 0 &&
    recency <= age &&
    (frequency > 0 || recency === 0);
  if (!fits || !Number.isFinite(age)) {
    throw new Error(`No purchase history: frequency ${frequency}, recency ${recency}, age ${age}.`);
  }
  return history;
}

function logLikelihood(parameters: BgNbdParameters, groups: readonly Weighted[]): number {
  const { r, alpha, a, b } = parameters;
  // What depends on the number of purchases alone is computed once per number; groups are sorted by it.
  let known = -1;
  let byFrequency = 0;
  let total = 0;
  const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  for (const { frequency: x, recency, age, members } of groups) {
    if (x !== known) {
      byFrequency = constant + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x);
      known = x;
    }
    const alive = -(r + x) * Math.log(alpha + age);
    const gone =
      x === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + recency);
    const larger = Math.max(alive, gone);
    total += members * (byFrequency + larger + Math.log1p(Math.exp(-Math.abs(alive - gone))));
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
 * Purchases expected of a member in the next `span` of time, given his history (equation 10 of the paper). Euler's
 * transformation of the hypergeometric function takes the large power out of it, so that neither many purchases nor a
 * long span lose digits.
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
  const remaining = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z);
  const whileActive = ((a + b + x - 1) / (a - 1)) * (1 - remaining);
  return whileActive / (1 + dropoutOdds(parameters, history));
}

/** Repeat purchases expected of a member met at random, in the time `span` since his first purchase (equation 9). */
export function expectedSinceFirst(parameters: BgNbdParameters, span: number): number {
  return expectedPurchases(parameters, { frequency: 0, recency: 0, age: 0 }, span);
}

/** Gauss's series of ₂F₁(a, b; c; z) for 0 ≤ z < 1. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let total = 1;
  for (let n = 0; n < 100_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    total += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(total)) return total;
  }
  return total;
}
