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

const platform = { operator: { kinds: ['platform'] } };

export const cases = defineCases('2026-06-30', [
  {
    name: 'Validity is halved three days after publication',
    kind: 'violating',
    programme: platform,
    given: { point_events: [earned], terms: change('2024-12-29 10:00:00', '2025-01-01') },
    findings: [
      { subject_type: 'terms', subject_id: 'T2/base', terms_id: 'T2', observed: '3', expected: '7' },
    ],
  },
  {
    name: 'The programme itself calls the change adverse',
    kind: 'violating',
    programme: platform,
    given: {
      point_events: [earned],
      terms: change('2024-12-29', '2025-01-01', { validity_months: 24, is_adverse: true }),
    },
    findings: [{ subject_id: 'T2/base' }],
  },
  {
    name: 'A month ahead is early enough, and so is a change for the better on the same day',
    kind: 'compliant',
    programme: platform,
    given: {
      point_events: [earned],
      terms: [
        ...change('2024-12-01', '2025-01-01'),
        {
          terms_id: 'T3',
          published_at: '2025-06-01',
          effective_from: '2025-06-01',
          validity_kind: 'lifetime',
          validity_months: null,
        },
      ],
    },
  },
  {
    name: 'A shop that is no platform is not bound by this article',
    kind: 'compliant',
    programme: { operator: { kinds: ['merchant'] } },
    given: { point_events: [earned], terms: change('2024-12-29', '2025-01-01') },
  },
  {
    name: 'A change that takes effect after the as-of day can still be put off',
    kind: 'boundary',
    programme: platform,
    given: { point_events: [earned], terms: change('2026-06-29', '2026-07-01') },
  },
  {
    name: 'Seven days to the second are enough',
    kind: 'boundary',
    programme: platform,
    given: { point_events: [earned], terms: change('2024-12-25 00:00:00', '2025-01-01') },
  },
  {
    name: 'A second less is not',
    kind: 'boundary',
    programme: platform,
    given: { point_events: [earned], terms: change('2024-12-25 00:00:01', '2025-01-01') },
    findings: [{ subject_id: 'T2/base' }],
  },
  {
    name: 'In 2018 there was no E-Commerce Law',
    kind: 'before-law',
    programme: platform,
    given: { point_events: [earned], terms: change('2018-12-20', '2018-12-22') },
  },
  {
    name: 'Where nobody says who runs the programme, it may be no platform',
    kind: 'not-evaluable',
    given: { point_events: [earned], terms: change('2024-12-29', '2025-01-01') },
    notEvaluable: ['programme.yaml:operator.kinds'],
  },
]);
