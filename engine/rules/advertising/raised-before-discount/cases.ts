import { defineCases } from '../../cases.ts';

const promotion = (more: object = {}) => ({
  promotion_id: 'P1',
  version_from: '2025-03-20 00:00:00',
  kind: 'redemption_discount',
  starts_at: '2025-04-01 00:00:00',
  ends_at: '2025-05-01 00:00:00',
  item_id: 'POT',
  promo_points_price: '1000',
  original_points_price: '1300',
  original_price_basis: '活动开始前30日内的积分价',
  ...more,
});
const listed = (from: string, price: string | null, to: string | null = null) => ({
  item_id: 'POT',
  valid_from: `${from} 00:00:00`,
  valid_to: to && `${to} 00:00:00`,
  points_price: price,
});
const taken = (event_id: string, item_id: string, points: string, day: string, cash?: string) => ({
  event_id,
  member_id: 'M1',
  event_type: 'redeem',
  points,
  quantity: 1,
  item_id,
  cash_paid: cash ?? null,
  occurred_at: `${day} 10:00:00`,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Raised from 1,000 to 1,300 in March, then “reduced” to 1,000 in April',
    kind: 'violating',
    given: {
      promotions: [promotion()],
      catalogue_items: [
        listed('2024-01-01', '1000'),
        listed('2025-03-01', '1300'),
        listed('2025-04-01', '1000'),
      ],
    },
    findings: [
      {
        subject_type: 'promotion',
        subject_id: 'P1',
        observed: '1300.00',
        expected: '1000.00',
        nature: 'indicator',
        evidence_rows: 1,
      },
    ],
  },
  {
    name: 'No basis marked, and 1,500 compared though it had cost 1,300 that week',
    kind: 'violating',
    given: {
      promotions: [promotion({ original_points_price: '1500', original_price_basis: null })],
      catalogue_items: [listed('2024-01-01', '1300'), listed('2025-04-01', '1000')],
    },
    findings: [{ subject_id: 'P1', observed: '1500.00', expected: '1300.00' }],
  },
  {
    name: 'Somebody paid 1,200 five days before: that is the lowest price',
    kind: 'violating',
    given: {
      promotions: [promotion({ original_price_basis: null })],
      catalogue_items: [listed('2024-01-01', '1300')],
      point_events: [
        {
          event_id: 'E1',
          member_id: 'M1',
          event_type: 'earn',
          points: '5000',
          occurred_at: '2025-01-05 10:00:00',
        },
        {
          event_id: 'E2',
          member_id: 'M1',
          event_type: 'redeem',
          points: '2400',
          quantity: 2,
          item_id: 'POT',
          occurred_at: '2025-03-27 10:00:00',
        },
      ],
    },
    findings: [{ subject_id: 'P1', observed: '1300.00', expected: '1200.00' }],
  },
  {
    name: 'A steady price, reduced and compared with itself',
    kind: 'compliant',
    given: {
      promotions: [promotion({ original_price_basis: null })],
      catalogue_items: [listed('2024-01-01', '1300'), listed('2025-04-01', '1000')],
    },
  },
  {
    name: 'The end of an earlier promotion is no raise; nor is one of half a year ago',
    kind: 'boundary',
    given: {
      promotions: [
        promotion(),
        promotion({
          promotion_id: 'P0',
          version_from: '2025-02-01 00:00:00',
          starts_at: '2025-02-15 00:00:00',
          ends_at: '2025-03-01 00:00:00',
        }),
      ],
      catalogue_items: [
        listed('2024-01-01', '1100'),
        listed('2024-09-01', '1300'),
        listed('2025-02-15', '1000'),
        listed('2025-03-01', '1300'),
        listed('2025-04-01', '1000'),
      ],
    },
  },
  {
    name: 'A price compared without basis that equals the lowest; a price that is unknown',
    kind: 'boundary',
    given: {
      promotions: [
        promotion({ original_price_basis: null }),
        promotion({ promotion_id: 'P2', original_points_price: null, original_price_basis: null }),
      ],
      catalogue_items: [listed('2024-01-01', '1300', '2025-04-01')],
    },
  },
  {
    name: 'Before the rules on promotions',
    kind: 'before-law',
    given: {
      promotions: [promotion({ version_from: '2020-10-20 00:00:00', starts_at: '2020-11-11 00:00:00' })],
      catalogue_items: [listed('2020-01-01', '1000'), listed('2020-11-01', '1300')],
    },
  },
  {
    name: 'Without a catalogue the earlier prices are unknown',
    kind: 'not-evaluable',
    given: { promotions: [promotion()] },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Promotions of other rewards, at other prices, or of another time do not explain a raise, nor does one of the same price that follows',
    kind: 'violating',
    given: {
      promotions: [
        promotion(),
        promotion({ version_from: '2025-03-25 00:00:00', original_points_price: '1800' }),
        promotion({ promotion_id: 'P2', item_id: 'CUP', starts_at: '2025-02-01', ends_at: '2025-03-01' }),
        promotion({
          promotion_id: 'P3',
          promo_points_price: '900',
          starts_at: '2024-06-01',
          ends_at: '2024-07-01',
        }),
        promotion({ promotion_id: 'P4', starts_at: '2023-06-01', ends_at: '2023-07-01' }),
        promotion({ promotion_id: 'P5', starts_at: '2025-06-01', ends_at: '2025-07-01' }),
      ],
      catalogue_items: [
        listed('2023-01-01', '1300'),
        listed('2024-01-01', '1000'),
        listed('2025-02-10', null),
        listed('2025-03-01', '1300'),
        listed('2025-04-01', '1300'),
      ],
    },
    findings: [{ subject_id: 'P1', observed: '1300.00', expected: '1000.00', evidence_rows: 1 }],
  },
  {
    name: 'Raised before a promotion that gives points and no lower price',
    kind: 'compliant',
    given: {
      promotions: [promotion({ kind: 'bonus', promo_points_price: null })],
      catalogue_items: [listed('2024-01-01', '1000'), listed('2025-03-01', '1300')],
    },
  },
  {
    name: 'Lowered in March and lowered again in April is not raised; another reward that was raised is another reward',
    kind: 'compliant',
    given: {
      promotions: [promotion({ original_points_price: '1600' })],
      catalogue_items: [
        listed('2024-01-01', '1500'),
        listed('2025-03-01', '1300'),
        { ...listed('2024-01-01', '200'), item_id: 'CUP' },
        { ...listed('2025-03-01', '300'), item_id: 'CUP' },
      ],
    },
  },
  {
    name: 'No basis marked: prices for gold members, with cash on top, of other rewards, of other weeks and of the promotion itself are not the lowest',
    kind: 'boundary',
    given: {
      promotions: [promotion({ original_price_basis: null })],
      catalogue_items: [
        listed('2024-01-01', '1000', '2024-06-01'),
        listed('2024-06-01', '1300'),
        { ...listed('2025-03-10', '800'), eligible_segment: 'tier=gold' },
        { ...listed('2024-01-01', '200'), item_id: 'CUP' },
      ],
      point_events: [
        {
          event_id: 'E1',
          member_id: 'M1',
          event_type: 'earn',
          points: '9000',
          occurred_at: '2025-01-05 10:00:00',
        },
        taken('E2', 'POT', '600', '2025-03-27', '50'),
        taken('E3', 'CUP', '200', '2025-03-27'),
        taken('E4', 'POT', '1000', '2025-02-01'),
        taken('E5', 'POT', '1000', '2025-04-01'),
      ],
    },
  },
  {
    name: 'Where the basis of comparison is marked, a lower price of that week is no fault',
    kind: 'compliant',
    given: {
      promotions: [promotion()],
      catalogue_items: [listed('2024-01-01', '1300')],
      point_events: [
        {
          event_id: 'E1',
          member_id: 'M1',
          event_type: 'earn',
          points: '9000',
          occurred_at: '2025-01-05 10:00:00',
        },
        taken('E2', 'POT', '1200', '2025-03-27'),
      ],
    },
  },
  {
    name: 'A programme in which the pot always cost five hundred',
    kind: 'compliant',
    given: {
      promotions: [
        promotion({ original_points_price: '500', original_price_basis: null, promo_points_price: '400' }),
      ],
      catalogue_items: [listed('2024-01-01', '500')],
    },
  },
  {
    name: 'A discount that begins tomorrow has compared nothing yet',
    kind: 'boundary',
    given: {
      promotions: [promotion({ starts_at: '2026-07-01 00:00:00', ends_at: '2026-08-01 00:00:00' })],
      catalogue_items: [listed('2024-01-01', '1000'), listed('2026-06-10', '1300')],
    },
  },
]);
