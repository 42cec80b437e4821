import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateOrder, divideRounded, netOfTax, splitExactly } from '#engine/liability/allocation.ts';
import {
  conditionalRate,
  contractLiability,
  estimatedPoints,
  poolMovement,
  provision,
  revenueToDate,
  type Pool,
} from '#engine/liability/recognition.ts';
import { published } from './vectors.ts';

const money = (yuan: number) => BigInt(Math.round(yuan * 10_000));
const points = (count: number) => BigInt(Math.round(count * 100));
const millionths = (value: number) => BigInt(Math.round(value * 1_000_000));
/** Whole yuan, as the standard prints them. */
const yuan = (amount: bigint) => Number(divideRounded(amount, 10_000n));

describe('IFRS 15 Example 52', () => {
  const { given, allocation, periods } = published.ifrs15_example_52;
  const split = allocateOrder(money(given.transaction_price), money(given.ssp_goods), [
    {
      points: points(given.points_issued),
      standAlonePrice: millionths(given.ssp_per_point_before_breakage),
      redemptionRate: millionths(given.expected_redemption_initial / given.points_issued),
    },
  ]);
  const pools = periods.map((period) => ({
    allocated: split.points[0]!,
    redeemed: points(period.redeemed_cumulative),
    expectedTotal: points(period.expected_redemption),
  }));

  test('allocates 91,324 to the goods and 8,676 to the points', () => {
    expect([yuan(split.goods), yuan(split.points[0]!)]).toEqual([allocation.goods, allocation.points]);
    expect(split.goods + split.points[0]!).toBe(money(given.transaction_price));
  });

  test('recognises 4,110, then 3,493; owes 4,566, then 1,073', () => {
    const revenue = pools.map(
      (pool, i) => revenueToDate(pool) - (i === 0 ? 0n : revenueToDate(pools[i - 1]!)),
    );
    expect(revenue.map(yuan)).toEqual(periods.map((period) => period.revenue));
    expect(pools.map(contractLiability).map(yuan)).toEqual(periods.map((period) => period.liability));
  });

  test('the second year is what was redeemed at the old estimate, less the change in estimate', () => {
    const second = poolMovement(pools[0]!, pools[1]!, points(periods[0]!.expected_redemption));
    expect(second.added).toBe(0n);
    expect(yuan(second.recognised)).toBe(3653);
    expect(yuan(second.changeInEstimate)).toBe(-160);
    expect(second.recognised + second.changeInEstimate).toBe(second.revenue);
    expect(yuan(second.revenue)).toBe(3493);
    expect(second.closing).toBe(contractLiability(pools[0]!) - second.revenue);
  });

  test('the standard’s own whole-yuan allocation of 8,676 gives the same figures', () => {
    const rounded = pools.map((pool) => ({ ...pool, allocated: money(8676) }));
    expect(rounded.map(contractLiability).map(yuan)).toEqual([4566, 1073]);
  });
});

describe('money is exact', () => {
  test('parts always add up, differ from their due by less than one, and mirror for refunds', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), weights, (total, given) => {
        const whole = given.reduce((sum, each) => sum + each, 0n);
        fc.pre(whole > 0n);
        const parts = splitExactly(total, given);
        expect(parts.reduce((sum, each) => sum + each, 0n)).toBe(total);
        for (const [i, part] of parts.entries()) {
          const error = part * whole - total * given[i]!;
          expect(error < whole && error > -whole).toBe(true);
        }
        expect(splitExactly(-total, given)).toEqual(parts.map((part) => (part === 0n ? 0n : -part)));
      }),
      { seed: 20260630, numRuns: 300 },
    );
  });

  test('the remainder goes to the largest fraction, the earlier one where they tie', () => {
    expect(splitExactly(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitExactly(10n, [1n, 2n, 4n])).toEqual([1n, 3n, 6n]);
  });

  test('tax comes out of a gross amount, halves round away from zero', () => {
    expect(netOfTax(money(113), millionths(0.13), true)).toBe(money(100));
    expect(netOfTax(money(100), millionths(0.13), false)).toBe(money(100));
    expect(netOfTax(money(100), millionths(0.13), true)).toBe(884_956n);
    expect([divideRounded(5n, 2n), divideRounded(-5n, 2n), divideRounded(-1n, 3n)]).toEqual([3n, -3n, 0n]);
  });

  test('an order without priced goods or valued points keeps its price with the goods', () => {
    const free = { points: points(10), standAlonePrice: 0n, redemptionRate: millionths(1) };
    expect(allocateOrder(money(5), 0n, [free])).toEqual({ goods: money(5), points: [0n] });
  });
});

describe('a pool at its edges', () => {
  const pool = (redeemed: number, expectedTotal: number): Pool => ({
    allocated: money(100),
    redeemed: points(redeemed),
    expectedTotal: points(expectedTotal),
  });
  test.each([
    ['more redeemed than expected: capped at what was allocated', pool(120, 100), 100],
    ['nothing expected, nothing redeemed: all is breakage', pool(0, 0), 100],
    ['nothing redeemed yet', pool(0, 90), 0],
    ['restores beyond redemptions count as none', pool(-5, 90), 0],
  ])('%s', (_name, given, revenue) => {
    expect(revenueToDate(given)).toBe(money(revenue));
    expect(contractLiability(given)).toBe(money(100 - revenue));
  });

  test('new sales and a refund move the allocated amount, and the liability still bridges', () => {
    const opening = pool(40, 80);
    const closing = { allocated: money(150), redeemed: points(60), expectedTotal: points(130) };
    const moved = poolMovement(opening, closing, points(120));
    expect(moved.closing).toBe(contractLiability(opening) + moved.added - moved.revenue);
    expect(moved).toMatchObject({ added: money(50), recognised: money(25), changeInEstimate: -57_692n });
  });

  test('the provision is outstanding × conditional rate × unit cost', () => {
    const free = { outstanding: points(800), redeemed: points(200), expectedTotal: points(600) };
    expect(conditionalRate(free)).toBe(0.5);
    expect(provision(free, millionths(0.08))).toBe(money(32));
    expect(provision({ ...free, expectedTotal: points(2000) }, millionths(0.08))).toBe(money(64));
    expect(provision({ ...free, expectedTotal: points(100) }, millionths(0.08))).toBe(0n);
    expect(conditionalRate({ ...free, outstanding: 0n })).toBeNull();
  });

  test('an estimate enters as whole hundredths of a point', () => {
    expect(estimatedPoints(9500.004)).toBe(950_000n);
    expect(() => estimatedPoints(Number.NaN)).toThrow('finite');
  });
});
