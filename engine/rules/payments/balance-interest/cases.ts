import { defineCases } from '../../cases.ts';

const earn = (event_id: string, occurred_at: string, more: object = {}) => ({
  event_id,
  member_id: 'M1',
  event_type: 'earn',
  points: '30',
  reason: 'interest',
  occurred_at: `${occurred_at} 10:00:00`,
  merchant_id: 'PAY',
  ...more,
});
const merchants = [
  { merchant_id: 'PAY', industry: 'payment' },
  { merchant_id: 'SHOP', industry: 'retail' },
];
const operatedBy = (kind: string) => ({ operator: { kinds: [kind] } });

export const cases = defineCases('2026-06-30', [
  {
    name: 'A payment merchant of a platform gives points on the balance, month by month',
    kind: 'violating',
    given: {
      point_events: [earn('E1', '2025-10-05'), earn('E2', '2025-11-05', { points: '45' })],
      merchants,
    },
    programme: operatedBy('platform'),
    findings: [
      { subject_type: 'account', subject_id: 'base/M1', event_id: null, points: '75.00', evidence_rows: 2 },
    ],
  },
  {
    name: 'The operator itself is the payment institution',
    kind: 'violating',
    given: { point_events: [earn('E1', '2025-10-05', { merchant_id: null })] },
    programme: operatedBy('payment_institution'),
    findings: [{ subject_id: 'base/M1' }],
  },
  {
    name: 'Points for a survey; interest of a shop that holds no stored value',
    kind: 'compliant',
    given: {
      point_events: [
        earn('E1', '2025-10-05', { reason: 'survey' }),
        earn('E2', '2025-10-05', { merchant_id: 'SHOP' }),
        earn('E3', '2025-10-05', { merchant_id: null }),
      ],
      merchants,
    },
    programme: operatedBy('platform'),
  },
  {
    name: 'Only what was given from the first day of the regulation on counts',
    kind: 'boundary',
    given: { point_events: [earn('E1', '2024-04-30'), earn('E2', '2024-05-01')], merchants },
    programme: operatedBy('platform'),
    findings: [{ subject_id: 'base/M1', points: '30.00', evidence_rows: 1 }],
  },
  {
    name: 'Before the regulation',
    kind: 'before-law',
    given: { point_events: [earn('E1', '2024-04-30')], merchants },
    programme: operatedBy('platform'),
  },
  {
    name: 'Who operates the programme is not said',
    kind: 'not-evaluable',
    given: { point_events: [earn('E1', '2025-10-05')], merchants },
    notEvaluable: ['programme.yaml:operator.kinds'],
  },
  {
    name: 'Interest taken back; and a merchant that holds stored value elsewhere, and here sells noodles',
    kind: 'compliant',
    given: {
      point_events: [
        earn('E1', '2025-10-05', { reason: 'survey' }),
        earn('E2', '2025-10-06', { event_type: 'reverse', related_event_id: 'E1' }),
        earn('E3', '2025-10-07', { merchant_id: 'PAY2' }),
      ],
      merchants: [...merchants, { merchant_id: 'PAY2', industry: 'retail' }],
    },
    programme: operatedBy('platform'),
  },
  {
    name: 'A merchant that sells noodles elsewhere holds stored value here',
    kind: 'violating',
    given: {
      point_events: [earn('E1', '2025-10-05', { merchant_id: 'PAY2' })],
      merchants: [{ merchant_id: 'PAY2', industry: 'payment' }],
    },
    programme: operatedBy('platform'),
    findings: [{ subject_id: 'base/M1' }],
  },
]);
