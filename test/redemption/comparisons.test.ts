import { describe, expect, it } from 'vitest';
import { eligibilityEffect, holdOutEffect, type Arm } from '#engine/promotions/effects.ts';
import { indifferenceRatio } from '#engine/redemption/indifference.ts';
import { matchedRateRatio, type MatchedCount } from '#engine/redemption/rate-ratio.ts';
import { suggest } from '#engine/redemption/suggestion.ts';
import { seeded } from '#engine/seeded.ts';

describe('choices against indifference', () => {
  it('expects k of n, adds variances up and inverts the score test', () => {
    const found = indifferenceRatio([
      { affordable: 4, named: 1, choices: 40, chosen: 20 },
      { affordable: 2, named: 1, choices: 20, chosen: 10 },
    ]);
    expect(found).toMatchObject({ expected: 20, chosen: 30, ratio: 1.5 });
    // Variance 40·¼·¾ + 20·¼ = 12.5: z = 10 / √12.5, p = 0.00468.
    expect(found.pValue).toBeCloseTo(0.004678, 6);
    for (const bound of [found.low, found.high])
      expect((30 - bound * 20) ** 2 / (bound * 12.5)).toBeCloseTo(1.959964 ** 2, 4);
  });

  it('holds its level where members do not care', () => {
    const random = seeded(8);
    const excluded = Array.from({ length: 400 }, () => {
      const chosen = Array.from({ length: 60 }, () => random.below(5)).filter((pick) => pick === 0).length;
      const { low, high } = indifferenceRatio([{ affordable: 5, named: 1, choices: 60, chosen }]);
      return low > 1 || high < 1;
    }).filter(Boolean).length;
    expect(excluded / 400).toBeLessThan(0.09);
  });

  it('says nothing where fewer than five were expected, or nobody chose', () => {
    expect(indifferenceRatio([{ affordable: 10, named: 1, choices: 20, chosen: 9 }]).pValue).toBeNull();
    expect(indifferenceRatio([]).ratio).toBeNull();
  });
});

describe('a suggestion', () => {
  const clear = { affordable: 100, ratio: 2, qValue: 0.01, isInStock: true, relativeCost: 1 };
  it.each([
    [{}, 'raise', 'preferred'],
    [{ isInStock: false }, 'raise', 'preferred_out_of_stock'],
    [{ relativeCost: 1.6 }, 'hold', 'preferred_but_dear'],
    [{ ratio: 0.4 }, 'retire', 'avoided'],
    [{ qValue: 0.06 }, 'hold', 'indifferent'],
    [{ affordable: 29 }, 'not_evaluable', 'too_few'],
    [{ affordable: null }, 'not_evaluable', 'exposure_unknown'],
  ] as const)('of %j is %s: %s', (change, advice, reason) => {
    expect(suggest({ ...clear, ...change })).toEqual({ advice, reason });
  });
});

describe('hazards of matched members', () => {
  const nobody = { members: 0, purchases: 0, days: 0 };
  const both = (stratum: string, group: number, exposed: number, others: number): MatchedCount[] => [
    { stratum, group, exposed: { members: 10, purchases: exposed, days: 500 }, others: nobody },
    { stratum, group, exposed: nobody, others: { members: 10, purchases: others, days: 500 } },
  ];

  it('compares within strata only, so that a stratum of eager members misleads nobody', () => {
    // In each stratum twice as many; pooled, the exposed would look worse.
    const eager = Array.from({ length: 20 }, (_, group) => ({
      stratum: 'eager',
      group,
      exposed: { members: 2, purchases: 4, days: 100 },
      others: { members: 20, purchases: 20, days: 1000 },
    }));
    const slow = Array.from({ length: 20 }, (_, group) => ({
      stratum: 'slow',
      group,
      exposed: { members: 20, purchases: 4, days: 2000 },
      others: { members: 2, purchases: 1, days: 1000 },
    }));
    const found = matchedRateRatio([...eager, ...slow], 20);
    expect(found.status).toBe('measured');
    expect(found.ratio).toBeCloseTo(2, 10);
    // Every group says the same: no scatter.
    expect(found.standardError).toBeCloseTo(0, 10);
    expect(found.eValue).toBeCloseTo(2 + Math.sqrt(2), 10);
  });

  it('widens where groups of members disagree, and does not count who has nobody to compare with', () => {
    const counts = Array.from({ length: 20 }, (_, group) => both('a', group, group % 2 ? 1 : 5, 2)).flat();
    const alone: MatchedCount = {
      stratum: 'alone',
      group: 3,
      exposed: { members: 7, purchases: 7, days: 70 },
      others: nobody,
    };
    const found = matchedRateRatio([...counts, alone], 20);
    expect(found).toMatchObject({ status: 'measured', unmatched: 7 });
    expect(found.ratio).toBeCloseTo(1.5, 10);
    expect(found.low).toBeLessThan(1.2);
    expect(found.high).toBeGreaterThan(1.8);
  });

  it('is refused where too few bought again, or nobody matches', () => {
    expect(matchedRateRatio(both('a', 0, 19, 40), 20)).toMatchObject({ status: 'too_few', ratio: null });
    expect(matchedRateRatio([], 20)).toMatchObject({ status: 'no_match', ratio: null });
  });
});

