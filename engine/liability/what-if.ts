import { splitExactly, type Money, type Points } from './allocation.ts';
import { NotEstimable } from './not-estimable.ts';
import { contractLiability, provision } from './recognition.ts';
import { ultimateBy, type Assumptions, type Method } from './ultimate.ts';
import { conditionalRateOf, tailHorizon, type WalletHistory, type WalletInputs } from './wallet-history.ts';
import type { PoolMonth } from './pools.ts';

/** What the liability would be by if one assumption were different. */
export interface Sensitivity {
  readonly parameter: 'redemption_rate' | 'value_per_point' | 'method' | 'young_vintages' | 'tail';
  readonly change: string;
  readonly contractLiability: Money;
  readonly provision: Money;
}

const RATE_CHANGES = [
  { change: '-1pp', millionths: -10_000n },
  { change: '-25bp', millionths: -2_500n },
  { change: '+25bp', millionths: 2_500n },
  { change: '+1pp', millionths: 10_000n },
];
const OTHER_METHODS: readonly Method[] = [
  'additive',
  'chain_ladder',
  'bornhuetter_ferguson',
  'booked',
  'no_breakage',
];

/**
 * Effects on the closing liability: of the ultimate redemption rate moved by basis points of what was issued, of the value
 * per point (the provision and future sales, never a past allocation, IFRS 15.88), and of other choices of estimation.
 */
export function sensitivities(given: WalletInputs, history: WalletHistory): Sensitivity[] {
  const standing = lastPools(history);
  const base = total(standing, given, (pool) => pool.expectedTotal);
  const effect = (
    parameter: Sensitivity['parameter'],
    change: string,
    expected: (pool: PoolMonth & Named) => Points,
  ) => {
    const changed = total(standing, given, expected);
    return {
      parameter,
      change,
      contractLiability: changed.contractLiability - base.contractLiability,
      provision: changed.provision - base.provision,
    };
  };
  const rates = RATE_CHANGES.map(({ change, millionths }) =>
    effect('redemption_rate', change, (pool) =>
      between(pool, pool.expectedTotal + (pool.issued * millionths) / 1_000_000n),
    ),
  );
  const values = [-1n, 1n].map((sign): Sensitivity => ({
    parameter: 'value_per_point',
    change: sign < 0n ? '-10%' : '+10%',
    contractLiability: 0n,
    provision: (sign * base.provision) / 10n,
  }));
  const others = otherChoices(given, history).flatMap(({ parameter, change, method, assumptions }) => {
    const expected = expectedBy(method, assumptions, history);
    return expected ? [effect(parameter, change, expected)] : [];
  });
  return [...rates, ...values, ...others];
}

/** Months under which a vintage counts as young where the effect of such a choice is shown. */
const YOUNG = 6;

interface Choice {
  readonly parameter: Sensitivity['parameter'];
  readonly change: string;
  readonly method: Method;
  readonly assumptions: Assumptions;
}

/** What the wallet's policy could say instead: another method, young vintages or the tail treated otherwise. */
function otherChoices(given: WalletInputs, history: WalletHistory): Choice[] {
  const { assumptions, ultimate, triangle, dormancy } = history.estimates.get(history.lastMonth)!;
  if (!ultimate) return [];
  const { method } = ultimate;
  const methods = OTHER_METHODS.filter((other) => other !== method).map((other): Choice => ({
    parameter: 'method',
    change: other,
    method: other,
    assumptions,
  }));
  const isYoung = (assumptions.youngMonths ?? 0) > 0;
  const young: Choice = {
    parameter: 'young_vintages',
    change: isYoung ? '0' : String(YOUNG),
    method,
    assumptions: { ...assumptions, youngMonths: isYoung ? 0 : YOUNG },
  };
  const horizon = tailHorizon(given, triangle, dormancy);
  const hasTail = typeof assumptions.tailHorizon === 'number';
  const tail: Choice = {
    parameter: 'tail',
    change: hasTail ? 'all_outstanding' : 'exponential',
    method,
    assumptions: { ...assumptions, tailHorizon: hasTail ? null : horizon },
  };
  return [...methods, young, ...(hasTail || horizon !== null ? [tail] : [])];
}

interface Named {
  readonly kind: string;
  readonly treatment: string;
  readonly vintage: number;
}

/** The pools that still hold points at the last month. */
export function lastPools(history: WalletHistory): (PoolMonth & Named)[] {
  return history.pools.flatMap(({ kind, treatment, vintage, months }) => {
    const last = months.at(-1)!;
    return last.month === history.lastMonth && last.outstanding > 0n
      ? [{ ...last, kind, treatment, vintage }]
      : [];
  });
}

function between(pool: PoolMonth, expected: Points): Points {
  const most = pool.redeemed + pool.outstanding;
  return expected < pool.redeemed ? pool.redeemed : expected > most ? most : expected;
}

