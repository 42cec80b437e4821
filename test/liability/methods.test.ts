import { describe, expect, test } from 'vitest';
import { additiveMethod } from '#engine/liability/additive.ts';
import {
  bornhuetterFerguson,
  capeCodRate,
  patternOfFactors,
  patternOfRates,
} from '#engine/liability/bornhuetter-ferguson.ts';
import { fillVariances } from '#engine/liability/estimate.ts';
import { mackChainLadder } from '#engine/liability/mack.ts';
import { bootstrapByMember, weightedCells, type MemberCells } from '#engine/liability/member-bootstrap.ts';
import { NotEstimable } from '#engine/liability/not-estimable.ts';
import { readTriangle } from '#engine/liability/read-triangle.ts';
import { significant, significantOrNull } from '#engine/liability/significant.ts';
import { exponentialTail, tailFactor } from '#engine/liability/tail.ts';
import { accumulate, latest, triangle } from '#engine/liability/triangle.ts';
import { ultimateBy } from '#engine/liability/ultimate.ts';
import { seeded } from '#engine/seeded.ts';
import { vectorText } from './vectors.ts';

const taylorAshe = readTriangle(vectorText('genins.csv')).triangle;
/** Minimum prices make the first age zero: the case chain ladder cannot take. */
const young = triangle(['2024', '2025', '2026'], ['0', '1', '2'], [[0, 30, 45], [0, 50], [0]]);

describe('additive method', () => {
  test('by hand: rates are increments ÷ issued of the origins that have reached the age', () => {
    const estimate = additiveMethod(young, [100, 200, 300]);
    expect(estimate.rates).toEqual([0, 80 / 300, 15 / 100]);
    expect(estimate.ultimate[1]).toBeCloseTo(50 + 200 * 0.15, 12);
    expect(estimate.ultimate[2]).toBeCloseTo(300 * (80 / 300 + 0.15), 12);
    expect(estimate.ultimateRate).toBeCloseTo(80 / 300 + 0.15, 12);
    expect(estimate.completed[2]!.at(-1)).toBe(estimate.ultimate[2]);
  });

  test('by hand: variances and standard errors', () => {
    const estimate = additiveMethod(young, [100, 200, 300]);
    const rate = 80 / 300;
    const one = (30 - 100 * rate) ** 2 / 100 + (50 - 200 * rate) ** 2 / 200;
    // The first age never varies, so Mack's rule takes the smallest variance, none, for the last.
    expect(estimate.variances).toEqual([0, expect.closeTo(one, 12), 0]);
    expect(estimate.standardError[2]).toBeCloseTo(Math.sqrt(300 * one + (300 ** 2 * one) / 300), 12);
    expect(estimate.total.standardError).toBeCloseTo(estimate.standardError[2]!, 12);
  });

  test('its error is that of repeated samples from its own model', () => {
    const random = seeded('additive');
    const issued = [900, 1000, 1100, 1200, 1300, 1400, 1500, 1600];
    // Four origins have every age, so that no variance rests on a rule.
    const reached = [5, 5, 5, 5, 4, 3, 2, 1];
    const labels = reached.map((_, i) => `${i}`);
    const rates = [0.1, 0.25, 0.2, 0.1, 0.05];
    // Sums of twelve uniform numbers stand in for normal ones: mean v·m, variance v·0.04.
    const draw = (volume: number, rate: number) =>
      volume * rate +
      Math.sqrt(volume * 0.04) * (Array.from({ length: 12 }, random.next).reduce((s, u) => s + u) - 6);
    let [squares, predicted] = [0, 0];
    const runs = 3000;
    for (let run = 0; run < runs; run++) {
      const full = issued.map((volume) => rates.map((rate) => draw(volume, rate)));
      const known = full.map((row, i) => row.slice(0, reached[i]));
      const estimate = additiveMethod(triangle(labels, labels.slice(0, 5), accumulate(known)), issued);
      const truth = full.flatMap((row, i) => row.slice(reached[i])).reduce((sum, each) => sum + each, 0);
      squares += (truth - estimate.total.outstanding) ** 2 / runs;
      predicted += estimate.total.standardError! ** 2 / runs;
    }
    expect(predicted / squares).toBeGreaterThan(0.92);
    expect(predicted / squares).toBeLessThan(1.08);
  });

  test('an origin that issued nothing is refused by name', () => {
    expect(() => additiveMethod(young, [100, 0, 300])).toThrow('Origin 2025 issued 0');
  });

  test('a single origin has an estimate and no error', () => {
    const estimate = additiveMethod(triangle(['2024'], ['0', '1'], [[1, 3]]), [10]);
    expect(estimate).toMatchObject({ ultimate: [3], standardError: [0], total: { standardError: null } });
  });
});

