import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '5000',
  occurred_at: '2012-03-05 10:00:00',
};
const redeemed = (occurred_at = '2024-10-05 10:00:00', more: object = {}) => ({
  event_id: 'R1',
  member_id: 'M1',
  event_type: 'redeem',
  points: '1000',
  occurred_at,
  item_id: 'I1',
  quantity: '1',
  ...more,
});
const world = (cash_price: string, redemption: object = redeemed()) => ({
  point_events: [earned, { ...redeemed(), ...redemption }],
  terms: [{ terms_id: 'T1', published_at: '2012-01-01', effective_from: '2012-02-01', point_value: '0.02' }],
  catalogue_items: [
    {
      item_id: 'I1',
      valid_from: '2012-06-01',
      name: '礼品',
      kind: 'goods',
      points_price: '1000',
      cash_price,
    },
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two cents a point were promised, and a thousand points bring a gift of ten yuan',
    kind: 'violating',
    given: world('10'),
    findings: [
      {
        subject_type: 'terms',
        subject_id: 'T1/base',
        observed: '0.010000',
        expected: '0.020000',
        points: '1000.00',
        money: '10.0000',
      },
    ],
  },
  {
    name: 'Cash that had to be added lowers the value of the points',
    kind: 'violating',
    given: world('25', redeemed(undefined, { cash_paid: '15' })),
    findings: [{ observed: '0.010000' }],
  },
  { name: 'A gift of 25 yuan is worth more than promised', kind: 'compliant', given: world('25') },
  { name: 'Exactly two cents a point', kind: 'boundary', given: world('20') },
  {
    name: 'A cent less on the gift is too little',
    kind: 'boundary',
    given: world('19.99'),
    findings: [{ observed: '0.019990' }],
  },
  {
    name: 'A redemption of 2013 came before the law',
    kind: 'before-law',
    given: world('10', redeemed('2013-10-05 10:00:00')),
  },
  {
    name: 'Without a catalogue nobody knows what a reward is worth',
    kind: 'not-evaluable',
    given: { point_events: world('10').point_events, terms: world('10').terms },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Other gifts, the price of other years, the promise of another wallet and those of other years say nothing of this one',
    kind: 'compliant',
    given: {
      ...world('25'),
      terms: [
        {
          terms_id: 'T0',
          wallet: 'base',
          effective_from: '2010-01-01',
          effective_to: '2012-02-01',
          point_value: '0.05',
        },
        { terms_id: 'T1', wallet: 'base', effective_from: '2012-02-01', point_value: '0.02' },
        { terms_id: 'T2', wallet: 'base', effective_from: '2025-02-01', point_value: '0.05' },
        { terms_id: 'T1', wallet: 'green', effective_from: '2012-02-01', point_value: '0.05' },
      ],
      catalogue_items: [
        { ...world('10').catalogue_items[0]!, valid_to: '2020-01-01' },
        { ...world('25').catalogue_items[0]!, valid_from: '2020-01-01', valid_to: '2025-01-01' },
        { ...world('10').catalogue_items[0]!, valid_from: '2025-01-01' },
        { ...world('10').catalogue_items[0]!, item_id: 'I2' },
      ],
    },
  },
]);
