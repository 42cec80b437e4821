import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '600',
  occurred_at: '2025-03-01 10:00:00',
};
const sent = {
  event_id: 'T1',
  member_id: 'M1',
  event_type: 'transfer_out',
  points: '300',
  occurred_at: '2025-04-01 10:00:00',
  counterparty_member_id: 'M2',
};
const received = {
  event_id: 'T2',
  member_id: 'M2',
  event_type: 'transfer_in',
  points: '300',
  occurred_at: '2025-04-01 10:00:00',
  counterparty_member_id: 'M1',
  related_event_id: 'T1',
};

export const cases = defineCases('2026-06-30', [
  {
    name: 'Points leave and never arrive',
    kind: 'violating',
    given: { point_events: [earned, sent] },
    findings: [
      { subject_id: 'base/M1', event_id: 'T1', observed: '300.00', expected: '0.00', points: '300.00' },
    ],
  },
  {
    name: 'Points arrive that nobody sent',
    kind: 'violating',
    given: { point_events: [{ ...received, related_event_id: null }] },
    findings: [{ subject_id: 'base/M2', event_id: 'T2', points: '300.00' }],
  },
  {
    name: 'Less arrives than left: the larger leg is named, once',
    kind: 'violating',
    given: { point_events: [earned, sent, { ...received, points: '200' }] },
    findings: [
      { subject_id: 'base/M1', event_id: 'T1', observed: '300.00', expected: '200.00', points: '100.00' },
    ],
  },
  {
    name: 'Both legs with equal points are a pair, by name',
    kind: 'compliant',
    given: { point_events: [earned, sent, received] },
  },
  {
    name: 'Without names, both counterparties with equal points and instant are a pair',
    kind: 'compliant',
    given: { point_events: [earned, sent, { ...received, related_event_id: null }] },
  },
  {
    name: 'Without names, an instant a second later is no pair: nothing is guessed',
    kind: 'boundary',
    given: {
      point_events: [
        earned,
        sent,
        { ...received, related_event_id: null, occurred_at: '2025-04-01 10:00:01' },
      ],
    },
    findings: [{ event_id: 'T1' }, { event_id: 'T2' }],
  },
  {
    name: 'A named leg that arrives after the as-of date is on its way, not lost',
    kind: 'boundary',
    given: {
      point_events: [
        earned,
        { ...sent, occurred_at: '2026-06-30 23:00:00' },
        { ...received, occurred_at: '2026-07-01 01:00:00' },
      ],
    },
  },
]);