describe('Bornhuetter–Ferguson', () => {
  const chain = mackChainLadder(taylorAshe, 'mack');
  const pattern = patternOfFactors(chain.developmentFactors);
  const issued = taylorAshe.origins.map(() => 6_000_000);

  test('a prior equal to chain ladder’s own rate gives chain ladder back, origin by origin', () => {
    for (const [i, ultimate] of chain.ultimate.entries()) {
      const estimate = bornhuetterFerguson(taylorAshe, issued, pattern, ultimate / issued[i]!);
      expect(estimate.ultimate[i]! / ultimate).toBeCloseTo(1, 12);
    }
  });

  test('what is to come depends on the prior alone, not on what has been seen', () => {
    const [low, high] = [0.7, 0.9].map((prior) =>
      bornhuetterFerguson(taylorAshe, issued, pattern, prior, 0.05),
    );
    expect(high!.outstanding[9]! / low!.outstanding[9]!).toBeCloseTo(0.9 / 0.7, 12);
    expect(low!.standardError[9]).toBeCloseTo(issued[9]! * (1 - pattern[0]!) * 0.05, 6);
    expect(low!.total.standardError).toBeCloseTo(
      low!.standardError.reduce<number>((sum, each) => sum + each!, 0),
      3,
    );
    expect(bornhuetterFerguson(taylorAshe, issued, pattern, 0.7).total.standardError).toBeNull();
  });

  test('Cape Cod: the prior at which all expected redemptions to date equal the actual ones', () => {
    const developed = taylorAshe.cumulative.map((row) => pattern[row.length - 1]!);
    const prior = capeCodRate(latest(taylorAshe), issued, developed);
    const expected = issued.reduce((sum, points, i) => sum + points * developed[i]! * prior, 0);
    expect(expected).toBeCloseTo(34_358_090, 3);
    expect(() => capeCodRate([0], [100], [0])).toThrow(NotEstimable);
  });

  test('a tail leaves something to come of complete origins too', () => {
    const estimate = bornhuetterFerguson(
      taylorAshe,
      issued,
      patternOfFactors(chain.developmentFactors, 1.1),
      0.9,
    );
    expect(estimate.outstanding[0]).toBeCloseTo(6_000_000 * 0.9 * (1 - 1 / 1.1), 4);
    expect(patternOfRates([0, 0.2, 0.2])).toEqual([0, 0.5, 1]);
    expect(() => patternOfRates([0, 0])).toThrow(NotEstimable);
  });
});

describe('tail', () => {
  test('an exponential pattern continues as it is', () => {
    const tail = exponentialTail([0, 0.2, 0.1, 0.05, 0.025], 3);
    expect(tail.decay).toBeCloseTo(0.5, 12);
    expect(tail.values.map((value) => Number(value.toFixed(12)))).toEqual([0.0125, 0.00625, 0.003125]);
    expect(tailFactor([1.4, 1.2, 1.1], 2).factor).toBeCloseTo(1.05 * 1.025, 12);
  });
  test('no slowing down, no tail: nothing is made up', () => {
    expect(() => exponentialTail([0.1, 0.2, 0.3], 3)).toThrow('does not slow down');
    expect(() => exponentialTail([0, 0.2, 0.1], 3)).toThrow('Fewer than three ages');
  });
});

describe('bootstrap by member', () => {
  test('of a mean it gives the textbook standard error', () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 10);
    const mean = (drawn: Uint32Array) => [values.reduce((sum, value, i) => sum + value * drawn[i]!, 0) / 400];
    const [spread] = bootstrapByMember(400, mean, { replicates: 2000, seed: 'mean' });
    expect(spread!.mean).toBeCloseTo(4.5, 1);
    expect(spread!.standardError / Math.sqrt(8.25 / 400)).toBeCloseTo(1, 1);
    expect(spread!.high - spread!.low).toBeCloseTo(2 * 1.96 * spread!.standardError, 1);
    expect(bootstrapByMember(400, mean, { replicates: 20, seed: 'mean' })).toEqual(
      bootstrapByMember(400, mean, { replicates: 20, seed: 'mean' }),
    );
  });

  const cells: MemberCells = {
    member: [0, 0, 1, 1, 1, 2],
    origin: [0, 0, 0, 1, 0, 1],
    age: [0, 1, 0, 0, 1, 0],
    issued: [100, 0, 50, 80, 0, 20],
    redeemed: [10, 20, 5, 8, 15, 0],
  };

  test('every member once is the triangle itself; weights multiply', () => {
    expect(weightedCells(cells, [2, 1], [1, 1, 1])).toEqual({
      increments: [[15, 35], [8]],
      issued: [150, 100],
    });
    expect(weightedCells(cells, [2, 1], [0, 2, 1])).toEqual({
      increments: [[10, 30], [16]],
      issued: [100, 180],
    });
    expect(() => weightedCells(cells, [1, 1], [1, 1, 1])).toThrow('outside the triangle');
  });

  test('an additive ultimate with its spread; replicates that issue nothing are left out', () => {
    const rate = (drawn: Uint32Array) => {
      const { increments, issued } = weightedCells(cells, [2, 1], drawn);
      if (issued.some((points) => points === 0)) return [Number.NaN];
      return [additiveMethod(triangle(['a', 'b'], ['0', '1'], accumulate(increments)), issued).ultimateRate];
    };
    const [spread] = bootstrapByMember(3, rate, { replicates: 200, seed: 'ultimate' });
    expect(spread!.standardError).toBeGreaterThan(0);
    expect(bootstrapByMember(3, () => [Number.NaN], { replicates: 9, seed: 'none' })).toEqual([null]);
  });
});

