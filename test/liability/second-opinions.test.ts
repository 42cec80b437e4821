import { describe, expect, test } from 'vitest';
import { aalenJohansen, designEffect, type AgeCounts } from '#engine/liability/aalen-johansen.ts';
import { additiveMethod } from '#engine/liability/additive.ts';
import { backTest } from '#engine/liability/back-test.ts';
import { calendarYearTest, developmentRatios, incrementRatios } from '#engine/liability/calendar-year.ts';
import { dormancyTest } from '#engine/liability/dormancy.ts';
import { mackChainLadder } from '#engine/liability/mack.ts';
import { readTriangle } from '#engine/liability/read-triangle.ts';
import { accumulate, cutBack, triangle } from '#engine/liability/triangle.ts';
import { seeded } from '#engine/seeded.ts';
import { vectorText } from './vectors.ts';

const raa = readTriangle(vectorText('raa.csv')).triangle;

describe('Aalen–Johansen', () => {
  const at = (age: number, redeemed: number, expired: number, censored: number): AgeCounts => ({
    age,
    redeemed,
    expired,
    censored,
  });

  test('with everything observed it is plain shares with binomial errors', () => {
    const steps = aalenJohansen([at(1, 20, 0, 0), at(2, 10, 30, 0), at(3, 15, 25, 0)]);
    const end = steps.at(-1)!;
    expect(end.redeemed).toBeCloseTo(0.45, 12);
    expect(end.redeemedError).toBeCloseTo(Math.sqrt((0.45 * 0.55) / 100), 12);
    expect(end.expired).toBeCloseTo(0.55, 12);
    expect(end.outstanding).toBeCloseTo(0, 12);
    expect(steps[1]!.redeemedError).toBeCloseTo(Math.sqrt((0.3 * 0.7) / 100), 12);
  });

  test('without expiry it is Kaplan–Meier with Greenwood’s errors (Freireich’s 6-MP arm, 21 patients)', () => {
    const steps = aalenJohansen([
      at(6, 3, 0, 1),
      at(7, 1, 0, 0),
      at(9, 0, 0, 1),
      at(10, 1, 0, 1),
      at(11, 0, 0, 1),
      at(13, 1, 0, 0),
      at(16, 1, 0, 0),
      at(17, 0, 0, 1),
      at(19, 0, 0, 1),
      at(20, 0, 0, 1),
      at(22, 1, 0, 0),
      at(23, 1, 0, 0),
      at(25, 0, 0, 1),
      at(32, 0, 0, 2),
      at(34, 0, 0, 1),
      at(35, 0, 0, 1),
    ]);
    const shown = steps.map((step) => [
      step.age,
      Number((1 - step.redeemed).toFixed(4)),
      Number(step.redeemedError.toFixed(4)),
    ]);
    expect(shown).toEqual([
      [6, 0.8571, 0.0764],
      [7, 0.8067, 0.0869],
      [10, 0.7529, 0.0963],
      [13, 0.6902, 0.1068],
      [16, 0.6275, 0.1141],
      [22, 0.5378, 0.1282],
      [23, 0.4482, 0.1346],
    ]);
  });

  test('its error is that of repeated samples with expiry and censoring', () => {
    const random = seeded('competing');
    const finals: number[] = [];
    const errors: number[] = [];
    for (let run = 0; run < 2000; run++) {
      const ages = [1, 2, 3, 4].map((age) => ({ age, redeemed: 0, expired: 0, censored: 0 }));
      for (let lot = 0; lot < 400; lot++) {
        const censoredAt = 1 + random.below(6);
        for (const each of ages) {
          const u = random.next();
          if (u < 0.15) each.redeemed++;
          else if (u < 0.3) each.expired++;
          else if (each.age === censoredAt || each.age === 4) each.censored++;
          else continue;
          break;
        }
      }
      const end = aalenJohansen(ages).at(-1)!;
      finals.push(end.redeemed);
      errors.push(end.redeemedError ** 2);
    }
    const mean = finals.reduce((sum, each) => sum + each) / finals.length;
    const variance = finals.reduce((sum, each) => sum + (each - mean) ** 2, 0) / finals.length;
    const predicted = errors.reduce((sum, each) => sum + each) / errors.length;
    expect(mean).toBeCloseTo(0.15 * (1 + 0.7 + 0.7 ** 2 + 0.7 ** 3), 2);
    expect(predicted / variance).toBeGreaterThan(0.92);
    expect(predicted / variance).toBeLessThan(1.08);
  });

  test('points as units with their design effect have the error of equal lots', () => {
    const lots = aalenJohansen([at(1, 30, 10, 20), at(2, 10, 30, 0)]);
    const points = aalenJohansen(
      [at(2, 1000, 3000, 0), at(1, 3000, 1000, 2000)],
      designEffect(Array(100).fill(100)),
    );
    expect(points.map((step) => step.redeemed)).toEqual(lots.map((step) => step.redeemed));
    expect(points.at(-1)!.redeemedError).toBeCloseTo(lots.at(-1)!.redeemedError, 12);
    expect(() => aalenJohansen([])).toThrow('No points were under observation');
  });
});

