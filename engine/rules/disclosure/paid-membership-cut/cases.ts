import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2012-03-05 10:00:00',
};
const membership = (more: object) => ({
  membership_id: 'MS1',
  member_id: 'M1',
  terms_id: 'T1',
  paid_amount: '300',
  starts_at: '2024-03-01',
  ends_at: '2025-03-01',
  ended_at: null,
  ...more,
});
const terms = (starts: string, adverse: boolean) => [
  { terms_id: 'T1', published_at: '2012-01-01', effective_from: '2012-02-01', effective_to: starts },
  { terms_id: 'T2', published_at: '2024-01-15', effective_from: starts, is_adverse: adverse },
];

export const cases = defineCases('2026-06-30', [
  {
    name: 'A membership of a year is ended after half of it',
    kind: 'violating',
    given: { point_events: [earned], memberships: [membership({ ended_at: '2024-08-30 12:00:00' })] },
    findings: [
      {
        subject_type: 'member',
        subject_id: 'M1',
        observed: '2024-08-30',
        expected: '2025-03-01',
        money: '150.0000',
      },
    ],
  },
  {
    name: 'Its terms are replaced by worse ones within the year',
    kind: 'violating',
    given: {
      point_events: [earned],
      memberships: [membership({})],
      terms: terms('2024-09-01', true),
    },
    findings: [{ subject_id: 'M1', observed: '2024-09-01' }],
  },
  {
    name: 'Better terms within the year are welcome',
    kind: 'compliant',
    given: { point_events: [earned], memberships: [membership({})], terms: terms('2024-09-01', false) },
  },
  {
    name: 'Worse terms after its end, after the as-of day, or instead of other terms, cut nothing',
    kind: 'boundary',
    given: {
      point_events: [earned],
      memberships: [
        membership({ starts_at: '2023-03-01', ends_at: '2024-03-01' }),
        membership({ membership_id: 'MS2', terms_id: 'T9' }),
        membership({ membership_id: 'MS3', terms_id: 'T2', starts_at: '2026-03-01', ends_at: '2027-03-01' }),
      ],
      terms: [
        ...terms('2024-09-01', true),
        { terms_id: 'T3', published_at: '2026-06-15', effective_from: '2026-09-01', is_adverse: true },
      ],
    },
  },
  {
    name: 'A membership that ran to its end',
    kind: 'boundary',
    given: { point_events: [earned], memberships: [membership({ ended_at: '2025-03-01' })] },
  },
  {
    name: 'Worse terms on the day on which it was bought were known',
    kind: 'boundary',
    given: { point_events: [earned], memberships: [membership({})], terms: terms('2024-03-01', true) },
  },
  {
    name: 'A cut of 2013 came before the law',
    kind: 'before-law',
    given: {
      point_events: [earned],
      memberships: [membership({ starts_at: '2013-01-01', ends_at: '2014-01-01', ended_at: '2013-06-01' })],
    },
  },
  {
    name: 'Without memberships there is none to cut',
    kind: 'not-evaluable',
    given: { point_events: [earned] },
    notEvaluable: ['memberships'],
  },
]);
