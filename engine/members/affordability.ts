import { seeded } from '../seeded.ts';

/**
 * Months until a balance reaches a price at a steady pace: the simple figure, without chance or expiry. 0 when it is
 * reached already, null when it never is.
 */
export function monthsOnStraightLine(balance: number, price: number, pointsPerMonth: number): number | null {
  if (balance >= price) return 0;
  return pointsPerMonth > 0 ? Math.ceil((price - balance) / pointsPerMonth) : null;
}

/** Points held now. They count at the end of month m (1, 2, …) while m < monthsLeft; null: they never expire. */
export interface HeldPoints {
  readonly points: number;
  readonly monthsLeft: number | null;
}

export interface EarningPaths {
  /** Share of paths that have reached the price by the end of month 1, 2, …; at some time, if points expire later. */
  readonly reachedBy: readonly number[];
  /** Months until reached: quantiles over all paths, null where that many paths do not reach it within the horizon. */
  readonly soon: number | null;
  readonly median: number | null;
  readonly late: number | null;
}

/**
 * When will a member first be able to pay `price`? His own months are drawn again, with replacement, in blocks of
 * consecutive months (Künsch 1989), so that quiet and busy times keep their run; points expire on the way, and nothing is spent meanwhile.
 *
 * @param held what is held today
 * @param earned points earned in each past month, oldest first, months without any included; whole or fractional points
 * @param validityMonths how long newly earned points count; null: for life
 * @returns shares and months (0: today); deterministic by `seed`
 */
export function earningPaths(
  held: readonly HeldPoints[],
  earned: readonly number[],
  price: number,
  options: { validityMonths: number | null; horizon: number; paths: number; seed: string; block?: number },
): EarningPaths {
  const { horizon, paths } = options;
  const surviving = balanceByMonth(held, horizon);
  const random = seeded(`paths/${options.seed}`);
  const months: number[] = [];
  for (let path = 0; path < paths; path++) {
    const drawn = drawMonths(earned, horizon, Math.min(options.block ?? 3, earned.length), random.below);
    months.push(firstMonth(surviving, drawn, price, options.validityMonths));
  }
  const sorted = months.sort((left, right) => left - right);
  // An unreached path counts as infinitely late; between a month and that no interpolation makes sense.
  const at = (share: number) => {
    const month = sorted[Math.ceil(share * paths) - 1]!;
    return Number.isFinite(month) ? month : null;
  };
  return {
    reachedBy: Array.from(
      { length: horizon },
      (_, m) => sorted.filter((month) => month <= m + 1).length / paths,
    ),
    soon: at(0.1),
    median: at(0.5),
    late: at(0.9),
  };
}

/** Points that a member will have held at once by the end of some months, over all paths. */
export interface ReachableBalances {
  /** Reached on nine paths of ten, by horizon in the order asked for. */
  readonly sure: readonly number[];
  /** Reached on half of the paths. */
  readonly likely: readonly number[];
  /** Reached on one path of ten. */
  readonly possible: readonly number[];
}

/**
 * The most a member will have held by the end of each horizon, on paths drawn as in {@link earningPaths}: a price is within
 * reach by then, on so many paths, exactly where it is no more. One answer serves every price.
 *
 * @param horizons months, ascending
 */
