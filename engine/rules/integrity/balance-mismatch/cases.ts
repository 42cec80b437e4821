import { defineCases } from '../../cases.ts';

const earn = (more: object) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2025-03-01 10:00:00',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A balance of 110 reported after 100 points were earned is found, at that event',
    kind: 'violating',
    given: {
      point_events: [
        earn({ balance_after: '110' }),
        earn({ event_id: 'E2', occurred_at: '2025-04-01 10:00:00', balance_after: '210' }),
      ],
    },
    findings: [
      {
        subject_id: 'base/M1',
        event_id: 'E1',
        observed: '110.00',
        expected: '100.00',
        points: '10.00',
        evidence_rows: 2,
      },
    ],
  },
  {
    name: 'A balance reported at the end of a day counts like one reported after an event',
    kind: 'violating',
    given: {
      point_events: [earn({ balance_after: '100' })],
      reported_balances: [{ member_id: 'M1', as_of: '2025-12-31', points: '90' }],
    },
    findings: [
      { subject_id: 'base/M1', event_id: null, observed: '90.00', expected: '100.00', points: '10.00' },
    ],
  },
  {
    name: 'Balances that follow from the events pass',
    kind: 'compliant',
    given: {
      point_events: [earn({ balance_after: '100' })],
      reported_balances: [{ member_id: 'M1', as_of: '2025-12-31', points: '100' }],
    },
  },
  {
    name: 'A difference of one hundredth of a point is a difference',
    kind: 'boundary',
    given: { point_events: [earn({ balance_after: '100.01' })] },
    findings: [{ subject_id: 'base/M1', points: '0.01' }],
  },
  {
    name: 'Without any reported balance there is nothing to compare',
    kind: 'not-evaluable',
    given: { point_events: [earn({})] },
    notEvaluable: ['point_events.balance_after'],
    alone: true,
  },
]);
