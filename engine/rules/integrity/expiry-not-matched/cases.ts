import { defineCases } from '../../cases.ts';

const twelveMonths = (expiry_source: string) => ({
  wallets: { base: { expiry_source, validity: [{ from: '2020-01-01', months: 12 }] } },
});
const event = (event_id: string, event_type: string, points: string, occurred_at: string) => ({
  event_id,
  member_id: 'M1',
  event_type,
  points,
  occurred_at,
});
/** Ends at the midnight that starts 6 March 2025. */
const earned = event('E1', 'earn', '100', '2024-03-05 10:00:00');

export const cases = defineCases('2026-06-30', [
  {
    name: 'Points that ended two weeks later are booked as expired',
    kind: 'violating',
    programme: twelveMonths('booked'),
    given: { point_events: [earned, event('X1', 'expire', '100', '2025-02-20 00:30:00')] },
    findings: [
      {
        subject_id: 'base/M1',
        event_id: 'X1',
        observed: '2025-02-20',
        expected: '2025-03-06',
        points: '100.00',
      },
    ],
  },
  {
    name: 'The booking comes ten days late',
    kind: 'violating',
    programme: twelveMonths('booked'),
    given: { point_events: [earned, event('X1', 'expire', '100', '2025-03-16 00:30:00')] },
    findings: [{ event_id: 'X1', observed: '2025-03-16' }],
  },
  {
    name: 'More is booked than there was',
    kind: 'violating',
    programme: twelveMonths('booked'),
    given: { point_events: [earned, event('X1', 'expire', '120', '2025-03-06 00:30:00')] },
    findings: [{ event_id: 'X1', expected: 'none', points: '20.00' }],
  },
  {
    name: 'The points ended and nobody ever booked it',
    kind: 'violating',
    programme: twelveMonths('booked'),
    given: { point_events: [earned] },
    findings: [
      { subject_id: 'base/M1', event_id: null, observed: 'none', expected: '2025-03-06', points: '100.00' },
    ],
  },
  {
    name: 'The same four faults where points expire by themselves and bookings are only compared: early',
    kind: 'violating',
    programme: twelveMonths('both'),
    given: { point_events: [earned, event('X1', 'expire', '100', '2025-02-20 00:30:00')] },
    findings: [{ event_id: 'X1', observed: '2025-02-20', expected: '2025-03-06', points: '100.00' }],
  },
  {
    name: '… late, once, though a later booking is in time',
    kind: 'violating',
    programme: twelveMonths('both'),
    given: {
      point_events: [
        earned,
        event('E2', 'earn', '70', '2024-06-05 10:00:00'),
        event('X1', 'expire', '100', '2025-03-16 00:30:00'),
        event('X2', 'expire', '70', '2025-06-06 00:30:00'),
      ],
    },
    findings: [{ event_id: 'X1', points: '100.00' }],
  },
  {
    name: '… in excess',
    kind: 'violating',
    programme: twelveMonths('both'),
    given: { point_events: [earned, event('X1', 'expire', '120', '2025-03-06 00:30:00')] },
    findings: [{ event_id: 'X1', points: '20.00' }],
  },
  {
    name: '… and missing, which does not displace the next booking',
    kind: 'violating',
    programme: twelveMonths('both'),
    given: {
      point_events: [
        earned,
        event('E2', 'earn', '70', '2024-06-05 10:00:00'),
        event('X2', 'expire', '70', '2025-06-06 00:30:00'),
      ],
    },
    findings: [{ event_id: null, expected: '2025-03-06', points: '100.00' }],
  },
  {
    name: 'One nightly row may cover several lots',
    kind: 'compliant',
    programme: twelveMonths('both'),
    given: {
      point_events: [
        earned,
        event('E2', 'earn', '70', '2024-03-06 09:00:00'),
        event('X1', 'expire', '170', '2025-03-07 00:30:00'),
      ],
    },
  },
  {
    name: 'Where the engine expires points and no booking is expected, none is missing',
    kind: 'compliant',
    programme: twelveMonths('implied'),
    given: { point_events: [earned] },
  },
  {
    name: 'Two days late to the minute is within the tolerance',
    kind: 'boundary',
    programme: twelveMonths('booked'),
    given: { point_events: [earned, event('X1', 'expire', '100', '2025-03-08 00:00:00')] },
  },
  {
    name: 'A second more is not',
    kind: 'boundary',
    programme: twelveMonths('both'),
    given: { point_events: [earned, event('X1', 'expire', '100', '2025-03-08 00:00:01')] },
    findings: [{ event_id: 'X1' }],
  },
  {
    name: 'Points that ended yesterday may still be booked tomorrow',
    kind: 'boundary',
    programme: twelveMonths('booked'),
    given: { point_events: [event('E1', 'earn', '100', '2025-06-29 10:00:00')] },
  },
  {
    name: 'In a run of bookings one comes three days late for part of what it covers',
    kind: 'violating',
    programme: twelveMonths('both'),
    given: {
      point_events: [
        earned,
        event('E2', 'earn', '70', '2024-03-07 10:00:00'),
        event('E3', 'earn', '10', '2024-03-09 10:00:00'),
        event('X1', 'expire', '70', '2025-03-07 00:30:00'),
        event('X2', 'expire', '100', '2025-03-09 00:30:00'),
        event('X3', 'expire', '10', '2025-03-11 23:30:00'),
      ],
    },
    findings: [{ event_id: 'X2', observed: '2025-03-09', expected: '2025-03-06', points: '30.00' }],
  },
  {
    name: 'Two bookings late, each for its own points',
    kind: 'violating',
    programme: twelveMonths('both'),
    given: {
      point_events: [
        earned,
        event('E2', 'earn', '70', '2024-06-05 10:00:00'),
        event('X1', 'expire', '100', '2025-03-16 00:30:00'),
        event('X2', 'expire', '70', '2025-06-16 00:30:00'),
      ],
    },
    findings: [
      { event_id: 'X1', expected: '2025-03-06', points: '100.00', evidence_rows: 1 },
      { event_id: 'X2', expected: '2025-06-06', points: '70.00', evidence_rows: 1 },
    ],
  },
  {
    name: 'An expiry is booked where nothing was held',
    kind: 'violating',
    programme: twelveMonths('booked'),
    given: {
      point_events: [
        event('X1', 'expire', '50', '2025-03-06 00:30:00'),
        { ...event('F1', 'forfeit', '60', '2025-03-06 00:40:00'), member_id: 'M2' },
      ],
    },
    findings: [
      { subject_id: 'base/M1', event_id: 'X1', observed: '2025-03-06', expected: 'none', points: '50.00' },
    ],
  },
  {
    name: 'What was spent in time did not expire',
    kind: 'compliant',
    programme: twelveMonths('both'),
    given: {
      point_events: [
        earned,
        event('R1', 'redeem', '40', '2024-09-05 10:00:00'),
        event('X1', 'expire', '60', '2025-03-06 00:30:00'),
      ],
    },
  },
  {
    name: 'Nor where only bookings expire points',
    kind: 'compliant',
    programme: twelveMonths('booked'),
    given: {
      point_events: [
        earned,
        event('R1', 'redeem', '40', '2024-09-05 10:00:00'),
        event('X1', 'expire', '60', '2025-03-06 00:30:00'),
      ],
    },
  },
  {
    name: 'Where the engine expires points, one booking does not make the others due',
    kind: 'compliant',
    programme: twelveMonths('implied'),
    given: {
      point_events: [
        earned,
        event('E2', 'earn', '70', '2024-06-05 10:00:00'),
        event('X1', 'expire', '100', '2025-03-06 00:30:00'),
      ],
    },
  },
  {
    name: 'What ended yesterday by itself may be booked tomorrow',
    kind: 'boundary',
    programme: twelveMonths('both'),
    given: { point_events: [event('E1', 'earn', '100', '2025-06-29 10:00:00')] },
  },
]);
