import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '500',
  occurred_at: '2013-03-05 10:00:00',
};
const spent = { ...earned, event_id: 'R1', event_type: 'redeem', occurred_at: '2024-03-05 10:00:00' };
const terms = (promises: boolean) => [
  {
    terms_id: 'T1',
    published_at: '2012-01-01',
    effective_from: '2012-02-01',
    promises_value_stability: promises,
  },
];
const prices = (points: string, cash = '10', from = '2025-01-01') => [
  {
    item_id: 'I1',
    valid_from: '2012-06-01',
    valid_to: from,
    name: '蒸锅',
    points_price: '1000',
    cash_price: '10',
  },
  { item_id: 'I1', valid_from: from, name: '蒸锅', points_price: points, cash_price: cash },
];
const promoted = (
  promotion_id: string,
  price: string,
  starts_at: string,
  ends_at: string,
  item_id = 'I1',
) => ({
  promotion_id,
  version_from: starts_at,
  kind: 'redemption_discount',
  starts_at,
  ends_at,
  item_id,
  promo_points_price: price,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'The same pot costs a tenth more points',
    kind: 'violating',
    given: { point_events: [earned], terms: terms(true), catalogue_items: prices('1100') },
    findings: [
      { subject_type: 'item', subject_id: 'I1', observed: '110.00', expected: '100.00', members: 1 },
    ],
  },
  {
    name: 'A tenth more points for a pot that costs a tenth more',
    kind: 'compliant',
    given: { point_events: [earned], terms: terms(true), catalogue_items: prices('1100', '11') },
  },
  {
    name: 'Nobody promised a stable value',
    kind: 'compliant',
    given: { point_events: [earned], terms: terms(false), catalogue_items: prices('1100') },
  },
  {
    name: 'Nobody holds points to which it was promised',
    kind: 'compliant',
    given: { point_events: [earned, spent], terms: terms(true), catalogue_items: prices('1100') },
  },
  {
    name: 'Two percent are rounding',
    kind: 'boundary',
    given: { point_events: [earned], terms: terms(true), catalogue_items: prices('1020') },
  },
  {
    name: 'A hundredth of a point more is not',
    kind: 'boundary',
    given: { point_events: [earned], terms: terms(true), catalogue_items: prices('1020.01') },
    findings: [{ subject_id: 'I1' }],
  },
  {
    name: 'A promotion that ends is no rise',
    kind: 'boundary',
    given: {
      point_events: [earned],
      terms: terms(true),
      catalogue_items: [
        { ...prices('1000')[0]!, valid_to: '2024-06-01' },
        { ...prices('800')[1]!, valid_from: '2024-06-01', valid_to: '2025-01-01' },
        prices('1000')[1]!,
      ],
      promotions: [
        {
          promotion_id: 'P1',
          version_from: '2024-05-01',
          kind: 'redemption_discount',
          starts_at: '2024-06-01',
          ends_at: '2025-01-01',
          item_id: 'I1',
          promo_points_price: '800',
        },
      ],
    },
  },
  {
    name: 'A rise of 2013 came before the law',
    kind: 'before-law',
    given: {
      point_events: [earned],
      terms: terms(true),
      catalogue_items: prices('1100', '10', '2013-06-01'),
    },
  },
  {
    name: 'Without a catalogue there are no prices',
    kind: 'not-evaluable',
    given: { point_events: [earned], terms: terms(true) },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Promotions of another reward, at another price or of another time do not explain the price',
    kind: 'violating',
    given: {
      point_events: [earned],
      terms: terms(true),
      catalogue_items: prices('1100'),
      promotions: [
        promoted('P1', '1100', '2025-01-01', '2025-03-01', 'I2'),
        promoted('P2', '900', '2025-01-01', '2025-03-01'),
        promoted('P3', '1100', '2025-06-01', '2025-08-01'),
        promoted('P4', '1100', '2024-06-01', '2024-08-01'),
      ],
    },
    findings: [{ subject_id: 'I1', observed: '110.00', expected: '100.00' }],
  },
  {
    name: 'A dearer price that is that of a promotion, with a present on top',
    kind: 'compliant',
    given: {
      point_events: [earned],
      terms: terms(true),
      catalogue_items: prices('1100'),
      promotions: [promoted('P1', '1100', '2025-01-01', '2025-03-01')],
    },
  },
  {
    name: 'Who joined when the promise had ended, or holds points of another wallet, was promised nothing',
    kind: 'compliant',
    given: {
      point_events: [
        { ...earned, wallet: 'base', occurred_at: '2021-03-05 10:00:00' },
        { ...earned, event_id: 'E2', wallet: 'green' },
      ],
      terms: [
        { ...terms(true)[0]!, wallet: 'base', effective_to: '2020-01-01' },
        { ...terms(false)[0]!, terms_id: 'T2', wallet: 'base', effective_from: '2020-01-01' },
      ],
      catalogue_items: prices('1100'),
    },
  },
  {
    name: 'A rise of January, and the first points to which a stable value was promised came in May',
    kind: 'compliant',
    given: {
      point_events: [{ ...earned, occurred_at: '2025-05-05 10:00:00' }],
      terms: terms(true),
      catalogue_items: prices('1100'),
    },
  },
  {
    name: 'The same price listed anew: long ago it was cheaper, later it will be, and cups are',
    kind: 'boundary',
    given: {
      point_events: [earned],
      terms: terms(true),
      catalogue_items: [
        { ...prices('500', '10', '2014-01-01')[0]!, points_price: '500' },
        { ...prices('1200', '10', '2014-01-01')[1]!, valid_to: '2025-01-01' },
        { ...prices('1200')[1]!, valid_to: '2026-01-01' },
        { ...prices('600', '10', '2026-01-01')[1]!, valid_to: '2026-02-01' },
        prices('500', '10', '2026-02-01')[1]!,
        { ...prices('100')[1]!, item_id: 'I2', valid_from: '2012-06-01' },
      ],
    },
  },
  {
    name: 'What was free, or has no price in money, has no value to compare',
    kind: 'boundary',
    given: {
      point_events: [earned],
      terms: terms(true),
      catalogue_items: [
        { ...prices('1000')[0]!, points_price: '0' },
        prices('1000')[1]!,
        { ...prices('1000')[0]!, item_id: 'I2' },
        { ...prices('1000', '0')[1]!, item_id: 'I2' },
      ],
    },
  },
  {
    name: 'A rise announced for tomorrow',
    kind: 'boundary',
    given: {
      point_events: [earned],
      terms: terms(true),
      catalogue_items: prices('1100', '10', '2026-07-01'),
    },
  },
]);
