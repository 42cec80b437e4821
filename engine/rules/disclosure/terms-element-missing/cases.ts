import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2024-03-05 10:00:00',
};

const terms = (more: object = {}) => ({
  point_events: [earned],
  terms: [
    {
      terms_id: 'T1',
      published_at: '2012-01-01',
      effective_from: '2012-02-01',
      earn_conditions: '消费后获得积分',
      accumulation_rule: '每消费1元积1分',
      validity_kind: 'months',
      validity_months: 24,
      redemption_method: '按目录兑换',
      ...more,
    },
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Nobody is told how to redeem',
    kind: 'violating',
    given: terms({ redemption_method: null }),
    findings: [
      { subject_type: 'terms', subject_id: 'T1/base', terms_id: 'T1', observed: 'redemption_method' },
    ],
  },
  {
    name: 'Terms that lack two elements are one finding with two pieces of evidence',
    kind: 'violating',
    given: terms({ earn_conditions: null, validity_kind: 'undisclosed', validity_months: null }),
    findings: [{ subject_id: 'T1/base', evidence_rows: 2 }],
  },
  {
    name: 'Terms that state all four elements pass, even if they exclude nothing',
    kind: 'compliant',
    given: terms(),
  },
  {
    name: 'Terms that are published but not in force yet are not judged',
    kind: 'compliant',
    given: terms({ published_at: '2026-06-01', effective_from: '2026-07-01', redemption_method: null }),
  },
  {
    name: 'Lifetime validity is a validity',
    kind: 'boundary',
    given: terms({ validity_kind: 'lifetime', validity_months: null }),
  },
  {
    name: 'A blank is no statement',
    kind: 'boundary',
    given: terms({ accumulation_rule: '  ' }),
    findings: [{ observed: 'accumulation_rule' }],
  },
  {
    name: 'Terms that ended before 15 March 2014 pass',
    kind: 'before-law',
    given: terms({ redemption_method: null, effective_to: '2014-03-15' }),
  },
  {
    name: 'Without terms there is nothing to read',
    kind: 'not-evaluable',
    given: { point_events: [earned] },
    notEvaluable: ['terms'],
  },
]);
