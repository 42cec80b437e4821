import { defineCases } from '../../cases.ts';

const events = (restoredAt: string, spentAt = '2024-04-01 10:00:00') => [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '800', occurred_at: '2022-04-09 10:00:00' },
  {
    event_id: 'R1',
    member_id: 'M1',
    event_type: 'redeem',
    points: '800',
    occurred_at: spentAt,
    related_event_id: null,
  },
  {
    event_id: 'B1',
    member_id: 'M1',
    event_type: 'restore',
    points: '800',
    occurred_at: restoredAt,
    related_event_id: 'R1',
  },
];
const months = (more: object = {}) => ({
  wallets: { base: { validity: [{ from: '2015-01-01', months: 24 }], ...more } },
});
const booked = (event_id: string, points: string, occurred_at: string, member_id = 'M1') => ({
  event_id,
  member_id,
  event_type: 'expire',
  points,
  occurred_at,
  related_event_id: null,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Expired on the 10th, given back on the 12th: gone at once',
    kind: 'violating',
    given: { point_events: events('2024-04-12 12:00:00') },
    programme: { wallets: { ...months().wallets, green: {} } },
    findings: [
      {
        subject_type: 'account',
        subject_id: 'base/M1',
        event_id: 'B1',
        observed: '800.00',
        points: '800.00',
        evidence_rows: 1,
      },
    ],
  },
  {
    name: 'Where expiry is booked, the booking of the next night takes them',
    kind: 'violating',
    given: {
      point_events: [
        ...events('2024-04-12 12:00:00'),
        {
          event_id: 'X1',
          member_id: 'M1',
          event_type: 'expire',
          points: '800',
          occurred_at: '2024-04-13 00:00:00',
          related_event_id: null,
        },
      ],
    },
    programme: months({ expiry_source: 'booked' }),
    findings: [{ event_id: 'B1', observed: '800.00' }],
  },
  {
    name: 'Given back in time, and expiring later in their own time',
    kind: 'compliant',
    given: { point_events: events('2024-04-08 12:00:00') },
    programme: months(),
  },
  {
    name: 'Thirty days of grace give them a new life',
    kind: 'compliant',
    given: { point_events: events('2024-04-12 12:00:00') },
    programme: months({ restore: { grace_days: 30 } }),
  },
  {
    name: 'A minute before the points expire is in time',
    kind: 'boundary',
    given: { point_events: events('2024-04-09 23:59:00') },
    programme: months(),
  },
  {
    name: 'At the instant they expire it is too late',
    kind: 'boundary',
    given: { point_events: events('2024-04-10 00:00:00') },
    programme: months(),
    findings: [{ event_id: 'B1' }],
  },
  {
    name: 'Before the measures of 2017',
    kind: 'before-law',
    given: {
      point_events: events('2017-03-14 12:00:00', '2017-03-01 10:00:00').map((event) =>
        event.event_id === 'E1' ? { ...event, occurred_at: '2015-03-09 10:00:00' } : event,
      ),
    },
    programme: months(),
  },
  {
    name: 'Where expiry is booked, they lived on for a month: what expired before, or in the account of another, were other points',
    kind: 'compliant',
    given: {
      point_events: [
        ...events('2024-04-12 12:00:00', '2024-04-11 10:00:00').map((event) =>
          event.event_id === 'E1' ? event : { ...event, points: '500' },
        ),
        booked('X1', '300', '2024-04-10 00:00:00'),
        booked('X2', '500', '2024-05-12 00:00:00'),
        { ...events('')[0]!, event_id: 'E3', member_id: 'M2' },
        booked('X3', '800', '2024-04-13 00:00:00', 'M2'),
      ],
    },
    programme: months({ expiry_source: 'booked' }),
  },
  {
    name: 'Given back a night before they expire, and booked in time',
    kind: 'boundary',
    given: {
      point_events: [...events('2024-04-09 12:00:00'), booked('X1', '800', '2024-04-10 00:30:00')],
    },
    programme: months({ expiry_source: 'booked' }),
  },
]);
