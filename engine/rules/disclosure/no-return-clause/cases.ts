import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2012-03-01 10:00:00',
};
const terms = (full_text: string, more: object = {}) => ({
  point_events: [earned],
  terms: [
    {
      terms_id: 'T1',
      wallet: 'base',
      published_at: '2012-01-01',
      effective_from: '2012-02-01',
      full_text,
      ...more,
    },
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Terms say it',
    kind: 'violating',
    given: terms('积分兑换的商品一经兑换概不退换。'),
    findings: [{ subject_type: 'terms', subject_id: 'T1/base', terms_id: 'T1', observed: '一经兑换概不退' }],
  },
  {
    name: 'An advertisement says it',
    kind: 'violating',
    given: {
      point_events: [earned],
      advertisements: [{ ad_id: 'A1', published_at: '2025-06-01', text: '积分兑换的商品一经兑换概不退换。' }],
    },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1' }],
  },
  {
    name: 'Two versions of a promotion that say it are one finding',
    kind: 'violating',
    given: {
      point_events: [earned],
      promotions: ['2025-06-01', '2025-06-10'].map((version_from) => ({
        promotion_id: 'P1',
        version_from,
        ends_at: '2025-07-01',
        disclosed_conditions: '积分兑换的商品一经兑换概不退换。',
      })),
    },
    findings: [{ subject_type: 'promotion', subject_id: 'P1', evidence_rows: 2 }],
  },
  {
    name: 'Terms that speak of the matter fairly pass',
    kind: 'compliant',
    given: terms('积分兑换的商品同样适用七日无理由退货。'),
  },
  {
    name: 'The shortest form of the clause counts',
    kind: 'boundary',
    given: terms('生鲜商品一经领取不支持退货，质量问题除外。'),
    findings: [{ subject_id: 'T1/base', observed: '一经领取不支持退' }],
  },
  {
    name: 'Terms that ended the day before the first of these laws pass',
    kind: 'before-law',
    given: terms('积分兑换的商品一经兑换概不退换。', { effective_to: '2014-03-14' }),
  },
  {
    name: 'Without any text nothing can be read',
    kind: 'not-evaluable',
    given: { point_events: [earned] },
    notEvaluable: ['terms'],
  },
]);
