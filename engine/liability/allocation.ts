import { UserError } from '../user-error.ts';

/**
 * Exact money. Every amount is a bigint of 1/10000 of the currency unit (DECIMAL(18,4)), points are hundredths
 * (DECIMAL(18,2)), and values and rates are millionths (DECIMAL(18,6)): the integers behind the book's decimals.
 */
export type Money = bigint;
export type Points = bigint;
export type Millionths = bigint;

/** numerator ÷ denominator (> 0), rounded to the nearest whole, halves away from zero, as cents are rounded by hand. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new Error(`divideRounded needs a positive denominator, not ${denominator}.`);
  const half = (2n * (numerator < 0n ? -numerator : numerator) + denominator) / (2n * denominator);
  return numerator < 0n ? -half : half;
}

/**
 * Splits `total` in proportion to `weights` (≥ 0, not all zero) so that the parts add up to it exactly: each part is cut
 * down to a whole, and what is left goes one by one to the largest remainders, the earlier part first where they tie.
 * A negative total (a refund) is split as its opposite.
 */
export function splitExactly(total: Money, weights: readonly bigint[]): Money[] {
  if (total < 0n) return splitExactly(-total, weights).map((part) => -part);
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n || weights.some((weight) => weight < 0n)) {
    throw new Error('splitExactly needs weights that are not negative and not all zero.');
  }
  const parts = weights.map((weight) => (total * weight) / whole);
  const remainders = weights.map((weight, index) => ({ index, size: (total * weight) % whole }));
  remainders.sort((left, right) =>
    left.size === right.size ? left.index - right.index : left.size > right.size ? -1 : 1,
  );
  const left = Number(total - parts.reduce((sum, part) => sum + part, 0n));
  for (const { index } of remainders.slice(0, left)) parts[index]! += 1n;
  return parts;
}

/** An amount without its tax (IFRS 15.47: the transaction price leaves out what is collected for others). */
export function netOfTax(amount: Money, taxRate: Millionths, includesTax: boolean): Money {
  if (taxRate < 0n)
    throw new UserError(`A tax rate of ${Number(taxRate) / 1e6} is negative; correct it in the data.`);
  return includesTax ? divideRounded(amount * 1_000_000n, 1_000_000n + taxRate) : amount;
}

/** Points granted by an order, with what a point sold by itself would cost and the share expected to be redeemed. */
export interface GrantedPoints {
  readonly points: Points;
  readonly standAlonePrice: Millionths;
  /** `booked_redemption_rate` in force at the sale. */
  readonly redemptionRate: Millionths;
}

export interface Allocation {
  /** Revenue of the goods, at the sale. */
  readonly goods: Money;
  /** Deferred for each grant, in the order given. */
  readonly points: readonly Money[];
}

/**
 * The transaction price of one order, net of tax, split between its goods and the points it grants by relative
 * stand-alone selling prices (IFRS 15.73–80, B39–B43; CAS 14 arts. 20, 35). `goods` is the goods' stand-alone selling price.
 * Fixed at the sale: a later estimate of redemption never re-allocates (IFRS 15.88). Nothing sold and no points of
 * value: all stays with the goods. Example 52: 100,000 becomes 91,324 and 8,676.
 */
export function allocateOrder(price: Money, goods: Money, grants: readonly GrantedPoints[]): Allocation {
  // Goods in 1/10^4 and grants in 1/10^14 of the unit are brought to the finer scale, so nothing is rounded before the split.
  const weights = [goods * 10n ** 10n, ...grants.map(standAloneValue)];
  if (weights.every((weight) => weight === 0n)) return { goods: price, points: grants.map(() => 0n) };
  const [toGoods, ...toPoints] = splitExactly(price, weights);
  return { goods: toGoods!, points: toPoints };
}

function standAloneValue(grant: GrantedPoints): bigint {
  return grant.points * grant.standAlonePrice * grant.redemptionRate;
}
