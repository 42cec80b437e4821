import { defineCases } from '../../cases.ts';

const ad = (more: object) => ({
  ad_id: 'A1',
  published_at: '2025-12-01 09:00:00',
  text: '九成会员都说省心，兑换量增长300%。',
  evidence_id: null,
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Nine of ten members, and nobody knows who counted',
    kind: 'violating',
    given: { advertisements: [ad({}), ad({ ad_id: 'A2', text: '已有3200万会员信赖' })] },
    findings: [
      { subject_type: 'advertisement', subject_id: 'A1', observed: '九成会员' },
      { subject_id: 'A2', observed: '3200万会员' },
    ],
  },
  {
    name: 'The source stands in the text, or the evidence on file',
    kind: 'compliant',
    given: {
      advertisements: [
        ad({ text: '92%的受访会员愿意推荐（来源：2025年会员调查，样本1200人）。' }),
        ad({ ad_id: 'A2', evidence_id: 'EV-1' }),
        ad({ ad_id: 'A3', text: '据中国消费者协会2025年调查，92%的会员满意。' }),
      ],
    },
  },
  {
    name: 'Prices, discounts, multiples of points and a recomputable uplift are no statistics; nor is an empty text',
    kind: 'boundary',
    given: {
      advertisements: [
        ad({ text: '5000积分兑换500元保养，立减20%，周末3倍积分，100%正品，前10名。' }),
        ad({ ad_id: 'A2', text: '每分价值提高20%', claimed_uplift_pct: '20', claimed_metric: 'value_lift' }),
        ad({ ad_id: 'A3', text: null }),
      ],
    },
  },
  {
    name: 'Another percentage than the claimed uplift needs a source',
    kind: 'boundary',
    given: {
      advertisements: [ad({ text: '满意度98%', claimed_uplift_pct: '20', claimed_metric: 'value_lift' })],
    },
    findings: [{ subject_id: 'A1', observed: '98%' }],
  },
  {
    name: 'Before the advertising law',
    kind: 'before-law',
    given: { advertisements: [ad({ published_at: '2015-08-31 23:00:00' })] },
  },
  {
    name: 'Without advertisements nothing can be judged',
    kind: 'not-evaluable',
    given: { promotions: [{ promotion_id: 'P1', version_from: '2025-01-01 00:00:00' }] },
    notEvaluable: ['advertisements'],
  },
]);