function total(
  pools: readonly (PoolMonth & Named)[],
  given: WalletInputs,
  expected: (pool: PoolMonth & Named) => Points,
): { contractLiability: Money; provision: Money } {
  const cost = given.values.get(given.lastMonth)?.unitCost ?? null;
  const sums = { contractLiability: 0n, provision: 0n };
  for (const pool of pools) {
    const changed = { ...pool, expectedTotal: expected(pool) };
    if (pool.treatment === 'contract_liability') sums.contractLiability += contractLiability(changed);
    if (pool.treatment === 'provision' && cost !== null) sums.provision += provision(changed, cost);
  }
  return sums;
}

/** Expected totals by another choice; undefined where the data cannot carry it. */
function expectedBy(
  method: Method,
  assumptions: Assumptions,
  history: WalletHistory,
): ((pool: PoolMonth & Named) => Points) | undefined {
  const estimate = history.estimates.get(history.lastMonth)!;
  if (!estimate.triangle) return undefined;
  try {
    const ultimate = ultimateBy(method, estimate.triangle, assumptions);
    const standing = vintageSums(lastPoolsAndFinished(history));
    return (pool) => {
      const rate = conditionalRateOf(pool.vintage, standing.get(pool.vintage)!, { ...estimate, ultimate });
      return pool.redeemed + BigInt(Math.round(rate * Number(pool.outstanding)));
    };
  } catch (error) {
    if (error instanceof NotEstimable) return undefined;
    throw error;
  }
}

function lastPoolsAndFinished(history: WalletHistory): (PoolMonth & Named)[] {
  return history.pools.map(({ kind, treatment, vintage, months }) => ({
    ...months.at(-1)!,
    kind,
    treatment,
    vintage,
  }));
}

function vintageSums(pools: readonly (PoolMonth & Named)[]) {
  const sums = new Map<number, { issued: number; redeemed: number; outstanding: number }>();
  for (const pool of pools) {
    const at = sums.get(pool.vintage) ?? { issued: 0, redeemed: 0, outstanding: 0 };
    at.issued += Number(pool.issued);
    at.redeemed += Number(pool.redeemed);
    at.outstanding += Number(pool.outstanding);
    sums.set(pool.vintage, at);
  }
  return sums;
}

/** Outstanding points by when they are expected to be redeemed. */
export interface ExpectedRedemption {
  readonly bucketNo: number;
  readonly bucket: string;
  readonly points: Points;
  readonly money: Money;
}

/** Months ahead, up to and including; `later` is beyond the oldest observed age or without an observed pattern. */
const BUCKETS = [
  { bucket: '0-1', to: 1 },
  { bucket: '1-3', to: 3 },
  { bucket: '3-6', to: 6 },
  { bucket: '6-12', to: 12 },
  { bucket: '12-24', to: 24 },
  { bucket: '24-36', to: 36 },
  { bucket: '36+', to: Infinity },
];
const LATER = BUCKETS.length;
const NOT_EXPECTED = LATER + 1;
const SCALE = 1e12;

/** Spreads what each pool still expects over the months ahead by the chosen method's rates; sums tie to the pools. */
export function expectedRedemption(history: WalletHistory): ExpectedRedemption[] {
  const names = [...BUCKETS.map((each) => each.bucket), 'later', 'not_expected'];
  const sums = names.map(() => ({ points: 0n, money: 0n }));
  const rates = history.estimates.get(history.lastMonth)?.ultimate?.rates ?? [];
  for (const pool of lastPools(history)) {
    const toCome = pool.expectedTotal - pool.redeemed;
    sums[NOT_EXPECTED]!.points += pool.outstanding - toCome;
    if (toCome <= 0n) continue;
    const weights = spread(rates, history.lastMonth - pool.vintage, Number(toCome) / Number(pool.issued));
    splitExactly(toCome, weights).forEach((part, i) => (sums[i]!.points += part));
    splitExactly(pool.contractLiability + pool.provision, weights).forEach(
      (part, i) => (sums[i]!.money += part),
    );
  }
  return names
    .map((bucket, i) => ({ bucketNo: i + 1, bucket, ...sums[i]! }))
    .filter((row) => row.points !== 0n);
}

/** Weights of the buckets and of `later` for a vintage of this age of which `rate` is still expected. */
function spread(rates: readonly number[], age: number, rate: number): bigint[] {
  const shares = new Array<number>(LATER + 1).fill(0);
  for (let k = age + 1; k < rates.length; k++) {
    const bucket = BUCKETS.findIndex(({ to }) => k - age <= to);
    shares[bucket]! += Math.max(0, rates[k]!);
  }
  const scheduled = shares.reduce((total, share) => total + share, 0);
  const fitting = scheduled > rate ? rate / scheduled : 1;
  const weights = shares.map((share) => BigInt(Math.round((share * fitting * SCALE) / rate)));
  const filled = weights.reduce((total, weight) => total + weight, 0n);
  weights[LATER] = filled < BigInt(SCALE) ? BigInt(SCALE) - filled : 0n;
  return weights;
}
