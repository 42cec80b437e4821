import { expect, test } from 'vitest';
import { seeded } from '#engine/seeded.ts';
import {
  logChoose,
  logGamma,
  normalQuantile,
  normalTwoSided,
  normalUpperTail,
} from '#engine/special-functions.ts';

// Reference values: SciPy 1.17, gammaln and norm.sf.
test.each([
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247],
  [1.5, -0.12078223763524526],
  [10, 12.801827480081469],
  [1234.5, 7550.550901077894],
])('ln Γ(%d)', (x, expected) => expect(Math.abs(logGamma(x) / expected - 1)).toBeLessThan(1e-13));

test.each([
  [0.1, 0.460172162722971],
  [1, 0.15865525393145707],
  [1.96, 0.024997895148220435],
  [2.999, 0.0013543365337271057],
  [3.001, 0.0013454728250849653],
  [5, 2.866515718791933e-7],
  [10, 7.61985302416047e-24],
])('P(Z > %d)', (z, expected) => {
  expect(Math.abs(normalUpperTail(z) / expected - 1)).toBeLessThan(1e-11);
  expect(normalUpperTail(-z)).toBeCloseTo(1 - expected, 14);
});

test('quantiles invert the tail, binomial coefficients are whole', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.01)).toBeCloseTo(-2.3263478740408408, 12);
  expect(normalTwoSided(-1.959963984540054)).toBeCloseTo(0.05, 13);
  expect(Math.exp(logChoose(10, 3))).toBeCloseTo(120, 10);
});

test('a seed always gives the same stream, another seed another one', () => {
  const stream = (seed: string) => {
    const random = seeded(seed);
    return Array.from({ length: 5 }, () => random.below(1000));
  };
  expect(stream('jiheng')).toEqual(stream('jiheng'));
  expect(stream('jiheng')).not.toEqual(stream('jihenG'));
  expect(stream('jiheng')).toEqual([296, 400, 753, 147, 637]);
});

test('the stream is even: mean, spread and neighbours of 100,000 numbers', () => {
  const random = seeded(20260630);
  const numbers = Array.from({ length: 100_000 }, () => random.next());
  const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const variance = numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / numbers.length;
  const neighbours = numbers.slice(1).reduce((sum, each, i) => sum + (each - mean) * (numbers[i]! - mean), 0);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.004);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
  expect(Math.abs(neighbours / numbers.length / variance)).toBeLessThan(0.013);
});
