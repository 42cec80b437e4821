import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2018-03-05 10:00:00',
};
const versions = (first_to: string, second_from: string) => [
  { terms_id: 'T1', published_at: '2012-01-01', effective_from: '2012-02-01', effective_to: first_to },
  { terms_id: 'T2', published_at: second_from, effective_from: second_from, effective_to: null },
];
const platform = { operator: { kinds: ['platform'] } };

export const cases = defineCases('2026-06-30', [
  {
    name: 'Which rules held in the first half of 2024 nobody can say',
    kind: 'violating',
    programme: platform,
    given: { point_events: [earned], terms: versions('2024-01-01', '2024-07-01') },
    findings: [
      { subject_type: 'terms', subject_id: 'T2/base', observed: '2024-01-01 – 2024-07-01', expected: '3' },
    ],
  },
  {
    name: 'Versions that follow each other without a gap',
    kind: 'compliant',
    programme: platform,
    given: { point_events: [earned], terms: versions('2024-07-01', '2024-07-01') },
  },
  {
    name: 'A merchant is no platform',
    kind: 'compliant',
    programme: { operator: { kinds: ['merchant'] } },
    given: { point_events: [earned], terms: versions('2024-01-01', '2024-07-01') },
  },
  {
    name: 'A gap that is to end after the as-of day is none yet',
    kind: 'boundary',
    programme: platform,
    given: {
      point_events: [earned],
      terms: [
        ...versions('2026-06-01', '2026-07-01').slice(0, 1),
        { terms_id: 'T2', published_at: '2026-05-01', effective_from: '2026-07-01', effective_to: null },
      ],
    },
  },
  {
    name: 'A gap that ended more than three years ago may be forgotten',
    kind: 'boundary',
    programme: platform,
    given: { point_events: [earned], terms: versions('2023-01-01', '2023-07-01') },
  },
  {
    name: 'One that ended a day later may not',
    kind: 'boundary',
    programme: platform,
    given: { point_events: [earned], terms: versions('2023-01-01', '2023-07-02') },
    findings: [{ subject_id: 'T2/base' }],
  },
  {
    name: 'At the end of 2020 the measures were not yet in force',
    kind: 'before-law',
    asOf: '2020-12-31',
    programme: platform,
    given: { point_events: [earned], terms: versions('2019-01-01', '2019-07-01') },
  },
  {
    name: 'Where nobody says who runs the programme, it may be no platform',
    kind: 'not-evaluable',
    given: { point_events: [earned], terms: versions('2024-01-01', '2024-07-01') },
    notEvaluable: ['programme.yaml:operator.kinds'],
  },
]);
