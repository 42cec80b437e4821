import { defineCases } from '../../cases.ts';

const terms = [{ terms_id: 'T1', published_at: '2012-01-01', effective_from: '2012-02-01' }];
const rate = (more: object = {}) => ({
  terms_id: 'T1',
  wallet: 'base',
  reason: 'purchase',
  points_per_yuan: '1',
  rounding: 'floor',
  ...more,
});
const bought = (points: string, more: object = {}) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points,
  reason: 'purchase',
  amount: '300.90',
  merchant_id: 'R1',
  occurred_at: '2024-09-05 10:00:00',
  ...more,
});
const world = (event: object, rates: object[] = [rate()], more: object = {}) => ({
  point_events: [{ ...bought('300'), ...event }],
  terms,
  earn_rates: rates.map((each) => ({ ...rate(), ...each })),
  ...more,
});
const doubled = {
  promotions: [{ promotion_id: 'DP', version_from: '2024-01-01', kind: 'multiplier', multiplier: '2' }],
};

export const cases = defineCases('2026-06-30', [
  {
    name: 'Of a purchase of 300 yuan 250 points were given',
    kind: 'violating',
    given: world({ points: '250' }),
    findings: [
      {
        subject_type: 'account',
        subject_id: 'base/M1',
        event_id: 'E1',
        observed: '250.00',
        expected: '300.00',
        points: '50.00',
      },
    ],
  },
  {
    name: 'On a festival of double points the single ones are too few',
    kind: 'violating',
    given: world({ points: '300', promotion_id: 'DP' }, undefined, doubled),
    findings: [{ observed: '300.00', expected: '601.00' }],
  },
  {
    name: 'More than the rate gives is not too few',
    kind: 'compliant',
    given: world({ points: '350' }),
  },
  {
    name: 'A shop with a rate of its own goes by that one',
    kind: 'compliant',
    given: world({ points: '150.45' }, [
      rate(),
      rate({ merchant_id: 'R1', points_per_yuan: '0.5', rounding: 'none' }),
    ]),
  },
  {
    name: 'A cap caps',
    kind: 'compliant',
    given: world({ points: '200' }, [rate({ cap: '200' })]),
  },
  {
    name: 'A fraction of a point is dropped as the terms say',
    kind: 'boundary',
    given: world({ points: '300' }),
  },
  {
    name: 'A hundredth less is too little',
    kind: 'boundary',
    given: world({ points: '299.99' }),
    findings: [{ points: '0.01' }],
  },
  {
    name: 'A purchase of 2020 came before the rules on promotions',
    kind: 'before-law',
    given: world({ points: '250', occurred_at: '2020-11-30 10:00:00' }),
  },
  {
    name: 'Without rates nobody knows what was promised',
    kind: 'not-evaluable',
    given: { point_events: [bought('250')], terms },
    notEvaluable: ['earn_rates'],
  },
]);
