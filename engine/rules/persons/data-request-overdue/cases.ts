import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2021-01-05 10:00:00' },
];
const given = (
  received_at: string | null,
  answered_at: string | null = null,
  member_id: string | null = 'M1',
) => ({
  point_events,
  data_requests: [{ request_id: 'D1', member_id, kind: 'deletion', received_at, answered_at }],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A deletion asked for in January is still open in June',
    kind: 'violating',
    given: given('2026-01-05 10:00:00'),
    findings: [{ subject_type: 'member', subject_id: 'M1', observed: '176', expected: '30', members: 1 }],
  },
  {
    name: 'Nobody knows who asked: the programme owes the answer',
    kind: 'violating',
    given: given('2026-01-05 10:00:00', null, null),
    findings: [{ subject_type: 'programme' }],
  },
  {
    name: 'Answered within days',
    kind: 'compliant',
    given: given('2026-01-05 10:00:00', '2026-01-09 10:00:00'),
  },
  { name: 'Five days old and open', kind: 'compliant', given: given('2026-06-25 10:00:00') },
  { name: 'When it came is not recorded', kind: 'boundary', given: given(null) },
  {
    name: 'Answered on the last day',
    kind: 'boundary',
    given: given('2026-01-05 10:00:00', '2026-02-04 23:59:59'),
  },
  {
    name: 'Answered a day later',
    kind: 'boundary',
    given: given('2026-01-05 10:00:00', '2026-02-05 00:00:00'),
    findings: [{ observed: '31' }],
  },
  { name: 'Open for thirty days on the as-of date', kind: 'boundary', given: given('2026-05-31 08:00:00') },
  { name: 'The day before the law', kind: 'before-law', given: given('2021-10-31 10:00:00') },
  {
    name: 'Without requests there is nothing to judge by',
    kind: 'not-evaluable',
    given: { point_events },
    notEvaluable: ['data_requests'],
  },
]);
