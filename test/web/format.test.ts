import { describe, expect, it } from 'vitest';
import { flowMonths } from '../../web/lib/flows.ts';
import {
  compactPoints,
  negated,
  percentOf,
  points,
  pointsPhrase,
  signedPoints,
  sumPoints,
} from '../../web/lib/format/points.ts';
import { instant, isMonthEnd } from '../../web/lib/format/time.ts';
import { localeOf } from '../../web/lib/locale.ts';
import { windowAt } from '../../web/lib/components/table-window.ts';

describe('points', () => {
  it('keeps every digit of amounts beyond 2^53', () => {
    expect(points('9007199254740993.25')).toBe('9,007,199,254,740,993.25');
    expect(sumPoints(['9007199254740993.25', '0.01', '-1'])).toBe('9007199254740992.26');
  });

  it('writes a true minus sign, and a sign on changes', () => {
    expect([points('-1284.50'), signedPoints('120.00'), signedPoints('-80'), signedPoints('0.00')]).toEqual([
      '−1,284.50',
      '+120',
      '−80',
      '0',
    ]);
    expect([negated('-5.00'), negated('5'), negated('0.00')]).toEqual(['5.00', '-5', '0.00']);
  });

  it('pads decimals where a column has some', () => {
    expect([points('7', 2), points('7.50', 2), points('7.00', 0)]).toEqual(['7.00', '7.50', '7']);
  });

  it('rounds by 万 and 亿 in Chinese and by million in English', () => {
    expect(
      ['12843021.00', '99999.99', '1234500000', '950', '-25000'].map((each) => compactPoints(each, 'zh-CN')),
    ).toEqual(['1,284.3 万', '10 万', '12.3 亿', '950', '−2.5 万']);
    expect(compactPoints('12843021.00', 'en')).toBe('12.8 million');
    expect([pointsPhrase('12843021', 'zh-CN'), pointsPhrase('12', 'zh-CN')]).toEqual([
      '1,284.3 万分',
      '12 分',
    ]);
  });

  it('gives no share of nothing', () => {
    expect([percentOf('-21', '1000'), percentOf('5', '0.00')]).toEqual(['−2.1%', undefined]);
  });
});

describe('time', () => {
  it('writes instants in the zone of the programme, not of the machine', () => {
    expect(instant('2025-12-31T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-01-01 00:00:00');
  });

  it('knows when a month is finished', () => {
    expect(['2024-02-29', '2025-02-28', '2025-02-27', '2026-06-30'].map(isMonthEnd)).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});

describe('language', () => {
  it.each([
    [undefined, null, 'zh-CN'],
    [undefined, 'fr-FR,fr;q=0.9', 'zh-CN'],
    [undefined, 'fr, en;q=0.4, zh;q=0.2', 'en'],
    [undefined, 'en;q=0, zh-TW', 'zh-CN'],
    ['en', 'zh-CN', 'en'],
    ['../etc', 'en-GB', 'en'],
  ] as const)('of cookie %s and header %s is %s', (cookie, header, locale) => {
    expect(localeOf(cookie, header)).toBe(locale);
  });
});

describe('flows', () => {
  it('add up month by month, leave no gap and mark the unfinished month', () => {
    const months = flowMonths(
      [
        { month: '2025-11-01', kind: 'earn', points_change: '100.00' },
        { month: '2026-01-01', kind: 'implied_expiry', points_change: '-30.50' },
        { month: '2026-01-01', kind: 'reverse', points_change: '-1.00' },
      ],
      '2026-01-15',
    );
    expect(
      months.map(({ month, change, closing, isUnfinished }) => [month, change, closing, isUnfinished]),
    ).toEqual([
      ['2025-11', '100.00', '100.00', false],
      ['2025-12', '0.00', '100.00', false],
      ['2026-01', '-31.50', '68.50', true],
    ]);
    expect(months[2]!.changes).toMatchObject({ expired: '-30.50', corrected: '-1.00' });
  });
});

describe('window of a table', () => {
  it.each([1_000, 30_000_000])('of %d rows reaches the first and the last of them', (total) => {
    const height = (at: { first: number; last: number; above: number; below: number }) =>
      at.above + at.below + (at.last - at.first) * 34;
    const whole = height(windowAt(0, 600, total, 34));
    expect(windowAt(0, 600, total, 34).first).toBe(0);
    const end = windowAt(whole - 600, 600, total, 34);
    expect(end.last).toBe(total);
    expect(height(end)).toBe(whole);
    expect(whole).toBeLessThanOrEqual(8_000_000);
  });
});