export function reachableBalances(
  held: readonly HeldPoints[],
  earned: readonly number[],
  horizons: readonly number[],
  options: { validityMonths: number | null; paths: number; seed: string; block?: number },
): ReachableBalances {
  const { paths, validityMonths } = options;
  const last = horizons.at(-1)!;
  const surviving = balanceByMonth(held, last);
  const mosts = horizons.map(() => new Float64Array(paths));
  const { below } = seeded(`paths/${options.seed}`);
  const isIdle = earned.every((points) => points === 0);
  const block = Math.min(options.block ?? 3, earned.length);
  // One buffer for all paths: this runs for every account of a programme.
  const drawn = new Float64Array(last);
  for (let path = 0; path < paths; path++) {
    if (!isIdle) drawInto(drawn, earned, block, below);
    let [fresh, most, at] = [0, surviving[0]!, 0];
    for (let month = 1; month <= last; month++) {
      fresh += drawn[month - 1]!;
      if (validityMonths !== null && month > validityMonths) fresh -= drawn[month - validityMonths - 1]!;
      const balance = surviving[month]! + fresh;
      if (balance > most) most = balance;
      if (month === horizons[at]) mosts[at++]![path] = most;
    }
  }
  for (const each of mosts) each.sort();
  // Of 100 paths, 90 reach what the tenth lowest of them holds or less.
  const at = (share: number) => mosts.map((each) => each[paths - Math.ceil(share * paths)]!);
  return { sure: at(0.9), likely: at(0.5), possible: at(0.1) };
}

/** What is left of today's points at the end of month 0 (today), 1, …, horizon. */
function balanceByMonth(held: readonly HeldPoints[], horizon: number): number[] {
  return Array.from({ length: horizon + 1 }, (_, month) =>
    held.reduce((sum, lot) => sum + (lot.monthsLeft === null || month < lot.monthsLeft ? lot.points : 0), 0),
  );
}

function drawMonths(
  earned: readonly number[],
  horizon: number,
  block: number,
  below: (bound: number) => number,
): ArrayLike<number> {
  const drawn = new Float64Array(horizon);
  if (earned.length > 0) drawInto(drawn, earned, block, below);
  return drawn;
}

/** Fills a path with blocks of consecutive months, drawn with replacement; the last block is cut at the path's end. */
function drawInto(
  drawn: Float64Array,
  earned: readonly number[],
  block: number,
  below: (bound: number) => number,
): void {
  for (let month = 0; month < drawn.length;) {
    const start = below(earned.length - block + 1);
    for (let step = 0; step < block && month < drawn.length; step++) drawn[month++] = earned[start + step]!;
  }
}

/** The first month at whose end the balance reaches the price; Infinity if none does. */
function firstMonth(
  surviving: readonly number[],
  drawn: ArrayLike<number>,
  price: number,
  validityMonths: number | null,
): number {
  let fresh = 0;
  for (let month = 0; month < surviving.length; month++) {
    if (month > 0) fresh += drawn[month - 1] ?? 0;
    if (validityMonths !== null && month > validityMonths) fresh -= drawn[month - validityMonths - 1] ?? 0;
    if (surviving[month]! + fresh >= price) return month;
  }
  return Number.POSITIVE_INFINITY;
}

/** A reward as a use of points: whole points, and what it is worth in money. */
export interface Reward {
  readonly price: number;
  readonly value: number;
}

/**
 * The most a balance can be turned into with the rewards on offer, each any number of times, and the points left over: nominal
 * value promises more than that. Whole points; the unbounded knapsack by dynamic programming in steps of the prices'
 * common divisor. Of equal values the one that leaves more points wins.
 */
export function realisableValue(
  balance: number,
  rewards: readonly Reward[],
): { value: number; left: number } {
  const offered = rewards.filter((reward) => reward.price > 0 && reward.price <= balance);
  if (offered.length === 0) return { value: 0, left: balance };
  const unit = offered.reduce((divisor, reward) => commonDivisor(divisor, reward.price), 0);
  const steps = Math.floor(balance / unit);
  const best = new Float64Array(steps + 1);
  for (let step = 1; step <= steps; step++) {
    best[step] = best[step - 1]!;
    for (const { price, value } of offered) {
      const cost = price / unit;
      if (cost <= step) best[step] = Math.max(best[step]!, best[step - cost]! + value);
    }
  }
  const spent = best.indexOf(best[steps]!) * unit;
  return { value: best[steps]!, left: balance - spent };
}

function commonDivisor(left: number, right: number): number {
  return right === 0 ? left : commonDivisor(right, left % right);
}
