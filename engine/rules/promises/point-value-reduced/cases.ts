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
]);
