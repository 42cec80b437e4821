import { defineCases } from '../../cases.ts';

const draw = (more: object = {}) => ({
  promotion_id: 'D1',
  version_from: '2025-02-10 00:00:00',
  kind: 'draw',
  starts_at: '2025-03-01 00:00:00',
  ends_at: '2025-04-01 00:00:00',
  disclosed_conditions: '活动期间到店消费一次即获一次抽奖机会。',
  max_prize_value: '500',
  stated_probability: '0.5',
  stated_quantity: '100',
  prize_kinds: '不锈钢炒锅（实物）',
  claim_terms: '中奖后30日内到店领取。',
  organiser: '会员中心',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Neither quantity nor probability, and no word on claiming',
    kind: 'violating',
    given: { promotions: [draw({ stated_probability: null, stated_quantity: null, claim_terms: null })] },
    findings: [
      {
        subject_type: 'promotion',
        subject_id: 'D1',
        observed: 'missing: quantity_or_probability, claim_terms',
      },
    ],
  },
  {
    name: 'Complete; a promotion that is no draw needs none of it',
    kind: 'compliant',
    given: { promotions: [draw(), draw({ promotion_id: 'B1', kind: 'bonus', prize_kinds: null })] },
  },
  {
    name: 'The quantity stands for the probability; completed before the start; not begun yet',
    kind: 'boundary',
    given: {
      promotions: [
        draw({ stated_probability: null }),
        draw({ promotion_id: 'D2', claim_terms: null }),
        draw({ promotion_id: 'D2', version_from: '2025-03-01 00:00:00' }),
        draw({
          promotion_id: 'D3',
          claim_terms: null,
          version_from: '2026-06-01 00:00:00',
          starts_at: '2026-07-01 00:00:00',
        }),
      ],
    },
  },
  {
    name: 'Completed a day after the start',
    kind: 'boundary',
    given: {
      promotions: [draw({ organiser: null }), draw({ version_from: '2025-03-02 00:00:00' })],
    },
    findings: [{ subject_id: 'D1', observed: 'missing: organiser', evidence_rows: 1 }],
  },
  {
    name: 'Before the rules on promotions',
    kind: 'before-law',
    given: {
      promotions: [
        draw({ claim_terms: null, version_from: '2020-10-01 00:00:00', starts_at: '2020-11-30 23:00:00' }),
      ],
    },
  },
  {
    name: 'Where a column is missing, nobody knows what was published',
    kind: 'not-evaluable',
    given: {
      point_events: [
        {
          event_id: 'E1',
          member_id: 'M1',
          event_type: 'earn',
          points: '9',
          occurred_at: '2025-01-05 10:00:00',
        },
      ],
      promotions: [
        {
          promotion_id: 'D1',
          version_from: '2025-02-10 00:00:00',
          kind: 'draw',
          starts_at: '2025-03-01 00:00:00',
          ends_at: '2025-04-01 00:00:00',
          disclosed_conditions: '到店消费一次',
          max_prize_value: '500',
          stated_probability: '0.5',
          prize_kinds: '炒锅',
          organiser: '会员中心',
        },
      ],
    },
    notEvaluable: ['promotions.claim_terms'],
    alone: true,
  },
]);
