import { defineCases } from '../../cases.ts';

const event = (event_id: string, member_id: string, event_type: string, day: string, more: object = {}) => ({
  event_id,
  member_id,
  event_type,
  points: '500',
  occurred_at: `${day} 10:00:00`,
  ...more,
});
const arrived = event('T2', 'M2', 'transfer_in', '2025-11-05', { counterparty_member_id: 'M1' });
const sent = event('T1', 'M1', 'transfer_out', '2025-11-05', { counterparty_member_id: 'M2' });
const spent = event('R1', 'M2', 'redeem', '2025-12-05');

export const cases = defineCases('2026-06-30', [
  {
    name: 'Points arrive from nowhere and are spent',
    kind: 'violating',
    given: { point_events: [arrived, spent] },
    findings: [
      {
        subject_id: 'base/M2',
        event_id: 'R1',
        observed: 'transfer_in T2',
        expected: 'earn',
        points: '500.00',
      },
    ],
  },
  {
    name: 'Points that a correction made by hand are spent',
    kind: 'violating',
    given: { point_events: [event('A1', 'M2', 'adjust', '2025-11-05'), spent] },
    findings: [{ event_id: 'R1', observed: 'adjust A1' }],
  },
  {
    name: 'Points passed on by somebody who had earned them lead back to the purchase',
    kind: 'compliant',
    given: { point_events: [event('E1', 'M1', 'earn', '2025-10-05'), sent, arrived, spent] },
  },
  {
    name: 'Points exchanged from a named partner lead to that partner',
    kind: 'compliant',
    given: {
      point_events: [
        event('X1', 'M2', 'exchange_in', '2025-11-05', {
          counterpart_programme: 'miles',
          exchange_rate: '0.5',
        }),
        spent,
      ],
    },
  },
  {
    name: 'Points from nowhere that still lie in the account were not used',
    kind: 'boundary',
    given: { point_events: [arrived] },
  },
  {
    name: 'Of a redemption only the part without origin counts',
    kind: 'boundary',
    given: {
      point_events: [event('E1', 'M2', 'earn', '2025-10-05', { points: '400' }), arrived, spent],
    },
    findings: [{ event_id: 'R1', points: '100.00' }],
  },
  {
    name: 'In 2015 the rule on accounting archives was another',
    kind: 'before-law',
    given: {
      point_events: [
        { ...arrived, occurred_at: '2015-11-05 10:00:00' },
        { ...spent, occurred_at: '2015-12-05 10:00:00' },
      ],
    },
  },
  {
    name: 'Points from nowhere that were only passed on, and still lie there',
    kind: 'boundary',
    given: {
      point_events: [
        arrived,
        event('T3', 'M2', 'transfer_out', '2025-11-06', { counterparty_member_id: 'M3' }),
        event('T4', 'M3', 'transfer_in', '2025-11-06', { counterparty_member_id: 'M2' }),
      ],
    },
  },
]);
