import { defineCases } from '../../cases.ts';

const promised = (more: object = {}) => ({
  programme: { wallets: { base: { validity: [{ from: '2000-01-01', months: 12 }] } } },
  given: {
    point_events: ['M1', 'M2'].map((member_id) => ({
      event_id: `E-${member_id}`,
      member_id,
      event_type: 'earn',
      points: '100',
      occurred_at: '2024-03-05 10:00:00',
      ...more,
    })),
    terms: [
      {
        terms_id: 'T1',
        published_at: '2010-01-01',
        effective_from: '2010-02-01',
        effective_to: '2025-01-01',
        validity_kind: 'lifetime',
      },
      { terms_id: 'T2', published_at: '2024-11-01', effective_from: '2025-01-01', validity_kind: 'months' },
    ],
  },
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Points promised for life are gone after a year: one finding, two members',
    kind: 'violating',
    ...promised(),
    findings: [
      {
        subject_type: 'terms',
        subject_id: 'T1/base',
        observed: '2025-03-06',
        members: 2,
        points: '200.00',
        evidence_rows: 2,
      },
    ],
  },
  { name: 'Points that live on kept the promise', kind: 'compliant', given: promised().given },
  {
    name: 'Points earned at the instant at which the promise ended are not promised',
    kind: 'boundary',
    ...promised({ occurred_at: '2025-01-01 00:00:00' }),
  },
  {
    name: 'A second before, they are',
    kind: 'boundary',
    ...promised({ occurred_at: '2024-12-31 23:59:59' }),
    findings: [{ points: '200.00' }],
  },
  {
    name: 'A lifetime promised later, or for another wallet, is not promised for these points',
    kind: 'boundary',
    programme: promised().programme,
    given: {
      ...promised().given,
      terms: [
        { terms_id: 'T1', published_at: '2010-01-01', effective_from: '2010-02-01', validity_kind: 'months' },
        {
          terms_id: 'T2',
          published_at: '2024-05-01',
          effective_from: '2024-06-01',
          validity_kind: 'lifetime',
        },
        {
          terms_id: 'T3',
          wallet: 'other',
          published_at: '2010-01-01',
          effective_from: '2010-02-01',
          validity_kind: 'lifetime',
        },
      ],
    },
  },
  {
    name: 'Points that expired in 2013 did so before the law',
    kind: 'before-law',
    asOf: '2013-12-31',
    ...promised({ occurred_at: '2012-03-05 10:00:00' }),
  },
  {
    name: 'Without terms nobody knows what was promised',
    kind: 'not-evaluable',
    given: { point_events: promised().given.point_events },
    notEvaluable: ['terms'],
  },
]);
