import { defineCases } from '../../cases.ts';

const event = (
  event_id: string,
  event_type: string,
  points: string,
  day: string,
  related_event_id?: string,
) => ({
  event_id,
  member_id: 'M1',
  event_type,
  points,
  occurred_at: `${day} 10:00:00`,
  related_event_id: related_event_id ?? null,
});
const earned = event('E1', 'earn', '300', '2025-03-01');
const redeemed = event('R1', 'redeem', '200', '2025-03-10');

export const cases = defineCases('2026-06-30', [
  {
    name: 'A refund takes back 500 points of an earn of 300',
    kind: 'violating',
    given: { point_events: [earned, event('V1', 'reverse', '500', '2025-03-08', 'E1')] },
    findings: [
      { subject_id: 'base/M1', event_id: 'V1', observed: '500.00', expected: '300.00', points: '200.00' },
    ],
  },
  {
    name: 'A returned reward gives back more than was paid for it',
    kind: 'violating',
    given: { point_events: [earned, redeemed, event('S1', 'restore', '250', '2025-03-15', 'R1')] },
    findings: [{ event_id: 'S1', points: '50.00' }],
  },
  {
    name: 'Taking points back without saying for which purchase',
    kind: 'violating',
    given: { point_events: [earned, event('V1', 'reverse', '100', '2025-03-08')] },
    findings: [{ event_id: 'V1', observed: '100.00', expected: '0.00', points: '100.00' }],
  },
  {
    name: 'A second claw-back of the same purchase finds nothing left to take',
    kind: 'violating',
    given: {
      point_events: [
        earned,
        event('V1', 'reverse', '300', '2025-03-08', 'E1'),
        event('V2', 'reverse', '300', '2025-03-09', 'E1'),
      ],
    },
    findings: [{ event_id: 'V2', points: '300.00' }],
  },
  {
    name: 'Two claw-backs that make up the earn exactly are fine',
    kind: 'boundary',
    given: {
      point_events: [
        earned,
        event('V1', 'reverse', '100', '2025-03-08', 'E1'),
        event('V2', 'reverse', '200', '2025-03-09', 'E1'),
      ],
    },
  },
  {
    name: 'One hundredth of a point more than the redemption is too much',
    kind: 'boundary',
    given: { point_events: [earned, redeemed, event('S1', 'restore', '200.01', '2025-03-15', 'R1')] },
    findings: [{ event_id: 'S1', points: '0.01' }],
  },
  {
    name: 'A reward returned in full gives its points back',
    kind: 'compliant',
    given: { point_events: [earned, redeemed, event('S1', 'restore', '200', '2025-03-15', 'R1')] },
  },
  {
    name: 'What is forfeited where nothing is held undoes nothing',
    kind: 'compliant',
    given: { point_events: [event('F1', 'forfeit', '300', '2025-03-08')] },
  },
  {
    name: 'The purchase it names is another member’s, another till’s, a redemption, or of a later day',
    kind: 'violating',
    given: {
      point_events: [
        { ...earned, member_id: 'M2' },
        { ...earned, event_id: 'E2', source: 'till' },
        redeemed,
        event('E3', 'earn', '300', '2025-03-20'),
        event('V1', 'reverse', '10', '2025-03-18', 'E1'),
        event('V2', 'reverse', '20', '2025-03-18', 'E2'),
        event('V3', 'reverse', '30', '2025-03-18', 'R1'),
        event('V4', 'reverse', '40', '2025-03-18', 'E3'),
      ],
    },
    findings: [{ event_id: 'V1' }, { event_id: 'V2' }, { event_id: 'V3' }, { event_id: 'V4' }],
  },
]);
