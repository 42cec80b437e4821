import { defineCases } from '../../cases.ts';

const terms = (full_text: string | null, more: object = {}) => ({
  terms_id: 'T1',
  wallet: 'base',
  published_at: '2024-12-01 00:00:00',
  effective_from: '2025-01-01 00:00:00',
  full_text,
  ...more,
});
const UNSAFE = '积分24个月内有效。兑换商品造成的人身、财产损害，平台概不承担责任。';

export const cases = defineCases('2026-06-30', [
  {
    name: 'The platform answers for no harm from what one redeems',
    kind: 'violating',
    given: { terms: [terms(UNSAFE)] },
    findings: [
      {
        subject_type: 'terms',
        subject_id: 'T1/base',
        terms_id: 'T1',
        observed: '兑换商品造成的人身、财产损害，平台概不承担责任',
      },
    ],
  },
  {
    name: 'Liability as the law has it',
    kind: 'compliant',
    given: { terms: [terms('积分24个月内有效。兑换商品造成损害的，平台依法承担责任。')] },
  },
  {
    name: 'Misuse by the member; a delay, not harm; no text; not in force yet',
    kind: 'boundary',
    given: {
      terms: [
        terms('因会员使用不当造成奖品损失的，平台不承担责任。'),
        terms('兑换后未及时领取的，平台不承担保管责任。', { terms_id: 'T2' }),
        terms(null, { terms_id: 'T3' }),
        terms(UNSAFE, {
          terms_id: 'T4',
          published_at: '2026-06-01 00:00:00',
          effective_from: '2026-07-01 00:00:00',
        }),
      ],
    },
  },
  {
    name: 'Written before the law and still in force under it',
    kind: 'boundary',
    given: {
      terms: [terms(UNSAFE, { published_at: '2020-01-01 00:00:00', effective_from: '2020-02-01 00:00:00' })],
    },
    findings: [{ subject_id: 'T1/base', evidence_rows: 1 }],
  },
  {
    name: 'Replaced before the law',
    kind: 'before-law',
    given: {
      terms: [
        terms(UNSAFE, {
          published_at: '2020-01-01 00:00:00',
          effective_from: '2020-02-01 00:00:00',
          effective_to: '2022-03-15 00:00:00',
        }),
      ],
    },
  },
  {
    name: 'Without terms nothing can be judged',
    kind: 'not-evaluable',
    given: {},
    notEvaluable: ['terms'],
  },
  {
    name: 'Since when the terms are in force is not recorded',
    kind: 'boundary',
    given: { terms: [terms(UNSAFE, { published_at: null, effective_from: null })] },
    findings: [{ subject_id: 'T1/base', evidence_rows: 1 }],
  },
  {
    name: 'A loss by a failing network has nothing to do with rewards',
    kind: 'compliant',
    given: { terms: [terms('因网络故障造成会员财产损失的，平台不承担责任。')] },
  },
]);