test('variances of the last ages: Mack’s rule, log-linear, and what little data allows', () => {
  expect(fillVariances([8, 4, null], 'mack')).toEqual([8, 4, 2]);
  expect(fillVariances([4, 8, null], 'mack')).toEqual([4, 8, 4]);
  expect(fillVariances([8, 4, null, null], 'loglinear').map((v) => Number(v!.toFixed(12)))).toEqual([
    8, 4, 2, 1,
  ]);
  expect(fillVariances([8, null], 'mack')).toEqual([8, 8]);
  expect(fillVariances([8, null], 'loglinear')).toEqual([8, 8]);
  expect(fillVariances([null], 'mack')).toEqual([null]);
  expect(fillVariances([0, 0, null], 'mack')).toEqual([0, 0, 0]);
});

test('estimates are stored with ten significant digits', () => {
  expect([significant(1 / 3), significant(-123456789012.5), significant(-0)]).toEqual([
    0.3333333333, -123456789000, 0,
  ]);
  expect(Object.is(significant(-1e-320 * 1e-10), 0)).toBe(true);
  expect(significantOrNull(null)).toBeNull();
  expect(() => significant(Number.NaN)).toThrow('finite');
});

describe('the policies of a wallet', () => {
  // Two years of vintages of 1,000 points, of which 100, 60, 36 … are redeemed at each age.
  const months = Array.from({ length: 24 }, (_, i) => i);
  const reached = (i: number) => months.slice(0, 24 - i);
  const given = {
    vintages: months.map((month) => 24_000 + month),
    issued: months.map(() => 1000),
    redeemed: triangle(
      months.map(String),
      months.map(String),
      accumulate(months.map((i) => reached(i).map((age) => 100 * 0.6 ** age))),
    ),
    gone: triangle(
      months.map(String),
      months.map(String),
      accumulate(months.map((i) => reached(i).map(() => 0))),
    ),
  };
  const assumptions = { bookedRate: 0.4, breakageOfLifetime: 0 };
  const first = 24_000;
  const last = 24_023;

  test('without more everything left beyond the oldest age is expected', () => {
    const { points } = ultimateBy('additive', given, assumptions);
    expect(points.get(first)).toBeCloseTo(1000, 6);
  });

  test('a tail lets redemption fade on, never beyond what is left', () => {
    const faded = ultimateBy('additive', given, { ...assumptions, tailHorizon: 200 });
    expect(faded.points.get(first)).toBeCloseTo(100 / (1 - 0.6), 6);
    const short = ultimateBy('additive', given, { ...assumptions, tailHorizon: 0 });
    expect(short.points.get(first)).toBeCloseTo(latest(given.redeemed)[0]!, 9);
  });

  test('young vintages take Bornhuetter–Ferguson with the booked rate, older ones keep their method', () => {
    const plain = ultimateBy('additive', given, { ...assumptions, tailHorizon: 200 });
    const mixed = ultimateBy('additive', given, { ...assumptions, tailHorizon: 200, youngMonths: 3 });
    const young = ultimateBy('bornhuetter_ferguson', given, { ...assumptions, tailHorizon: 200 });
    expect(mixed.points.get(first)).toBe(plain.points.get(first));
    expect(mixed.points.get(last)).toBe(young.points.get(last));
    expect(mixed.points.get(last)).not.toBeCloseTo(plain.points.get(last)!, 3);
    expect(mixed.rateOfNew).toBe(0.4);
  });
});
