import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2018-03-05 10:00:00',
};
/** Points last two years, then one: published and in force as given. */
const change = (published_at: string, effective_from: string, more: object = {}) => [
  {
    terms_id: 'T1',
    published_at: '2012-01-01',
    effective_from: '2012-02-01',
    effective_to: effective_from,
    validity_kind: 'months',
    validity_months: 24,
  },
  { terms_id: 'T2', published_at, effective_from, validity_kind: 'months', validity_months: 12, ...more },
];

const notice = (more: object = {}) => ({
  notice_id: 'N1',
  kind: 'terms_change',
  channel: 'sms',
  sent_at: '2024-11-15 11:00:00',
  delivery_status: 'delivered',
  wallet: 'base',
  terms_id: 'T2',
  ...more,
});
const unrelated = notice({ notice_id: 'N0', kind: 'activity', terms_id: null });
/** Holders M1, M2 … of a hundred points each. */
const holders = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...earned,
    event_id: `E${index + 1}`,
    member_id: `M${index + 1}`,
    occurred_at: '2024-09-05 10:00:00',
  }));

export const cases = defineCases('2026-06-30', [
  {
    name: 'Nobody was told that points would last only half as long',
    kind: 'violating',
    given: {
      point_events: holders(3),
      terms: change('2024-11-15', '2025-01-01'),
      notices: [unrelated],
    },
    findings: [{ subject_id: 'T2/base', observed: '100.00', members: 3, points: '300.00' }],
  },
  {
    name: 'A notice that failed, came too late or spoke of other terms reached nobody',
    kind: 'violating',
    given: {
      point_events: holders(3),
      terms: change('2024-11-15', '2025-01-01'),
      notices: [
        notice({ notice_id: 'N1', member_id: 'M1', delivery_status: 'failed' }),
        notice({ notice_id: 'N2', member_id: 'M2', sent_at: '2025-01-02 10:00:00' }),
        notice({ notice_id: 'N3', member_id: 'M3', terms_id: 'T9' }),
      ],
    },
    findings: [{ members: 3 }],
  },
  {
    name: 'One notice to everyone is enough',
    kind: 'compliant',
    given: { point_events: holders(3), terms: change('2024-11-15', '2025-01-01'), notices: [notice()] },
  },
  {
    name: 'Who had spent everything before is not affected',
    kind: 'compliant',
    given: {
      point_events: [
        ...holders(1),
        { ...earned, event_id: 'R1', event_type: 'redeem', occurred_at: '2024-10-05 10:00:00' },
      ],
      terms: change('2024-11-15', '2025-01-01'),
      notices: [unrelated],
    },
  },
  {
    name: 'One of a hundred holders may be missed',
    kind: 'boundary',
    given: {
      point_events: holders(100),
      terms: change('2024-11-15', '2025-01-01'),
      notices: holders(100)
        .slice(1)
        .map(({ member_id }) => notice({ notice_id: `N-${member_id}`, member_id })),
    },
  },
  {
    name: 'One of ninety-nine is too many',
    kind: 'boundary',
    given: {
      point_events: holders(99),
      terms: change('2024-11-15', '2025-01-01'),
      notices: holders(99)
        .slice(1)
        .map(({ member_id }) => notice({ notice_id: `N-${member_id}`, member_id })),
    },
    findings: [{ members: 1, observed: '1.01' }],
  },
  {
    name: 'A change of 2013 came before the law',
    kind: 'before-law',
    given: {
      point_events: [{ ...earned, occurred_at: '2012-03-05 10:00:00' }],
      terms: change('2013-05-01', '2013-06-01'),
      notices: [unrelated],
    },
  },
  {
    name: 'Without notices nobody can say who was told',
    kind: 'not-evaluable',
    given: { point_events: holders(1), terms: change('2024-11-15', '2025-01-01') },
    notEvaluable: ['notices'],
  },
]);
