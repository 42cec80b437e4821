import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2018-03-05 10:00:00',
};
/** Points last two years, then one: published and in force as given. */
const change = (published_at: string, effective_from: string, more: object = {}) => [
  {
    terms_id: 'T1',
    published_at: '2012-01-01',
    effective_from: '2012-02-01',
    effective_to: effective_from,
    validity_kind: 'months',
    validity_months: 24,
  },
  { terms_id: 'T2', published_at, effective_from, validity_kind: 'months', validity_months: 12, ...more },
];

const agreed = (member_id: string, terms_id = 'T2') => ({
  member_id,
  terms_id,
  acknowledged_at: '2024-11-20',
  method: 'signature',
});
/** Holders M1, M2 … of a hundred points each. */
const holders = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...earned,
    event_id: `E${index + 1}`,
    member_id: `M${index + 1}`,
    occurred_at: '2024-09-05 10:00:00',
  }));

export const cases = defineCases('2026-06-30', [
  {
    name: 'One of two holders never agreed, and nothing pointed to the change',
    kind: 'violating',
    given: {
      point_events: holders(2),
      terms: change('2024-11-15', '2025-01-01', { prompt_method: null }),
      acknowledgements: [agreed('M1')],
    },
    findings: [{ subject_id: 'T2/base', members: 1, points: '100.00' }],
  },
  {
    name: 'An acknowledgement of the old terms is none of the new',
    kind: 'violating',
    given: {
      point_events: holders(1),
      terms: change('2024-11-15', '2025-01-01', { prompt_method: null }),
      acknowledgements: [agreed('M1', 'T1')],
    },
    findings: [{ members: 1 }],
  },
  {
    name: 'A prompt is enough',
    kind: 'compliant',
    given: {
      point_events: holders(2),
      terms: change('2024-11-15', '2025-01-01', { prompt_method: 'popup_bold' }),
      acknowledgements: [agreed('M1')],
    },
  },
  {
    name: 'Everybody agreed',
    kind: 'boundary',
    given: {
      point_events: holders(2),
      terms: change('2024-11-15', '2025-01-01', { prompt_method: null }),
      acknowledgements: [agreed('M1'), agreed('M2')],
    },
  },
  {
    name: 'A change of 2019 came before the Civil Code',
    kind: 'before-law',
    given: {
      point_events: holders(1).map((event) => ({ ...event, occurred_at: '2018-09-05 10:00:00' })),
      terms: change('2019-05-01', '2019-06-01', { prompt_method: null }),
      acknowledgements: [agreed('M9')],
    },
  },
  {
    name: 'Without acknowledgements nobody knows who agreed',
    kind: 'not-evaluable',
    given: { point_events: holders(1), terms: change('2024-11-15', '2025-01-01', { prompt_method: null }) },
    notEvaluable: ['acknowledgements'],
  },
]);
