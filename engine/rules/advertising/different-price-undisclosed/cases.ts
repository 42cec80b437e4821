import { defineCases } from '../../cases.ts';

type Given = Readonly<Record<string, string | number | null>>;

const earn = (member: string): Given => ({
  event_id: `E-${member}`,
  member_id: member,
  event_type: 'earn',
  points: '9000',
  occurred_at: '2024-01-05 10:00:00',
});
const redeem = (member: string, points: string, more: Given = {}): Given => ({
  event_id: `R-${member}`,
  member_id: member,
  event_type: 'redeem',
  points,
  occurred_at: '2025-03-10 10:00:00',
  item_id: 'FAN',
  quantity: 1,
  channel: 'app',
  ...more,
});
const fan = (more: object = {}) => ({
  item_id: 'FAN',
  valid_from: '2022-01-01 00:00:00',
  points_price: '800',
  eligible_segment: null,
  ...more,
});
const two = (first: Given, second: Given) => [earn('A'), earn('B'), first, second];
const promoted = (
  promotion_id: string,
  item_id: string,
  price: string,
  starts_at: string,
  ends_at: string,
) => ({
  promotion_id,
  version_from: starts_at,
  starts_at,
  ends_at,
  item_id,
  promo_points_price: price,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'At one instant one member pays 800 points and another 1,000',
    kind: 'violating',
    given: { point_events: two(redeem('A', '800'), redeem('B', '1000')), catalogue_items: [fan()] },
    findings: [
      {
        subject_type: 'item',
        subject_id: 'FAN',
        observed: '1000.00',
        expected: '800.00',
        members: 1,
        points: '200.00',
      },
    ],
  },
  {
    name: 'A lower price that no one else was told of, next to the list price',
    kind: 'violating',
    given: {
      point_events: two(redeem('A', '700'), redeem('B', '1600', { quantity: 2 })),
      catalogue_items: [fan()],
    },
    findings: [{ subject_id: 'FAN', observed: '800.00', expected: '700.00', points: '200.00' }],
  },
  {
    name: 'The price for gold members stands in the catalogue, that of a promotion among the promotions',
    kind: 'compliant',
    given: {
      point_events: [...two(redeem('A', '800'), redeem('B', '700')), earn('C'), redeem('C', '600')],
      catalogue_items: [
        fan(),
        fan({ valid_from: '2022-01-02 00:00:00', points_price: '700', eligible_segment: 'tier=gold' }),
      ],
      promotions: [
        {
          promotion_id: 'P1',
          version_from: '2025-03-01 00:00:00',
          starts_at: '2025-03-05 00:00:00',
          ends_at: '2025-03-15 00:00:00',
          item_id: 'FAN',
          promo_points_price: '600',
        },
      ],
    },
  },
  {
    name: 'Other channel, other cash, other day, or a list that changed at noon',
    kind: 'boundary',
    given: {
      point_events: [
        ...two(redeem('A', '800'), redeem('B', '1000', { channel: 'store' })),
        earn('C'),
        redeem('C', '500', { cash_paid: '10' }),
        earn('D'),
        redeem('D', '1000', { occurred_at: '2025-03-11 10:00:00' }),
        earn('E'),
        redeem('E', '300', { item_id: 'CUP' }),
        earn('F'),
        redeem('F', '400', { item_id: 'CUP', occurred_at: '2025-03-10 15:00:00' }),
      ],
      catalogue_items: [
        fan(),
        fan({ item_id: 'CUP', points_price: '300' }),
        fan({ item_id: 'CUP', points_price: '400', valid_from: '2025-03-10 12:00:00' }),
      ],
    },
  },
  {
    name: 'How many pieces were taken, or where, is unknown',
    kind: 'boundary',
    given: {
      point_events: [
        ...two(redeem('A', '800'), redeem('B', '1600', { quantity: null })),
        earn('C'),
        redeem('C', '900', { channel: null }),
      ],
      catalogue_items: [fan()],
    },
  },
  {
    name: 'Before the implementing regulation',
    kind: 'before-law',
    given: {
      point_events: two(
        redeem('A', '800', { occurred_at: '2024-06-30 10:00:00' }),
        redeem('B', '1000', { occurred_at: '2024-06-30 10:00:00' }),
      ),
      catalogue_items: [fan()],
    },
  },
  {
    name: 'Without a catalogue nobody knows what was disclosed',
    kind: 'not-evaluable',
    given: { point_events: two(redeem('A', '800'), redeem('B', '1000')) },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Prices for gold members of other times and of a cup, and promotions of other times, of a cup or at another price, disclose nothing',
    kind: 'violating',
    given: {
      point_events: two(redeem('A', '800'), redeem('B', '1000')),
      catalogue_items: [
        fan(),
        fan({
          valid_from: '2022-02-01',
          valid_to: '2025-03-01',
          points_price: '1000',
          eligible_segment: 'tier=gold',
        }),
        fan({ valid_from: '2025-04-01', points_price: '1000', eligible_segment: 'tier=gold' }),
        fan({ item_id: 'CUP', points_price: '1000', eligible_segment: 'tier=gold' }),
      ],
      promotions: [
        promoted('P1', 'FAN', '1000', '2025-02-01', '2025-03-01'),
        promoted('P2', 'FAN', '1000', '2025-04-01', '2025-05-01'),
        promoted('P3', 'FAN', '600', '2025-03-01', '2025-04-01'),
        promoted('P4', 'CUP', '1000', '2025-03-01', '2025-04-01'),
      ],
    },
    findings: [{ subject_id: 'FAN', observed: '1000.00', expected: '800.00' }],
  },
  {
    name: 'The dearer price is that of a promotion with a present on top; another names its promotion itself',
    kind: 'compliant',
    given: {
      point_events: [
        ...two(redeem('A', '800'), redeem('B', '1000')),
        earn('C'),
        redeem('C', '700', { promotion_id: 'P9' }),
      ],
      catalogue_items: [fan()],
      promotions: [promoted('P1', 'FAN', '1000', '2025-03-01', '2025-04-01')],
    },
  },
]);
