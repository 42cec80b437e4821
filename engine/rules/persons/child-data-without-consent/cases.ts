import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2021-01-05 10:00:00' },
];
const child = { member_id: 'M1', kind: 'child', birth_date: '2020-02-02', guardian_consent_at: null };
const agreed = { guardian_consent_at: '2021-07-15 09:00:00' };
const member = (more = {}) => [
  { member_id: 'M1', birth_date: '2015-01-01', guardian_consent: false as boolean | null, ...more },
];

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two children of a member stand in the books without consent',
    kind: 'violating',
    given: { point_events, dependants: [child, { ...child, birth_date: '2018-05-05' }] },
    findings: [
      { subject_type: 'member', subject_id: 'M1', severity: 'critical', members: 1, evidence_rows: 2 },
    ],
  },
  {
    name: 'A member of eleven whose guardian refused',
    kind: 'violating',
    given: { point_events, dependants: [{ ...child, kind: 'pet' }], members: member() },
    findings: [{ subject_id: 'M1' }],
  },
  {
    name: 'The guardian agreed',
    kind: 'compliant',
    given: { point_events, dependants: [{ ...child, ...agreed }] },
  },
  {
    name: 'A pet is no child, and a child without a birth date is not judged',
    kind: 'compliant',
    given: {
      point_events,
      dependants: [
        { ...child, kind: 'pet' },
        { ...child, birth_date: null },
      ],
    },
  },
  {
    name: 'Of a member it is not recorded whether the guardian agreed',
    kind: 'boundary',
    given: {
      point_events,
      dependants: [{ ...child, kind: 'pet' }],
      members: member({ guardian_consent: null }),
    },
  },
  {
    name: 'Fourteen on the as-of date',
    kind: 'boundary',
    given: { point_events, dependants: [{ ...child, birth_date: '2012-06-30' }] },
  },
  {
    name: 'Fourteen on the next day',
    kind: 'boundary',
    given: { point_events, dependants: [{ ...child, birth_date: '2012-07-01' }] },
    findings: [{ subject_id: 'M1' }],
  },
  {
    name: 'The day before the law',
    kind: 'before-law',
    asOf: '2021-10-31',
    given: { point_events, dependants: [child] },
  },
  {
    name: 'Without dependants there is nothing to judge by',
    kind: 'not-evaluable',
    given: { point_events },
    notEvaluable: ['dependants'],
  },
]);
