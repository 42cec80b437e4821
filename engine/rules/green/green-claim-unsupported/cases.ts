import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2013-01-05 10:00:00' },
];
const given = (more = {}) => ({
  point_events,
  advertisements: [
    {
      ad_id: 'A1',
      published_at: '2025-12-01 09:00:00',
      text: '每台每年避免排放约42千克二氧化碳。',
      green_claim: '避免排放约42千克二氧化碳',
      reference_product: '二级能效洗衣机',
      functional_unit: '一台使用一年',
      boundary: '使用阶段用电',
      green_factor_id: 'grid-2023-national',
      factor_year: 2023,
      ...more,
    },
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Boundary and year are not said',
    kind: 'violating',
    given: given({ boundary: null, factor_year: null }),
    findings: [
      {
        subject_type: 'advertisement',
        subject_id: 'A1',
        observed: 'boundary, factor_year',
        penalty_high: '2000000.0000',
      },
    ],
  },
  { name: 'All is said', kind: 'compliant', given: given() },
  {
    name: 'Nothing green is claimed',
    kind: 'compliant',
    given: given({ green_claim: null, reference_product: null, factor_year: null }),
  },
  {
    name: 'A blank is nothing said',
    kind: 'boundary',
    given: given({ functional_unit: ' ' }),
    findings: [{ observed: 'functional_unit' }],
  },
  {
    name: 'A blank is nothing claimed',
    kind: 'boundary',
    given: given({ green_claim: '', boundary: null }),
  },
  {
    name: 'Before the revision of 2025 the fine of the consumer law remains',
    kind: 'boundary',
    given: given({ boundary: null, published_at: '2025-10-14 09:00:00' }),
    findings: [{ penalty_high: '500000.0000' }],
  },
  {
    name: 'Before the consumer law of 2013 was in force',
    kind: 'before-law',
    given: given({ boundary: null, published_at: '2014-03-14 09:00:00' }),
  },
  {
    name: 'Without advertisements there is no claim to judge',
    kind: 'not-evaluable',
    given: { point_events },
    notEvaluable: ['advertisements'],
  },
]);
