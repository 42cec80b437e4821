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
const earned = event('E1', 'earn', '100', '2024-03-05 10:00:00');

export const cases = defineCases('2026-06-30', [
  {
    name: 'Points of 5 March 2024 that last 12 months are redeemed a month after they expired',
    kind: 'violating',
    programme: twelveMonths('implied'),
    given: { point_events: [earned, event('R1', 'redeem', '80', '2025-04-05 10:00:00')] },
    findings: [{ subject_id: 'base/M1', event_id: 'R1', points: '80.00' }],
  },
  {
    name: 'Points that only a booking expires are used before the booking but after their last day',
    kind: 'violating',
    programme: twelveMonths('booked'),
    given: {
      point_events: [
        earned,
        event('R1', 'redeem', '80', '2025-03-06 08:00:00'),
        event('X1', 'expire', '20', '2025-03-06 09:00:00'),
      ],
    },
    findings: [{ subject_id: 'base/M1', event_id: 'R1', points: '80.00' }],
  },
  {
    name: 'Of 150 points asked for, 100 had expired and 50 had never been there',
    kind: 'violating',
    programme: twelveMonths('implied'),
    given: { point_events: [earned, event('R1', 'redeem', '150', '2025-04-05 10:00:00')] },
    findings: [{ event_id: 'R1', points: '100.00' }],
  },
  {
    name: 'The last minute of the last day is in time',
    kind: 'boundary',
    programme: twelveMonths('booked'),
    given: { point_events: [earned, event('R1', 'redeem', '100', '2025-03-05 23:59:59')] },
  },
  {
    name: 'Midnight that ends the last day is too late',
    kind: 'boundary',
    programme: twelveMonths('booked'),
    given: { point_events: [earned, event('R1', 'redeem', '100', '2025-03-06 00:00:00')] },
    findings: [{ event_id: 'R1', points: '100.00' }],
  },
  {
    name: 'Lifetime points can be used years later',
    kind: 'compliant',
    given: { point_events: [earned, event('R1', 'redeem', '100', '2026-04-05 10:00:00')] },
  },
  {
    name: 'Using more than there ever was is no use of expired points',
    kind: 'compliant',
    given: { point_events: [earned, event('R1', 'redeem', '150', '2025-04-05 10:00:00')] },
  },
  {
    name: 'Points had expired, later ones were spent, and their purchase is refunded: taking back is no use',
    kind: 'compliant',
    programme: twelveMonths('implied'),
    given: {
      point_events: [
        earned,
        event('E2', 'earn', '50', '2025-04-01 10:00:00'),
        event('R2', 'redeem', '50', '2025-04-02 10:00:00'),
        event('V2', 'reverse', '50', '2025-04-05 10:00:00'),
      ].map((each) => ({ ...each, related_event_id: each.event_id === 'V2' ? 'E2' : null })),
    },
  },
]);
