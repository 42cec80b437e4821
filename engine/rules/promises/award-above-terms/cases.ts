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
    name: 'For a purchase of 300 yuan 360 points were given',
    kind: 'violating',
    given: world({ points: '360' }),
    findings: [
      {
        subject_id: 'base/M1',
        event_id: 'E1',
        severity: 'low',
        nature: 'indicator',
        observed: '360.00',
        expected: '300.00',
        points: '60.00',
      },
    ],
  },
  {
    name: 'A survey that gives ten points gave a hundred',
    kind: 'violating',
    given: world({ points: '100', reason: 'survey', amount: null }, [
      rate({ reason: 'survey', points_per_yuan: null, fixed_points: '10' }),
    ]),
    findings: [{ expected: '10.00', points: '90.00' }],
  },
  {
    name: 'Twice the points is right on a festival of double points',
    kind: 'compliant',
    given: world({ points: '601', promotion_id: 'DP' }, undefined, doubled),
  },
  {
    name: 'An earn for a reason that no rate covers is not judged',
    kind: 'compliant',
    given: world({ points: '5000', reason: 'manual' }),
  },
  { name: 'As many as promised', kind: 'boundary', given: world({ points: '300' }) },
  {
    name: 'A rounding that the terms do not state may go either way',
    kind: 'boundary',
    given: world({ points: '301' }, [rate({ rounding: null })]),
  },
  {
    name: 'Rounding up is promised, rounding down is not',
    kind: 'boundary',
    given: world({ points: '302' }, [rate({ rounding: 'ceil' })]),
    findings: [{ expected: '301.00' }],
  },
  {
    name: 'A hundredth more is too much',
    kind: 'boundary',
    given: world({ points: '300.01' }),
    findings: [{ points: '0.01' }],
  },
  {
    name: 'A purchase of 2020 came before the rules on promotions',
    kind: 'before-law',
    given: world({ points: '360', occurred_at: '2020-11-30 10:00:00' }),
  },
  {
    name: 'Without rates nobody knows what was promised',
    kind: 'not-evaluable',
    given: { point_events: [bought('250')], terms },
    notEvaluable: ['earn_rates'],
  },
  {
    name: 'Too little is for another rule to say',
    kind: 'compliant',
    given: world({ points: '200' }),
  },
]);
