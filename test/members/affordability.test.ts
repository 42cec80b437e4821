import { describe, expect, test } from 'vitest';
import { earningPaths, monthsOnStraightLine, realisableValue } from '#engine/members/affordability.ts';

const options = { validityMonths: null, horizon: 12, paths: 400, seed: 'test' };

test('1,000 yuan a month at a point per yuan reach 5,000 points in 5 months', () => {
  expect(monthsOnStraightLine(0, 5000, 1000)).toBe(5);
  expect(monthsOnStraightLine(5000, 5000, 0)).toBe(0);
  expect(monthsOnStraightLine(0, 5000, 0)).toBeNull();
});

describe('earning paths', () => {
  test('a steady earner walks the straight line', () => {
    const paths = earningPaths([], [1000, 1000, 1000], 5000, options);
    expect(paths).toMatchObject({ soon: 5, median: 5, late: 5 });
    expect(paths.reachedBy).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test('an uneven earner of the same average has a spread around it', () => {
    const paths = earningPaths([], [0, 0, 3000, 0, 1500, 1500], 5000, options);
    expect(paths.soon!).toBeLessThan(paths.late ?? 99);
    expect(paths.reachedBy.every((share, m) => m === 0 || share >= paths.reachedBy[m - 1]!)).toBe(true);
  });

  test('points that live three months never add up to five', () => {
    expect(earningPaths([], [1000], 5000, { ...options, validityMonths: 3 }).median).toBeNull();
    expect(earningPaths([], [1000], 3000, { ...options, validityMonths: 3 }).median).toBe(3);
  });

  test('points held today count only while they live', () => {
    const soonGone = [{ points: 3000, monthsLeft: 2 }];
    expect(earningPaths(soonGone, [1000], 4000, options).median).toBe(1);
    expect(earningPaths(soonGone, [500], 4000, options).median).toBe(8);
    expect(earningPaths([{ points: 3000, monthsLeft: null }], [500], 4000, options).median).toBe(2);
  });

  test('today is month 0; without earnings only today counts', () => {
    expect(earningPaths([{ points: 5, monthsLeft: null }], [], 5, options).median).toBe(0);
    expect(earningPaths([{ points: 4, monthsLeft: null }], [], 5, options).late).toBeNull();
  });

  test('the same seed gives the same paths', () => {
    const run = (seed: string) => earningPaths([], [0, 100, 2000, 40], 5000, { ...options, seed });
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
  });
});

describe('what a balance can be turned into', () => {
  const service = { price: 5000, value: 500 };
  const tyre = { price: 10_000, value: 1000 };
  test('12,000 points are nominally 1,200 yuan, realisable 1,000 with 2,000 points left', () => {
    expect(realisableValue(12_000, [service, tyre])).toEqual({ value: 1000, left: 2000 });
  });
  test('the best mix, not the dearest first', () => {
    const rewards = [{ price: 7000, value: 750 }, service];
    expect(realisableValue(12_000, rewards)).toEqual({ value: 1250, left: 0 });
    expect(realisableValue(10_000, rewards)).toEqual({ value: 1000, left: 0 });
  });
  test('below the cheapest reward nothing', () => {
    expect(realisableValue(4999, [service, tyre])).toEqual({ value: 0, left: 4999 });
  });
});
