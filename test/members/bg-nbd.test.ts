import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  bgNbdLogLikelihood,
  expectedPurchases,
  expectedSinceFirst,
  fitBgNbd,
  probabilityAlive,
  type BgNbdParameters,
} from '#engine/members/bg-nbd.ts';
import { calibrate, type HeldOut } from '#engine/members/calibration.ts';
import { minimise } from '#engine/members/minimise.ts';
import { purchaseHistory, type PurchaseHistory } from '#engine/members/purchase-history.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { seeded } from '#engine/seeded.ts';
import { published } from '#test/liability/vectors.ts';

const {
  parameters_precise: cdnow,
  log_likelihood,
  expected_purchases_39_weeks: example,
} = published.cdnow_bg_nbd;

describe('at the published parameters', () => {
  test('1.226 purchases are expected in 39 weeks of x = 2, t_x = 30.43, T = 38.86', () => {
    const history = { frequency: example.x, recency: example.t_x, age: example.T };
    expect(Number(expectedPurchases(cdnow, history, 39).toFixed(3))).toBe(example.value);
  });

  // Reference values: the textbook formulas with SciPy's gammaln and hyp2f1.
  test.each([
    [2, 30.43, 38.86, 39, 1.2259057045100386, 0.726608610768208],
    [0, 0, 38.86, 39, 0.1947819471241815, 1],
    [10, 35, 38.86, 39, 6.163721633228734, 0.8469569469243249],
    [26, 30.86, 31, 520, 98.14089158488689, 0.9689185821606515],
  ])('x = %d, t_x = %d, T = %d', (frequency, recency, age, span, purchases, alive) => {
    const history = { frequency, recency, age };
    expect(expectedPurchases(cdnow, history, span) / purchases).toBeCloseTo(1, 9);
    expect(probabilityAlive(cdnow, history)).toBeCloseTo(alive, 12);
  });

  test('likelihood of single members', () => {
    const histories = [
      { frequency: 2, recency: 30.43, age: 38.86 },
      { frequency: 1, recency: 1.71, age: 38.86 },
      { frequency: 0, recency: 0, age: 38.86 },
      { frequency: 7, recency: 29.43, age: 38.86 },
    ];
    expect(bgNbdLogLikelihood(cdnow, histories)).toBeCloseTo(-36.34878177291331, 9);
    expect(bgNbdLogLikelihood(cdnow, [{ frequency: 29, recency: 37, age: 38.86 }])).toBeCloseTo(
      -44.39967333017228,
      9,
    );
  });

  test('a new member repeats 1.858 times in 78 weeks', () => {
    expect(expectedSinceFirst(cdnow, 78)).toBeCloseTo(1.8579560091180436, 9);
    expect(expectedSinceFirst(cdnow, 0)).toBe(0);
  });

  test('nothing breaks at the points where the formula is 0/0', () => {
    const beside = expectedPurchases({ ...cdnow, a: 1.001 }, { frequency: 2, recency: 5, age: 9 }, 10);
    expect(expectedPurchases({ ...cdnow, a: 1 }, { frequency: 2, recency: 5, age: 9 }, 10)).toBeCloseTo(
      beside,
      2,
    );
    const sum = expectedSinceFirst({ ...cdnow, a: 0.4, b: 0.601 }, 10);
    expect(expectedSinceFirst({ ...cdnow, a: 0.4, b: 0.6 }, 10)).toBeCloseTo(sum, 2);
  });
});

