import { DAY, instant, timeText } from '../calendar.ts';
import type { Row } from '../csv.ts';
import { ANNIVERSARY_YEARS } from './items.ts';

export interface Period {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

const period = (id: string, from: string, days: number): Period => ({
  id,
  from: instant(from),
  to: instant(from) + days * DAY,
});

/** Festivals of double points: all purchases of the whole coalition count twice. */
export const FESTIVALS: readonly Period[] = [
  ...[2021, 2022, 2023, 2024, 2025].map((year) => period(`DP${year % 100}11`, `${year}-11-11`, 3)),
  ...[2022, 2023, 2024, 2025, 2026].map((year) => period(`DP${year % 100}06`, `${year}-06-18`, 3)),
];

/** Campaigns give a bonus on the first purchase in their weeks to those who were addressed. */
export const BONUS_POINTS = 10_000;
export const BONUSES: readonly Period[] = [2023, 2024, 2025, 2026].map((year) =>
  period(`BN${year % 100}04`, `${year}-04-08`, 21),
);

/** A prize draw at the end of the year; a purchase in the app is an entry and costs no points. */
export const DRAWS: readonly Period[] = [2022, 2023, 2024, 2025].map((year) =>
  period(`DR${year % 100}12`, `${year}-12-20`, 11),
);
export const DRAW_PROBABILITY = 0.1;
export const DRAW_PRIZE = 99;

/** The period that holds at an instant. */
export function periodAt(periods: readonly Period[], second: number): Period | undefined {
  for (const each of periods) if (each.from <= second && second < each.to) return each;
  return undefined;
}

export function promotionRows(): Row[] {
  const row = (each: Period, announcedDaysAhead: number, more: Row): Row => ({
    promotion_id: each.id,
    version_from: timeText(each.from - announcedDaysAhead * DAY),
    starts_at: timeText(each.from),
    ends_at: timeText(each.to),
    organiser: '红米好物会员中心',
    ...more,
  });
  return [
    ...FESTIVALS.map((each) =>
      row(each, 20, {
        name: each.id.endsWith('11') ? '双十一双倍积分' : '年中双倍积分',
        kind: 'multiplier',
        multiplier: 2,
        disclosed_conditions: '活动期间全联盟消费均按两倍积分。',
      }),
    ),
    ...BONUSES.map((each) =>
      row(each, 15, {
        name: '春日回馈',
        kind: 'bonus',
        bonus_points: BONUS_POINTS / 100,
        disclosed_conditions: '受邀会员活动期间首次消费赠送100积分。',
      }),
    ),
    ...DRAWS.map((each) =>
      row(each, 20, {
        name: '年终抽奖',
        kind: 'draw',
        disclosed_conditions: '活动期间在小程序消费一次即获一次抽奖机会，不扣积分。',
        max_prize_value: DRAW_PRIZE,
        stated_probability: DRAW_PROBABILITY,
        stated_quantity: 100_000,
        prize_kinds: '保温壶（实物）',
        claim_terms: '中奖后30日内凭会员码到门店领取。',
      }),
    ),
    ...ANNIVERSARY_YEARS.map((year) =>
      row(period(`AN${year % 100}09`, `${year}-09-01`, 30), 10, {
        name: '车主周年月',
        kind: 'redemption_discount',
        item_id: 'I304',
        promo_points_price: 5000,
        original_points_price: 6000,
        original_price_basis: '活动开始前30日内的最低积分价',
        disclosed_conditions: '周年月全车深度保养由6000分降为5000分。',
        claimed_uplift_pct: 20,
        claimed_metric: 'value_lift',
      }),
    ),
  ];
}

export function campaignId(bonus: Period): string {
  return `C${bonus.id.slice(2)}`;
}

export function campaignRows(): Row[] {
  return BONUSES.map((each) => ({
    campaign_id: campaignId(each),
    name: '春日回馈邀请',
    started_at: timeText(each.from),
    uses_profiling: true,
    legal_basis: 'consent',
    offers_opt_out: true,
    promotion_id: each.id,
  }));
}
