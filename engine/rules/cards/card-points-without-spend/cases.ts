import { defineCases } from '../../cases.ts';

const earn = (event_id: string, more: object = {}) => ({
  event_id,
  member_id: 'M1',
  event_type: 'earn',
  points: '8000',
  reason: 'purchase',
  merchant_id: 'BANK',
  occurred_at: '2025-09-05 10:00:00',
  amount: null,
  order_id: null,
  ...more,
});
const merchants = [
  { merchant_id: 'BANK', industry: 'bank' },
  { merchant_id: 'SHOP', industry: 'retail' },
];

export const cases = defineCases('2026-06-30', [
  {
    name: '8,000 points for spending that nobody recorded',
    kind: 'violating',
    given: { point_events: [earn('E1'), earn('E2', { amount: '8000' })], merchants },
    findings: [
      {
        subject_type: 'account',
        subject_id: 'base/M1',
        event_id: 'E1',
        points: '8000.00',
        nature: 'indicator',
      },
    ],
  },
  {
    name: 'Spent 8,000 yuan; a welcome gift claims no spending; a shop is no bank',
    kind: 'compliant',
    given: {
      point_events: [
        earn('E1', { amount: '8000' }),
        earn('E2', { reason: 'card_opening' }),
        earn('E3', { merchant_id: 'SHOP' }),
      ],
      merchants,
    },
  },
  {
    name: 'An order without its amount is a trace; an unknown reason claims nothing',
    kind: 'boundary',
    given: {
      point_events: [
        earn('E1', { order_id: 'O1', amount: '1' }),
        earn('E2', { order_id: 'O2' }),
        earn('E3', { reason: null }),
      ],
      merchants,
    },
  },
  {
    name: 'An amount of nothing is no spending',
    kind: 'boundary',
    given: { point_events: [earn('E1', { amount: '0' })], merchants },
    findings: [{ event_id: 'E1' }],
  },
  {
    name: 'Before the criminal law of 1997',
    kind: 'before-law',
    given: { point_events: [earn('E1', { occurred_at: '1997-09-30 10:00:00' })], merchants },
  },
  {
    name: 'Without merchants no bank is known',
    kind: 'not-evaluable',
    given: { point_events: [earn('E1')] },
    notEvaluable: ['merchants'],
  },
  {
    name: 'Points taken back for want of spending; a bank elsewhere is a shop here',
    kind: 'compliant',
    given: {
      point_events: [
        earn('E1', { amount: '8000' }),
        earn('E2', { event_type: 'reverse', related_event_id: 'E1' }),
        earn('E3', { merchant_id: 'BANK2' }),
      ],
      merchants: [...merchants, { merchant_id: 'BANK2', industry: 'retail' }],
    },
  },
  {
    name: 'A shop elsewhere is a bank here',
    kind: 'violating',
    given: {
      point_events: [earn('E1', { merchant_id: 'BANK2' })],
      merchants: [{ merchant_id: 'BANK2', industry: 'bank' }],
    },
    findings: [{ event_id: 'E1' }],
  },
]);
