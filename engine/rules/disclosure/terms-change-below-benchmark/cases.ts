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

export const cases = defineCases('2026-06-30', [
  {
    name: 'Twenty days ahead is lawful and short of the usual thirty',
    kind: 'violating',
    given: { point_events: [earned], terms: change('2024-12-12', '2025-01-01') },
    findings: [
      { subject_id: 'T2/base', nature: 'indicator', severity: 'info', observed: '20', expected: '30' },
    ],
  },
  {
    name: 'A programme may measure itself by ten days, but not important rules of 2026',
    kind: 'violating',
    programme: {
      rule_parameters: {
        'terms-change-below-benchmark': { benchmark_days: { value: 10, reason: '公司制度' } },
      },
    },
    given: { point_events: [earned], terms: change('2026-04-18', '2026-05-01', { is_important: true }) },
    findings: [{ observed: '13', expected: '15' }],
  },
  {
    name: 'Forty days ahead is early',
    kind: 'compliant',
    given: { point_events: [earned], terms: change('2024-11-22', '2025-01-01') },
  },
  {
    name: 'A change for the better may come at once',
    kind: 'compliant',
    given: { point_events: [earned], terms: change('2024-12-31', '2025-01-01', { validity_months: 36 }) },
  },
  {
    name: 'A change that takes effect after the as-of day can still be put off',
    kind: 'boundary',
    given: { point_events: [earned], terms: change('2026-06-29', '2026-07-01') },
  },
  {
    name: 'Thirty days to the second are enough',
    kind: 'boundary',
    given: { point_events: [earned], terms: change('2024-12-02 00:00:00', '2025-01-01') },
  },
  {
    name: 'By the ten days the programme set itself, thirteen were enough in 2025',
    kind: 'boundary',
    programme: {
      rule_parameters: {
        'terms-change-below-benchmark': { benchmark_days: { value: 10, reason: '公司制度' } },
      },
    },
    given: { point_events: [earned], terms: change('2025-04-18', '2025-05-01', { is_important: true }) },
  },
  {
    name: 'Without terms there is no change',
    kind: 'not-evaluable',
    given: { point_events: [earned] },
    notEvaluable: ['terms'],
  },
]);
