import { defineCases } from '../../cases.ts';

const earn = (event_id: string, reason: string, points: string, more: object = {}) => ({
  event_id,
  member_id: 'M1',
  event_type: 'earn',
  points,
  reason,
  merchant_id: 'BANK',
  occurred_at: '2025-09-05 10:00:00',
  ...more,
});
const merchants = [
  { merchant_id: 'BANK', industry: 'bank' },
  { merchant_id: 'SHOP', industry: 'retail' },
];

export const cases = defineCases('2026-06-30', [
  {
    name: '5,000 points for the card, 100 for using it',
    kind: 'violating',
    given: { point_events: [earn('E1', 'card_opening', '5000'), earn('E2', 'purchase', '100')], merchants },
    findings: [
      {
        subject_type: 'merchant',
        subject_id: 'BANK',
        observed: '0.9804',
        expected: '0.5000',
        points: '5000.00',
        nature: 'indicator',
      },
    ],
  },
  {
    name: 'A welcome gift beside a year of spending; a shop is no bank',
    kind: 'compliant',
    given: {
      point_events: [
        earn('E1', 'card_opening', '500'),
        earn('E2', 'purchase', '8000'),
        earn('E3', 'card_opening', '500', { merchant_id: 'SHOP' }),
        earn('E4', 'card_opening', '500', { merchant_id: null }),
      ],
      merchants,
    },
  },
  {
    name: 'Exactly half, and each year by itself',
    kind: 'boundary',
    given: {
      point_events: [
        earn('E1', 'card_opening', '5000'),
        earn('E2', 'purchase', '5000'),
        earn('E3', 'purchase', '1', { occurred_at: '2026-01-01 00:00:00' }),
      ],
      merchants,
    },
  },
  {
    name: 'A hundred points more than half',
    kind: 'boundary',
    given: { point_events: [earn('E1', 'card_opening', '5100'), earn('E2', 'purchase', '5000')], merchants },
    findings: [{ subject_id: 'BANK', observed: '0.5050' }],
  },
  {
    name: 'Before the notice',
    kind: 'before-law',
    given: {
      point_events: [earn('E1', 'card_opening', '5000', { occurred_at: '2022-06-30 10:00:00' })],
      merchants,
    },
  },
  {
    name: 'Without merchants no bank is known',
    kind: 'not-evaluable',
    given: { point_events: [earn('E1', 'card_opening', '5000')] },
    notEvaluable: ['merchants'],
  },
]);
