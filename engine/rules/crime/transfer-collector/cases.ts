import { defineCases } from '../../cases.ts';

const BLANK = { item_id: null as string | null, counterparty_member_id: null as string | null };
/** So many senders give a hundred points each to C on one morning, and C redeems so many days later. */
function given(
  senders: number,
  more: { day?: string; redeemedAt?: string; kind?: string | null; homes?: number } = {},
) {
  const day = more.day ?? '2025-09-10';
  const point_events = Array.from({ length: senders }, (_, index) => {
    const leg = { ...BLANK, points: '100', occurred_at: `${day} 10:00:${String(index).padStart(2, '0')}` };
    const sender = `S${String(index).padStart(2, '0')}`;
    return [
      {
        ...leg,
        event_id: `E${index}`,
        member_id: sender,
        event_type: 'earn',
        occurred_at: '2024-01-05 10:00:00',
      },
      {
        ...leg,
        event_id: `T${index}`,
        member_id: sender,
        event_type: 'transfer_out',
        counterparty_member_id: 'C',
      },
      {
        ...leg,
        event_id: `U${index}`,
        member_id: 'C',
        event_type: 'transfer_in',
        counterparty_member_id: sender,
      },
    ];
  }).flat();
  const redeemed = {
    ...BLANK,
    event_id: 'R1',
    member_id: 'C',
    event_type: 'redeem',
    points: '900',
    occurred_at: more.redeemedAt ?? '2025-09-20 10:00:00',
    item_id: 'I1',
  };
  return {
    point_events: [...point_events, redeemed],
    catalogue_items: [
      {
        item_id: 'I1',
        valid_from: '2022-01-01 00:00:00',
        name: '现金券',
        kind: more.kind === undefined ? 'cash' : more.kind,
      },
    ],
    member_attributes: ['C', ...Array.from({ length: more.homes ?? 0 }, (_, index) => `S0${index}`)].map(
      (member_id) => ({
        member_id,
        attribute: 'household_id',
        value: 'H1',
        valid_from: '2022-01-01 00:00:00',
      }),
    ),
  };
}
/** A hundred points more from one member to C. */
function sent(sender: string, mark: string, occurred_at: string) {
  const leg = { ...BLANK, points: '100', occurred_at };
  return [
    {
      ...leg,
      event_id: `E-${mark}`,
      member_id: sender,
      event_type: 'earn',
      occurred_at: '2024-01-05 10:00:00',
    },
    {
      ...leg,
      event_id: `T-${mark}`,
      member_id: sender,
      event_type: 'transfer_out',
      counterparty_member_id: 'C',
    },
    {
      ...leg,
      event_id: `U-${mark}`,
      member_id: 'C',
      event_type: 'transfer_in',
      counterparty_member_id: sender,
    },
  ];
}
const at = (member_id: string, value: string, valid_from: string, valid_to: string | null = null) => ({
  member_id,
  attribute: 'household_id',
  value,
  valid_from: `${valid_from} 00:00:00`,
  valid_to: valid_to && `${valid_to} 00:00:00`,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Twelve members send to one, who takes cash ten days later',
    kind: 'violating',
    given: given(12),
    findings: [
      {
        subject_type: 'member',
        subject_id: 'C',
        nature: 'indicator',
        expected: '10',
        members: 12,
        points: '1200.00',
        evidence_rows: 13,
      },
    ],
  },
  { name: 'Two friends', kind: 'compliant', given: given(2) },
  { name: 'The reward is a towel', kind: 'compliant', given: given(12, { kind: 'goods' }) },
  { name: 'What the reward was is not recorded', kind: 'boundary', given: given(12, { kind: null }) },
  {
    name: 'Ten senders',
    kind: 'boundary',
    given: given(10),
    findings: [{ subject_id: 'C', observed: '10' }],
  },
  { name: 'Nine senders', kind: 'boundary', given: given(9) },
  { name: 'Of ten senders one lives with the receiver', kind: 'boundary', given: given(10, { homes: 1 }) },
  {
    name: 'Cashed out thirty days later',
    kind: 'boundary',
    given: given(12, { redeemedAt: '2025-10-10 10:00:09' }),
  },
  {
    name: 'Before the law of 2024 was in force',
    kind: 'before-law',
    given: given(12, { day: '2024-12-10', redeemedAt: '2024-12-20 10:00:00' }),
  },
  {
    name: 'Without a catalogue nobody knows what is cash',
    kind: 'not-evaluable',
    given: { point_events: given(12).point_events },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'One of thirteen lives with the receiver: twelve strangers; what came a year before or after the cash is no part of it',
    kind: 'violating',
    given: {
      ...given(13, { homes: 1 }),
      point_events: [
        ...given(13).point_events,
        ...sent('S05', 'X', '2024-09-10 10:00:00'),
        ...sent('S05', 'Y', '2025-09-21 10:00:00'),
      ],
    },
    findings: [{ subject_id: 'C', members: 12, points: '1200.00', evidence_rows: 13 }],
  },
  {
    name: 'Who lived with the receiver once, or will, or lives with another sender, or shares a tier with the receiver, is a stranger',
    kind: 'violating',
    given: {
      ...given(10),
      member_attributes: [
        at('C', 'H2', '2022-01-01'),
        at('C', 'H1', '2020-01-01', '2022-01-01'),
        at('C', 'H1', '2026-01-01'),
        at('S00', 'H1', '2019-01-01'),
        at('S01', 'H1', '2019-01-01'),
        at('S02', 'H2', '2019-01-01', '2025-01-01'),
        at('S03', 'H2', '2026-01-01'),
        ...['C', 'S04'].map((member) => ({ ...at(member, 'gold', '2019-01-01'), attribute: 'tier' })),
      ],
    },
    findings: [{ subject_id: 'C', members: 10 }],
  },
  {
    name: 'Nine strangers, and the receiver itself',
    kind: 'boundary',
    given: {
      ...given(9),
      point_events: [...given(9).point_events, ...sent('C', 'X', '2025-09-10 11:00:00')],
      member_attributes: [at('S00', 'H1', '2022-01-01')],
    },
  },
  {
    name: 'Cash was taken the day before they sent',
    kind: 'compliant',
    given: {
      ...given(12, { redeemedAt: '2025-09-09 10:00:00' }),
      point_events: [
        ...given(12, { redeemedAt: '2025-09-09 10:00:00' }).point_events,
        {
          ...BLANK,
          event_id: 'E-C',
          member_id: 'C',
          event_type: 'earn',
          points: '900',
          occurred_at: '2024-01-05 10:00:00',
        },
      ],
    },
  },
  {
    name: 'A towel is taken; there is cash in the catalogue too',
    kind: 'compliant',
    given: {
      ...given(12, { kind: 'goods' }),
      catalogue_items: [
        ...given(12, { kind: 'goods' }).catalogue_items,
        { item_id: 'I2', valid_from: '2022-01-01 00:00:00', name: '现金券', kind: 'cash' },
      ],
    },
  },
]);
