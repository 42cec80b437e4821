import { defineCases } from '../../cases.ts';

interface Burst {
  readonly member: string;
  readonly earns: number;
  readonly refunds: number;
  readonly wallet?: string;
  readonly merchant?: string | null;
}
const bursts = (...all: readonly Burst[]) => ({
  point_events: all.flatMap(({ member, earns, refunds, wallet = 'green', merchant = 'L1' }) =>
    Array.from({ length: earns + refunds }, (_, index) => {
      const isRefund = index >= earns;
      const place = isRefund ? index - earns : index;
      return {
        event_id: `${isRefund ? 'V' : 'E'}-${member}-${place}`,
        member_id: member,
        wallet,
        event_type: isRefund ? 'reverse' : 'earn',
        points: '100',
        occurred_at: `2025-09-0${isRefund ? 7 : 1} 10:${String(10 + place)}:00`,
        related_event_id: isRefund ? `E-${member}-${place}` : null,
        merchant_id: merchant,
      };
    }),
  ),
});
const linked = (...members: readonly string[]) =>
  members.map((member_id) => ({
    member_id,
    attribute: 'household_id',
    value: 'H1',
    valid_from: '2022-01-01 00:00:00',
  }));

export const cases = defineCases('2026-06-30', [
  {
    name: 'Ten green purchases in ten minutes, all returned a week later',
    kind: 'violating',
    given: bursts({ member: 'M1', earns: 10, refunds: 10 }),
    findings: [
      {
        subject_type: 'member',
        subject_id: 'M1',
        nature: 'indicator',
        observed: '10 / 10',
        points: '1000.00',
      },
    ],
  },
  {
    name: 'Three of a household earn five times each at one merchant on one day',
    kind: 'violating',
    given: {
      ...bursts(...['A', 'B', 'C'].map((member) => ({ member, earns: 5, refunds: 0 }))),
      member_attributes: linked('A', 'B', 'C'),
    },
    findings: [{ subject_type: 'merchant', subject_id: 'L1', members: 3, points: '1500.00' }],
  },
  {
    name: 'Three strangers do the same',
    kind: 'compliant',
    given: bursts(...['A', 'B', 'C'].map((member) => ({ member, earns: 5, refunds: 0 }))),
  },
  {
    name: 'One purchase in ten came back',
    kind: 'compliant',
    given: bursts({ member: 'M1', earns: 10, refunds: 1 }),
  },
  {
    name: 'Ordinary points are another matter',
    kind: 'compliant',
    given: bursts({ member: 'M1', earns: 10, refunds: 10, wallet: 'base' }),
  },
  { name: 'Seven are no burst', kind: 'boundary', given: bursts({ member: 'M1', earns: 7, refunds: 7 }) },
  {
    name: 'Eight of which half came back',
    kind: 'boundary',
    given: bursts({ member: 'M1', earns: 8, refunds: 4 }),
    findings: [{ observed: '8 / 4' }],
  },
  {
    name: 'Two of a household',
    kind: 'boundary',
    given: {
      ...bursts(...['A', 'B'].map((member) => ({ member, earns: 8, refunds: 0 }))),
      member_attributes: linked('A', 'B'),
    },
  },
  {
    name: 'Where it was bought is not recorded',
    kind: 'boundary',
    given: {
      ...bursts(...['A', 'B', 'C'].map((member) => ({ member, earns: 5, refunds: 0, merchant: null }))),
      member_attributes: linked('A', 'B', 'C'),
    },
  },
  {
    name: 'Reversals that do not name their purchase cannot be counted',
    kind: 'not-evaluable',
    alone: true,
    given: {
      point_events: [
        {
          event_id: 'E1',
          member_id: 'M1',
          wallet: 'green',
          event_type: 'earn',
          points: '100',
          occurred_at: '2025-09-01 10:00:00',
        },
      ],
    },
    notEvaluable: ['point_events.related_event_id'],
  },
  {
    name: 'Only what the household earned there and then is evidence, once each',
    kind: 'violating',
    given: {
      point_events: [
        ...bursts(...['A', 'B', 'C', 'D'].map((member) => ({ member, earns: 5, refunds: 0 }))).point_events,
        ...bursts({ member: 'A', earns: 1, refunds: 0, merchant: 'L2' }).point_events.map((event) => ({
          ...event,
          event_id: `L2-${event.event_id}`,
        })),
        ...bursts({ member: 'A', earns: 1, refunds: 0 }).point_events.map((event) => ({
          ...event,
          event_id: `later-${event.event_id}`,
          occurred_at: '2025-09-03 10:00:00',
        })),
      ],
      member_attributes: [
        ...linked('A', 'B', 'C'),
        ...linked('A', 'D').map((link) => ({ ...link, attribute: 'employer_member_id', value: 'F1' })),
      ],
    },
    findings: [{ subject_id: 'L1', members: 3, points: '1500.00', evidence_rows: 3 }],
  },
  {
    name: 'One of them moves in next year, one moved out last year',
    kind: 'boundary',
    given: {
      ...bursts(...['A', 'B', 'C', 'D'].map((member) => ({ member, earns: 5, refunds: 0 }))),
      member_attributes: [
        ...linked('A', 'B'),
        { ...linked('C')[0]!, valid_from: '2026-01-01 00:00:00' },
        { ...linked('D')[0]!, valid_to: '2025-01-01 00:00:00' },
      ],
    },
  },
  {
    name: 'They share a city, and whose households they are is unknown',
    kind: 'compliant',
    given: {
      ...bursts(...['A', 'B', 'C'].map((member) => ({ member, earns: 5, refunds: 0 }))),
      member_attributes: [
        ...linked('A', 'B', 'C').map((link) => ({ ...link, attribute: 'city', value: 'SZ' })),
        ...linked('A', 'B', 'C').map((link) => ({ ...link, value: null })),
      ],
    },
  },
  {
    name: 'Three of a household, four times each',
    kind: 'boundary',
    given: {
      ...bursts(...['A', 'B', 'C'].map((member) => ({ member, earns: 4, refunds: 0 }))),
      member_attributes: linked('A', 'B', 'C'),
    },
  },
]);
