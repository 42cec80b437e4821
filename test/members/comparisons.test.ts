import { describe, expect, test } from 'vitest';
import { acceleration, effectiveCounts, type TwoWindows } from '#engine/members/acceleration.ts';
import {
  betaBinomialUpperTail,
  binomialTest,
  binomialUpperBound,
  fisherTest,
} from '#engine/redemption/exact-tests.ts';
import { falseDiscoveryRates } from '#engine/redemption/false-discovery.ts';
import { shareRatio, wilsonInterval } from '#engine/redemption/intervals.ts';
import { seeded } from '#engine/seeded.ts';

describe('intervals', () => {
  test('Wilson (SciPy: binomtest(3, 20).proportion_ci)', () => {
    const { low, high } = wilsonInterval(3, 20);
    expect(low).toBeCloseTo(0.05236874589621662, 12);
    expect(high).toBeCloseTo(0.3604188647407569, 12);
    expect(wilsonInterval(0, 20)).toEqual({
      low: 0,
      high: expect.closeTo(0.16112515805281935, 12) as number,
    });
    expect(wilsonInterval(20, 20).high).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('ratio of shares: 36 of 40 against 16 of 80 is 4.5, from 2.94 to 7.15 (Koopman 1984)', () => {
    const { ratio, low, high } = shareRatio(36, 40, 16, 80);
    expect([ratio, Number(low.toFixed(2)), Number(high.toFixed(2))]).toEqual([4.5, 2.94, 7.15]);
  });

  test('the interval is that of the test: it leaves out 1 exactly where p is below 5 %', () => {
    const random = seeded('ratios');
    for (let i = 0; i < 300; i++) {
      const [of, others] = [2 + random.below(60), 2 + random.below(60)];
      const result = shareRatio(random.below(of + 1), of, random.below(others + 1), others);
      const covers = result.low <= 1 && 1 <= result.high;
      expect(covers).toBe(result.pValue! >= 0.05);
      if (result.ratio !== null) expect(result.low <= result.ratio && result.ratio <= result.high).toBe(true);
    }
  });

  test('exchanging the groups inverts the interval', () => {
    const [one, other] = [shareRatio(7, 50, 3, 200), shareRatio(3, 200, 7, 50)];
    expect(one.low).toBeCloseTo(1 / other.high, 8);
    expect(one.high).toBeCloseTo(1 / other.low, 8);
  });

  test('without any hit or without members nothing is claimed', () => {
    expect(shareRatio(0, 5, 0, 9)).toMatchObject({ ratio: null, low: 0, high: Infinity, pValue: 1 });
    expect(shareRatio(0, 0, 3, 9)).toMatchObject({ ratio: null, pValue: null });
    expect(shareRatio(5, 40, 0, 80)).toMatchObject({ ratio: null, high: Infinity });
  });
});

// Reference values: SciPy 1.17 (binomtest, fisher_exact, betabinom, false_discovery_control).
describe('exact tests', () => {
  test('binomial', () => {
    expect(binomialTest(12, 1000, 0.005)).toBeCloseTo(0.005330011206256366, 12);
    expect(binomialTest(2, 1000, 0.005, 'less')).toBeCloseTo(0.12401961723200054, 12);
    expect(binomialTest(90, 100_000, 0.001)).toBeCloseTo(0.34170375445427126, 9);
    expect([binomialTest(0, 5, 0), binomialTest(1, 5, 0), binomialTest(5, 5, 1)]).toEqual([1, 0, 1]);
    expect(() => binomialTest(6, 5, 0.5)).toThrow('no count');
  });

  test('Fisher', () => {
    expect(fisherTest(8, 10, 9, 16)).toBeCloseTo(0.024475524475524483, 12);
    expect(fisherTest(8, 10, 9, 16, 'two-sided')).toBeCloseTo(0.034965034965034975, 12);
    expect(fisherTest(30, 1000, 150, 10_000)).toBeCloseTo(0.0001578485253896172, 12);
    expect(() => fisherTest(0, 10, 9, 10)).toThrow('do not fit');
  });

  test('exact upper bound: none of 100 is at most 3 %', () => {
    expect(binomialUpperBound(0, 100)).toBeCloseTo(0.02951304960715665, 12);
    expect(binomialUpperBound(3, 100)).toBeCloseTo(0.0757107937498301, 12);
    expect(binomialUpperBound(0, 0)).toBe(1);
  });

  test('beta-binomial tail, and the binomial where members do not scatter', () => {
    expect(betaBinomialUpperTail(8, 12, 0.25, 0.1)).toBeCloseTo(0.03527477379018218, 12);
    expect(betaBinomialUpperTail(8, 12, 0.25, 0)).toBe(binomialTest(8, 12, 0.25, 'greater'));
  });

  test('false discoveries', () => {
    const rates = falseDiscoveryRates([0.01, 0.04, null, 0.03, 0.005, 0.5]);
    expect(rates.map((q) => (q === null ? null : Number(q.toFixed(12))))).toEqual([
      0.025,
      0.05,
      null,
      0.05,
      0.025,
      0.5,
    ]);
    expect(falseDiscoveryRates([null])).toEqual([null]);
  });
});

describe('acceleration', () => {
  /** Members with some 13 purchases a year, each in his own rhythm, and a season that doubles the last 90 days. */
  const crowd = (bursts: number): TwoWindows[] => {
    const random = seeded(`crowd/${bursts}`);
    return Array.from({ length: 2000 }, () => {
      const chance = bursts === 0 ? 0.4 : random.next() < 0.4 ? 0.4 + bursts : 0.4 - bursts / 1.5;
      const recent = Array.from({ length: 12 }, () => random.next() < chance).filter(Boolean).length;
      return { recent, previous: 12 - recent, previousDays: 270 };
    });
  };

  test('a season that lifts everyone accelerates nobody', () => {
    const result = acceleration(crowd(0));
    expect(result.season).toBeCloseTo(2, 0);
    expect(result.correlation).toBeLessThan(0.01);
    expect(result.members.filter((member) => member.qValue < 0.05)).toEqual([]);
  });

  test('scatter of members is found and makes the test cautious', () => {
    const result = acceleration(crowd(0.3));
    expect(result.correlation).toBeGreaterThan(0.1);
    const naive = crowd(0.3).filter(
      (member) => binomialTest(member.recent, 12, 0.4, 'greater') < 0.01,
    ).length;
    const cautious = result.members.filter((member) => member.pValue < 0.01).length;
    expect(cautious).toBeLessThan(naive / 4);
  });

  test('one who really changes is found among many who do not', () => {
    const changed = { recent: 40, previous: 5, previousDays: 270 };
    const result = acceleration([...crowd(0), changed]);
    expect(result.members.filter((member) => member.qValue < 0.05)).toHaveLength(1);
    expect(result.members.at(-1)!.ratio).toBeCloseTo(40 / 90 / (5 / 270) / result.season, 12);
  });

  test('the order of members changes no figure; idle ones are not tested', () => {
    const members = [...crowd(0.3), { recent: 0, previous: 0, previousDays: 100 }];
    const [ahead, behind] = [acceleration(members), acceleration(members.toReversed())];
    expect(behind.members.toReversed()).toEqual(ahead.members);
    expect(ahead.members.at(-1)).toEqual({ ratio: null, pValue: 1, qValue: 1 });
  });

  test('one large earn is not many purchases', () => {
    expect(effectiveCounts(300, 0, 3 * 100 ** 2)).toEqual({ recent: 3, previous: 0 });
    expect(effectiveCounts(10_000, 100, 10_000 ** 2 + 10 * 10 ** 2)).toEqual({ recent: 0, previous: 1 });
    expect(effectiveCounts(0, 0, 0)).toEqual({ recent: 0, previous: 0 });
  });
});