describe('calendar-year diagnostic', () => {
  test('RAA: Z = 14, expected 12.875, variance 3.978 (Mack 1994)', () => {
    const result = calendarYearTest(developmentRatios(raa));
    expect(result.statistic).toBe(14);
    expect(result.expected).toBe(12.875);
    // Printed there without rounding.
    expect(Math.floor(result.variance * 1000)).toBe(3978);
    expect(result.pValue).toBeGreaterThan(0.05);
  });

  test('a festival that doubles a whole diagonal is seen, on increments too', () => {
    const issued = Array.from({ length: 12 }, () => 1000);
    const random = seeded('festival');
    const cells = issued.map((points, i) =>
      Array.from(
        { length: 12 - i },
        (_, k) => points * 0.05 * (1 + 0.1 * random.next()) * ((i + k) % 3 === 0 ? 2 : 1),
      ),
    );
    const labels = issued.map((_, i) => `${i}`);
    const result = calendarYearTest(incrementRatios(triangle(labels, labels, accumulate(cells)), issued));
    expect(result.pValue).toBeLessThan(0.001);
  });

  test('nothing to compare, nothing claimed', () => {
    expect(calendarYearTest([])).toMatchObject({ statistic: 0, pValue: null });
    // Rare ages: most factors are zero, and so is their median.
    expect(calendarYearTest([[0], [0], [0], [0.1], [0.2]])).toMatchObject({ statistic: 0, pValue: null });
  });
});

describe('back-test', () => {
  const now = triangle(['a', 'b', 'c', 'd'], ['0', '1', '2'], [[10, 30, 40], [10, 30, 42], [10, 35], [10]]);
  const earlier = [1, 2].map((diagonals) => {
    const known = cutBack(now, diagonals)!;
    return { knownAt: `${diagonals} ago`, triangle: known, issued: known.origins.map(() => 100) };
  });

  test('what was expected then beside what happened, by origin and in total', () => {
    const { rows, gaps } = backTest(now, earlier.slice(0, 1), (known, issued) =>
      additiveMethod(known, issued),
    );
    expect(
      rows.map((row) => [row.origin, row.latestThen, row.expectedNow, row.actualNow, row.difference]),
    ).toEqual([
      ['b', 30, 40, 42, 2],
      ['c', 10, 30, 35, 5],
      [null, 40, 70, 77, 7],
    ]);
    expect(rows[1]!.relative).toBeCloseTo(0.25, 12);
    expect(gaps).toEqual([]);
  });

  test('a date without an estimate is a gap with its reason, not a hole in the table', () => {
    const single = { knownAt: '2023', triangle: cutBack(now, 3)!, issued: [100] };
    const { rows, gaps } = backTest(now, [single], (known) => mackChainLadder(known, 'mack'));
    expect(rows).toEqual([]);
    expect(gaps).toEqual([
      { knownAt: '2023', reason: 'Chain ladder needs two origins and two ages or more.' },
    ]);
  });
});

describe('dormancy of lifetime points', () => {
  test('none of 100 dormant members came back: under 3 %, so remote at 5 %', () => {
    expect(dormancyTest(0, 100)).toEqual({
      rate: 0,
      upperBound: expect.closeTo(0.0295, 4) as number,
      isRemote: true,
    });
  });
  test('none of 20 proves nothing, and nobody observed even less', () => {
    expect(dormancyTest(0, 20)).toMatchObject({ isRemote: false });
    expect(dormancyTest(0, 0)).toEqual({ rate: null, upperBound: 1, isRemote: false });
  });
});