/** Members that behave as the model says, each seen for `weeks` and then for `later` weeks more. */
function simulated(parameters: BgNbdParameters, members: number, weeks: number, later: number): HeldOut[] {
  const random = seeded('bg-nbd');
  const gamma = (shape: number): number => {
    // Marsaglia and Tsang (2000); shapes below one through a power of a uniform number.
    if (shape < 1) return gamma(shape + 1) * random.next() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const z = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
      const v = (1 + z / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - random.next()) < z ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return Array.from({ length: members }, () => {
    const rate = gamma(parameters.r) / parameters.alpha;
    const [left, right] = [gamma(parameters.a), gamma(parameters.b)];
    const history = { frequency: 0, recency: 0, age: weeks, actual: 0 };
    for (let time = 0, alive = true; alive;) {
      time -= Math.log(1 - random.next()) / rate;
      if (time > weeks + later) break;
      if (time <= weeks) Object.assign(history, { frequency: history.frequency + 1, recency: time });
      else history.actual++;
      alive = random.next() >= left / (left + right);
    }
    return history;
  });
}

describe('fitting', () => {
  const truth = { r: 0.6, alpha: 5, a: 0.9, b: 2.5 };
  const members = simulated(truth, 3000, 40, 40);

  test('recovers what members were made with, in any order of them', () => {
    const fit = fitBgNbd(members);
    expect(fit.converged).toBe(true);
    expect(fit.r / truth.r).toBeCloseTo(1, 0);
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(bgNbdLogLikelihood(truth, members));
    expect(fitBgNbd(members.toReversed())).toEqual(fit);
  });

  test('a fitted model is calibrated on the hold-out, a wrong one refused, a small one not judged', () => {
    const fit = fitBgNbd(members);
    expect(calibrate(fit, members, 40)).toMatchObject({ status: 'calibrated' });
    expect(calibrate({ ...fit, a: 0.01 }, members, 40)).toMatchObject({
      status: 'miscalibrated',
    });
    expect(calibrate(fit, members.slice(0, 50), 40)).toMatchObject({ status: 'insufficient' });
  });

  test('members without any repeat purchase do not pass for a fit', () => {
    const idle = Array.from({ length: 200 }, () => ({ frequency: 0, recency: 0, age: 30 }));
    expect(fitBgNbd(idle).converged).toBe(false);
  });

  test('an impossible history is a bug, not a number', () => {
    expect(() => fitBgNbd([{ frequency: 1, recency: 9, age: 3 }])).toThrow('No purchase history');
  });
});

test('purchase days become a history: distinct days, repeats after the first, in weeks', () => {
  expect(purchaseHistory([21, 0, 7, 7, 400], 70)).toEqual({ frequency: 2, recency: 3, age: 10 });
  expect(purchaseHistory([80], 70)).toBeUndefined();
});

test('the simplex search finds Rosenbrock’s valley floor and says when it has not', () => {
  const rosenbrock = ([x, y]: readonly number[]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2;
  const found = minimise(rosenbrock, [-1.2, 1]);
  expect(found.converged).toBe(true);
  expect(found.point[0]).toBeCloseTo(1, 5);
  expect(minimise(rosenbrock, [-1.2, 1], { budget: 20 }).converged).toBe(false);
});

const DATA = join(PACKAGE_ROOT, '..', 'shared', 'data', 'cdnow');
const present = existsSync(DATA);

describe.skipIf(!present)(present ? 'CDNOW' : `CDNOW: not run, ${DATA} is absent`, () => {
  test('parameters and log-likelihood of the paper', () => {
    const histories = readFileSync(join(DATA, 'cdnow_customers_summary.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line): PurchaseHistory => {
        const [, frequency, recency, age] = line.split(',').map(Number);
        return { frequency: frequency!, recency: recency!, age: age! };
      });
    const fit = fitBgNbd(histories);
    expect(fit).toMatchObject({ members: 2357, converged: true });
    expect(Number(fit.logLikelihood.toFixed(2))).toBe(log_likelihood);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(fit[name].toFixed(3)).toBe(published.cdnow_bg_nbd.parameters[name].toFixed(3));
    }
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(bgNbdLogLikelihood(cdnow, histories));
  });

  test('from the purchases themselves: the seven-digit parameters, and 39 weeks predict the next 39', () => {
    const days = new Map<string, number[]>();
    for (const line of readFileSync(join(DATA, 'CDNOW_sample.txt'), 'utf8').trim().split('\n')) {
      const [, id, date] = line.trim().split(/\s+/);
      const day =
        Date.UTC(Number(date!.slice(0, 4)), Number(date!.slice(4, 6)) - 1, Number(date!.slice(6))) /
        86_400_000;
      days.set(id!, [...(days.get(id!) ?? []), day]);
    }
    const cut = Date.UTC(1997, 8, 30) / 86_400_000;
    const members = [...days.values()].map((each): HeldOut => {
      const after = new Set(each.filter((day) => day > cut && day <= cut + 273));
      return { ...purchaseHistory(each, cut)!, actual: after.size };
    });
    const fit = fitBgNbd(members);
    expect(members).toHaveLength(2357);
    // The summary has weeks rounded to two digits; the purchases do not, and give the published parameters closely.
    for (const name of ['r', 'alpha', 'a', 'b'] as const) expect(fit[name] / cdnow[name]).toBeCloseTo(1, 4);
    expect(Number(fit.logLikelihood.toFixed(2))).toBe(log_likelihood);
    expect(calibrate(fit, members, 39)).toMatchObject({ status: 'calibrated', actualTotal: 1882 });
  });
});
