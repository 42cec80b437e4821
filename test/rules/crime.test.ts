import { describe, expect, it } from 'vitest';
import { componentsOf } from '#engine/rules/crime/graph.ts';
import { referralForest } from '#engine/rules/crime/referral-forest.ts';
import { findRings, type Transfers } from '#engine/rules/crime/rings.ts';
import { seeded } from '#engine/seeded.ts';

type Given = readonly (readonly [from: number, to: number, at: number, points: number])[];

/** Transfers with a window of 10, a tolerance of 2 % and rings of up to `longest`. */
function transfersOf(accounts: number, given: Given, longest = 4): Transfers {
  return {
    accounts,
    from: Int32Array.from(given, ([from]) => from),
    to: Int32Array.from(given, ([, to]) => to),
    at: Float64Array.from(given, ([, , at]) => at),
    hundredths: Float64Array.from(given, ([, , , points]) => points),
    inHousehold: new Uint8Array(given.length),
    window: new Float64Array(given.length).fill(10),
    tolerance: new Float64Array(given.length).fill(2),
    longest: new Uint8Array(given.length).fill(longest),
  };
}

/** Whether any ring exists whose earliest transfer is `first`, by trying every way. */
function hasRing(given: Given, first: number, longest: number): boolean {
  const [home, second, start, points] = given[first]!;
  const walk = (account: number, visited: readonly number[]): boolean =>
    given.some(([from, to, at, amount], edge) => {
      if (edge <= first || from !== account || at > start + 10) return false;
      if (Math.abs(amount - points) * 100 > 2 * Math.max(amount, points)) return false;
      if (to === home) return visited.length >= 3;
      return !visited.includes(to) && visited.length < longest && walk(to, [...visited, to]);
    });
  return home !== second && walk(second, [home, second]);
}

describe('rings', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'finds what trying every way finds, seed %i',
    (seed) => {
      const random = seeded(seed);
      const given: Given = Array.from({ length: 24 }, (_, index) => [
        random.below(7),
        random.below(7),
        index,
        [1000, 1010, 1500][random.below(3)]!,
      ]);
      const openings = findRings(transfersOf(7, given)).map((ring) => ring[0]!);
      const expected = given.flatMap((_, first) => (hasRing(given, first, 4) ? [first] : []));
      expect(openings).toEqual(expected);
    },
  );

  it('gives the transfers of a ring along the way of the points', () => {
    const given: Given = [
      [1, 2, 0, 500],
      [0, 1, 1, 500],
      [2, 0, 2, 500],
    ];
    expect(findRings(transfersOf(3, given))).toEqual([[0, 2, 1]]);
  });

  it('says that it gives up where the work would not end, and not that there is nothing', () => {
    const given: Given = Array.from({ length: 2000 }, (_, index) => [
      index % 2 ? 0 : 1,
      index % 2 ? 1 : 0,
      5,
      500,
    ]);
    expect(findRings(transfersOf(2, given))).toEqual([]);
    expect(() => findRings(transfersOf(2, given), 1000)).toThrow(/raise min_points/);
  });
});

describe('strong components', () => {
  it('holds a circle of a hundred thousand accounts together, and a chain apart', () => {
    const size = 100_000;
    const from = Int32Array.from({ length: size }, (_, index) => index);
    const circle = componentsOf({ accounts: size, from, to: from.map((index) => (index + 1) % size) });
    expect(new Set(circle).size).toBe(1);
    const chain = componentsOf({
      accounts: size,
      from: from.slice(0, -1),
      to: from.slice(0, -1).map((index) => index + 1),
    });
    expect(new Set(chain).size).toBe(size);
  });
});

describe('the forest of referrals', () => {
  it('counts levels from the top', () => {
    expect(referralForest(Int32Array.of(-1, 0, 1, 0, -1))).toEqual({
      roots: Int32Array.of(0, 0, 0, 0, 4),
      levels: Int32Array.of(1, 2, 3, 2, 1),
    });
  });

  it('cuts circles, and reaches everybody in them', () => {
    const { roots, levels } = referralForest(Int32Array.of(2, 0, 1, 2));
    expect(new Set(roots).size).toBe(1);
    expect(levels.every((level) => level >= 1)).toBe(true);
  });

  it('climbs a chain of a million without a stack', () => {
    const { levels } = referralForest(Int32Array.from({ length: 1_000_000 }, (_, index) => index - 1));
    expect(levels.at(-1)).toBe(1_000_000);
  });
});
