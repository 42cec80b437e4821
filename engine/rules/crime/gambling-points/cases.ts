import { defineCases } from '../../cases.ts';

const given = (
  more: {
    event_type?: string;
    prize_kinds?: string | null;
    prize_id?: string | null;
    day?: string;
    kind?: string;
  } = {},
) => {
  const day = more.day ?? '2025-03-05';
  return {
    point_events: [
      {
        event_id: 'E0',
        member_id: 'M1',
        event_type: 'earn',
        points: '1000',
        occurred_at: '1997-01-05 10:00:00',
      },
      ...['E1', 'E2'].map((event_id) => ({
        event_id,
        member_id: 'M1',
        event_type: more.event_type ?? 'redeem',
        points: '100',
        occurred_at: `${day} 10:00:00`,
      })),
    ],
    promotions: [
      {
        promotion_id: 'D1',
        version_from: `${day} 00:00:00`,
        kind: 'draw',
        prize_kinds: more.prize_kinds === undefined ? '现金红包' : more.prize_kinds,
      },
    ],
    draws: ['E1', 'E2'].map((event_id) => ({
      event_id,
      promotion_id: 'D1',
      member_id: 'M1',
      drawn_at: `${day} 10:00:00`,
      prize_id: more.prize_id ?? null,
      prize_value: event_id === 'E1' ? '50' : null,
      won: event_id === 'E1',
    })),
    catalogue_items: [
      { item_id: 'I1', valid_from: '1997-01-01 00:00:00', name: '奖品', kind: more.kind ?? 'goods' },
    ],
  };
};

export const cases = defineCases('2026-06-30', [
  {
    name: 'A turn of the wheel costs points and wins cash',
    kind: 'violating',
    given: given(),
    findings: [
      {
        subject_type: 'promotion',
        subject_id: 'D1',
        severity: 'critical',
        nature: 'indicator',
        members: 1,
        points: '200.00',
        evidence_rows: 2,
      },
    ],
  },
  {
    name: 'The prize is a reward of the catalogue that is cash',
    kind: 'violating',
    given: given({ prize_kinds: null, prize_id: 'I1', kind: 'cash' }),
    findings: [{ subject_id: 'D1' }],
  },
  { name: 'Who shops may draw: nothing is staked', kind: 'compliant', given: given({ event_type: 'earn' }) },
  {
    name: 'Points are staked for a frying pan',
    kind: 'compliant',
    given: given({ prize_kinds: '不锈钢炒锅' }),
  },
  { name: 'What can be won is not recorded', kind: 'boundary', given: given({ prize_kinds: null }) },
  {
    name: 'A reward of the catalogue that is goods',
    kind: 'boundary',
    given: given({ prize_kinds: null, prize_id: 'I1' }),
  },
  { name: 'Before the Criminal Law of 1997', kind: 'before-law', given: given({ day: '1997-09-30' }) },
  {
    name: 'Without draws nobody knows what was staked',
    kind: 'not-evaluable',
    given: { point_events: given().point_events, promotions: given().promotions },
    notEvaluable: ['draws'],
  },
  {
    name: 'What was redeemed for goods is no stake',
    kind: 'violating',
    given: {
      ...given(),
      point_events: [...given().point_events, { ...given().point_events[1]!, event_id: 'E3', points: '7' }],
    },
    findings: [{ subject_id: 'D1', points: '200.00', evidence_rows: 2 }],
  },
  {
    name: 'Cash is in the catalogue, and it is not what can be won',
    kind: 'boundary',
    given: {
      ...given({ prize_kinds: null, prize_id: 'I1' }),
      catalogue_items: [
        ...given({ prize_kinds: null }).catalogue_items,
        { item_id: 'I2', valid_from: '1997-01-01 00:00:00', name: '现金红包', kind: 'cash' },
      ],
    },
  },
]);
