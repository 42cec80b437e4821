import { defineCases } from '../../cases.ts';

/** A gift from each to the next, a day apart from `day` on, and what the first one earned. */
function gifts(path: string, points: readonly string[], days: readonly string[]) {
  const members = [...path];
  const earned = {
    event_id: 'E1',
    member_id: members[0]!,
    event_type: 'earn',
    points: '5000',
    occurred_at: '2024-01-05 10:00:00',
  };
  const legs = days.flatMap((day, index) => {
    const [from, to] = [members[index]!, members[index + 1]!];
    const leg = { points: points[index] ?? points[0]!, occurred_at: `${day} 10:00:00` };
    return [
      {
        ...leg,
        event_id: `T${index}`,
        member_id: from,
        event_type: 'transfer_out',
        counterparty_member_id: to,
      },
      {
        ...leg,
        event_id: `U${index}`,
        member_id: to,
        event_type: 'transfer_in',
        counterparty_member_id: from,
      },
    ];
  });
  return [earned, ...legs];
}
const JUNE = ['2025-06-01', '2025-06-02', '2025-06-03'];
const family = [...'ABC'].map((member_id) => ({
  member_id,
  attribute: 'household_id',
  value: 'H1',
  valid_from: '2024-01-01 00:00:00',
}));

export const cases = defineCases('2026-06-30', [
  {
    name: 'A thousand points go from A over B and C back to A in three days',
    kind: 'violating',
    given: { point_events: gifts('ABCA', ['1000'], JUNE) },
    findings: [
      {
        subject_type: 'member',
        subject_id: 'A',
        observed: '3',
        members: 3,
        points: '3000.00',
        evidence_rows: 3,
      },
    ],
  },
  {
    name: 'The order within the window does not matter',
    kind: 'violating',
    given: { point_events: gifts('ABCA', ['1000'], ['2025-06-03', '2025-06-01', '2025-06-02']) },
    findings: [{ subject_id: 'B', observed: '3' }],
  },
  {
    name: 'Rings of the same members are one finding',
    kind: 'violating',
    given: {
      point_events: gifts('ABCABCA', ['1000'], [...JUNE, '2025-06-04', '2025-06-05', '2025-06-06']),
    },
    findings: [{ subject_id: 'A', evidence_rows: 6 }],
  },
  {
    name: 'A ring within one household is how families share',
    kind: 'compliant',
    given: { point_events: gifts('ABCA', ['1000'], JUNE), member_attributes: family },
  },
  {
    name: 'Of a couple and a stranger it is a ring',
    kind: 'boundary',
    given: { point_events: gifts('ABCA', ['1000'], JUNE), member_attributes: family.slice(0, 2) },
    findings: [{ subject_id: 'A' }],
  },
  {
    name: 'A gift that is given back is no ring',
    kind: 'compliant',
    given: { point_events: gifts('ABA', ['1000'], JUNE.slice(0, 2)) },
  },
  {
    name: 'A way that does not close',
    kind: 'compliant',
    given: { point_events: gifts('ABCD', ['1000'], JUNE) },
  },
  {
    name: 'Amounts that differ by two in a hundred are alike',
    kind: 'boundary',
    given: { point_events: gifts('ABCA', ['1000', '990', '980'], JUNE) },
    findings: [{ subject_id: 'A' }],
  },
  {
    name: 'A little more apart they are not',
    kind: 'boundary',
    given: { point_events: gifts('ABCA', ['1000', '990', '979.99'], JUNE) },
  },
  {
    name: 'Trifles just under the least amount',
    kind: 'boundary',
    given: { point_events: gifts('ABCA', ['99.99'], JUNE) },
  },
  {
    name: 'A hundred and twenty days after the first it closes',
    kind: 'boundary',
    given: { point_events: gifts('ABCA', ['1000'], ['2025-06-01', '2025-06-02', '2025-09-29']) },
    findings: [{ subject_id: 'A' }],
  },
  {
    name: 'A day later it is too late',
    kind: 'boundary',
    given: { point_events: gifts('ABCA', ['1000'], ['2025-06-01', '2025-06-02', '2025-09-30']) },
  },
  {
    name: 'It closed before the law of 2024 was in force',
    kind: 'before-law',
    given: { point_events: gifts('ABCA', ['1000'], ['2024-12-29', '2024-12-30', '2024-12-31']) },
  },
  {
    name: 'It closed on the first day of the law',
    kind: 'boundary',
    given: { point_events: gifts('ABCA', ['1000'], ['2024-12-30', '2024-12-31', '2025-01-01']) },
    findings: [{ subject_id: 'A', evidence_rows: 3 }],
  },
]);
