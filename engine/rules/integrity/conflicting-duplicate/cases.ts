import { defineCases } from '../../cases.ts';

const first = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2025-03-01 10:00:00',
  recorded_at: '2025-03-01 10:01:00',
};

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two days later the same event is told again, ten times as large',
    kind: 'violating',
    given: { point_events: [first, { ...first, points: '1000', recorded_at: '2025-03-03 10:00:00' }] },
    findings: [
      {
        subject_id: 'base/M1',
        event_id: 'E1',
        observed: 'earn 1000.00',
        expected: 'earn 100.00',
        points: '900.00',
      },
    ],
  },
  {
    name: 'Three versions of one event are one finding with two pieces of evidence',
    kind: 'violating',
    given: {
      point_events: [
        first,
        { ...first, points: '1000', recorded_at: '2025-03-03 10:00:00' },
        { ...first, points: '2000', recorded_at: '2025-03-04 10:00:00' },
      ],
    },
    findings: [{ event_id: 'E1', evidence_rows: 2 }],
  },
  {
    name: 'Told again in the same words it is a duplicate and nothing else, even if learnt later',
    kind: 'compliant',
    given: { point_events: [first, first, { ...first, recorded_at: '2025-03-05 10:00:00' }] },
  },
  {
    name: 'The same id from another source is another event',
    kind: 'compliant',
    given: { point_events: [first, { ...first, source: 'kiosk', points: '1000' }] },
  },
  {
    name: 'A difference of one second is other content',
    kind: 'boundary',
    given: {
      point_events: [
        first,
        { ...first, occurred_at: '2025-03-01 10:00:01', recorded_at: '2025-03-01 10:02:00' },
      ],
    },
    findings: [{ event_id: 'E1', points: '0.00' }],
  },
]);
