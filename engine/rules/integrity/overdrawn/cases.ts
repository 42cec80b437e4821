import { defineCases } from '../../cases.ts';

const event = (
  event_id: string,
  event_type: string,
  points: string,
  occurred_at: string,
  more: object = {},
) => ({
  event_id,
  member_id: 'M1',
  event_type,
  points,
  occurred_at,
  ...more,
});
const earned = event('E1', 'earn', '100', '2025-03-01 10:00:00');

export const cases = defineCases('2026-06-30', [
  {
    name: 'Redeeming 150 of 100 points is 50 too many, also where the policy lets a debt stand',
    kind: 'violating',
    given: { point_events: [earned, event('R1', 'redeem', '150', '2025-04-01 10:00:00')] },
    findings: [
      { subject_id: 'base/M1', event_id: 'R1', observed: '150.00', expected: '100.00', points: '50.00' },
    ],
  },
  {
    name: 'A wallet whose balance never goes below zero is overdrawn all the same',
    kind: 'violating',
    programme: { wallets: { base: { overdraw: 'floor' } } },
    given: { point_events: [earned, event('R1', 'redeem', '150', '2025-04-01 10:00:00')] },
    findings: [{ event_id: 'R1', points: '50.00' }],
  },
  {
    name: 'Points that become available only later cannot be used yet',
    kind: 'violating',
    given: {
      point_events: [
        { ...earned, available_at: '2025-05-01 00:00:00' },
        event('R1', 'redeem', '100', '2025-04-01 10:00:00'),
      ],
    },
    findings: [{ event_id: 'R1', expected: '0.00', points: '100.00' }],
  },
  {
    name: 'Using all there is, to the last hundredth, is fine',
    kind: 'boundary',
    given: { point_events: [earned, event('R1', 'redeem', '100', '2025-04-01 10:00:00')] },
  },
  {
    name: 'One hundredth of a point more is not',
    kind: 'boundary',
    given: { point_events: [earned, event('R1', 'redeem', '100.01', '2025-04-01 10:00:00')] },
    findings: [{ points: '0.01' }],
  },
  {
    name: 'Taking back the points of a refunded purchase after they were spent leaves a debt, but nobody used too much',
    kind: 'compliant',
    given: {
      point_events: [
        earned,
        event('R1', 'redeem', '100', '2025-04-01 10:00:00'),
        event('V1', 'reverse', '100', '2025-04-05 10:00:00', { related_event_id: 'E1' }),
      ],
    },
  },
  {
    name: 'Points that had expired when they were used are another rule’s',
    kind: 'compliant',
    programme: { wallets: { base: { validity: [{ from: '2020-01-01', months: 12 }] } } },
    given: { point_events: [earned, event('R1', 'redeem', '100', '2026-04-01 10:00:00')] },
  },
]);
