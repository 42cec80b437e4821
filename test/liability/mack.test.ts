import { describe, expect, test } from 'vitest';
import type { LastSigma } from '#engine/liability/estimate.ts';
import { mackChainLadder } from '#engine/liability/mack.ts';
import { NotEstimable } from '#engine/liability/not-estimable.ts';
import { readTriangle } from '#engine/liability/read-triangle.ts';
import { latest, triangle } from '#engine/liability/triangle.ts';
import { asPublished, published, vectorText, type PublishedTriangle } from './vectors.ts';

const RULES: Record<string, LastSigma> = { mack_last_sigma: 'mack', log_linear_last_sigma: 'loglinear' };

/** Compares every number at the precision it was published with. */
function expectPublished(computed: readonly (number | null)[], shown: readonly number[]): void {
  expect(computed.map((value, i) => asPublished(value!, shown[i]!))).toEqual(shown);
}

describe.each<[string, PublishedTriangle]>([
  ['RAA', published.raa],
  ['Taylor and Ashe', published.genins],
])('chain ladder reproduces %s', (_name, vector) => {
  const given = readTriangle(vectorText(vector.triangle)).triangle;

  test('development factors, ultimates and what is still to come', () => {
    const estimate = mackChainLadder(given, 'mack');
    expectPublished(estimate.developmentFactors, vector.development_factors);
    expectPublished(estimate.outstanding, vector.ibnr);
    if (vector.ultimate) expectPublished(estimate.ultimate, vector.ultimate);
    expect(asPublished(estimate.total.outstanding, vector.ibnr_total)).toBe(vector.ibnr_total);
    expect(asPublished(estimate.total.ultimate, vector.ultimate_total)).toBe(vector.ultimate_total);
    expect(latest(given).reduce((total, each) => total + each)).toBe(vector.latest_total);
  });

  test.each(Object.entries(vector.standard_error))('standard errors with %s', (rule, shown) => {
    const estimate = mackChainLadder(given, RULES[rule]!);
    expectPublished(estimate.standardError, shown.by_origin);
    expect(asPublished(estimate.total.standardError!, shown.total)).toBe(shown.total);
  });
});

describe('chain ladder at its edges', () => {
  test('two origins give a factor but no error, and say so with null', () => {
    const estimate = mackChainLadder(triangle(['a', 'b'], ['0', '1'], [[100, 150], [80]]), 'mack');
    expect(estimate.ultimate).toEqual([150, 120]);
    expect(estimate.standardError).toEqual([0, null]);
    expect(estimate.total.standardError).toBeNull();
  });

  test('a tail factor raises ultimates and errors in proportion', () => {
    const given = readTriangle(vectorText('raa.csv')).triangle;
    const plain = mackChainLadder(given, 'mack');
    const tailed = mackChainLadder(given, 'mack', 1.05);
    expect(tailed.total.ultimate).toBeCloseTo(1.05 * plain.total.ultimate, 6);
    expect(tailed.total.standardError).toBeCloseTo(1.05 * plain.total.standardError!, 6);
  });

  test('a first column of zeros is not estimable, and the message names the way out', () => {
    const given = triangle(['a', 'b'], ['0', '1'], [[0, 150], [0]]);
    expect(() => mackChainLadder(given, 'mack')).toThrow(NotEstimable);
    expect(() => mackChainLadder(given, 'mack')).toThrow('use the additive method');
  });

  test('one zero that later grows has no variance', () => {
    const given = triangle(['a', 'b', 'c'], ['0', '1', '2'], [[0, 10, 20], [5, 9], [4]]);
    expect(() => mackChainLadder(given, 'mack')).toThrow('Origin a has 0 at age 0');
  });
});