/** Sums over members who each spent so much while it ran, before it, and so on. */
function arm(members: readonly { y: number; c: number; a: number; b: number; p: number }[]): Arm {
  const sum = (pick: (member: (typeof members)[number]) => number) =>
    members.reduce((total, member) => total + pick(member), 0);
  return {
    members: members.length,
    buying: members.filter(({ y }) => y > 0).length,
    y: sum(({ y }) => y),
    yy: sum(({ y }) => y * y),
    c: sum(({ c }) => c),
    cc: sum(({ c }) => c * c),
    yc: sum(({ y, c }) => y * c),
    a: sum(({ a }) => a),
    aa: sum(({ a }) => a * a),
    ac: sum(({ a, c }) => a * c),
    b: sum(({ b }) => b),
    ybSquared: sum(({ y, b }) => (y - b) ** 2),
    abSquared: sum(({ a, b }) => (a - b) ** 2),
    p: sum(({ p }) => p),
    bpSquared: sum(({ b, p }) => (b - p) ** 2),
  };
}

describe('effects of promotions', () => {
  const ended = { isOver: true, isAfterOver: true };
  const people = (count: number, seed: number, lift: number, drift = 0) => {
    const random = seeded(seed);
    return Array.from({ length: count }, () => {
      const usual = 5000 + random.below(10_000);
      const noise = () => random.below(2000) - 1000;
      return {
        y: usual + lift + noise(),
        c: usual * 3 + noise(),
        a: usual + noise(),
        b: usual + noise(),
        p: usual - drift + noise(),
      };
    });
  };

  it('of a hold-out find what was planted, more sharply for knowing what members spent before', () => {
    const found = holdOutEffect(arm(people(400, 1, 800)), arm(people(400, 2, 0)), ended);
    expect(found.status).toBe('measured');
    const { effect, low, high, standardError } = found.during!;
    expect(low).toBeLessThan(800);
    expect(high).toBeGreaterThan(800);
    expect(effect).toBeGreaterThan(600);
    expect(found.explained).toBeGreaterThan(0.9);
    // Without the adjustment the error would be about √(2 · 2900² / 400) ≈ 205.
    expect(standardError).toBeLessThan(80);
    expect(Math.abs(found.after!.effect)).toBeLessThan(150);
  });

  it('by eligibility are clustered by member, and not claimed where the arms moved apart before', () => {
    const others = arm(people(300, 4, 0));
    const found = eligibilityEffect(arm(people(300, 3, 500)), others, ended);
    expect(found.status).toBe('measured');
    expect(found.during!.low).toBeLessThan(500);
    expect(found.during!.high).toBeGreaterThan(500);
    const drifting = eligibilityEffect(arm(people(300, 5, 500, 400)), others, ended);
    expect(drifting).toMatchObject({ status: 'trends_differ', during: null, after: null });
    expect(drifting.placebo!.pValue).toBeLessThan(0.001);
  });

  it('are refused while it runs, and of arms that are too small', () => {
    const [one, other] = [arm(people(100, 6, 0)), arm(people(100, 7, 0))];
    expect(holdOutEffect(one, other, { isOver: false, isAfterOver: false }).status).toBe('running');
    expect(holdOutEffect(one, arm(people(29, 8, 0)), ended)).toMatchObject({
      status: 'too_few',
      during: null,
    });
    expect(holdOutEffect(one, other, { isOver: true, isAfterOver: false }).after).toBeNull();
  });
});
