import { defineCases } from '../../cases.ts';

const movement = (more: object = {}) => ({
  movement_id: 'F1',
  occurred_at: '2025-08-12 10:00:00',
  from_account: 'Y1-RESERVE',
  from_kind: 'reserve',
  to_account: 'SETTLE',
  to_kind: 'settlement',
  amount: '20000',
  purpose: 'points_funding',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'The reserve account funds points',
    kind: 'violating',
    given: { fund_movements: [movement(), movement({ movement_id: 'F2', purpose: 'fee', amount: '35' })] },
    findings: [
      { subject_type: 'fund_movement', subject_id: 'F1', observed: 'points_funding', money: '20000.0000' },
      { subject_id: 'F2', observed: 'fee' },
    ],
  },
  {
    name: 'Own money funds points; the reserve pays for goods that customers bought',
    kind: 'compliant',
    given: {
      fund_movements: [
        movement({ from_account: 'Y1-OWN', from_kind: 'own' }),
        movement({ movement_id: 'F2', to_kind: 'external', purpose: 'goods' }),
      ],
    },
  },
  {
    name: 'Whose account it was, or what for, is unknown',
    kind: 'boundary',
    given: {
      fund_movements: [movement({ from_kind: null }), movement({ movement_id: 'F2', purpose: null })],
    },
  },
  {
    name: 'The first day of the custody rules',
    kind: 'boundary',
    given: { fund_movements: [movement({ occurred_at: '2021-03-01 00:00:00' })] },
    findings: [{ subject_id: 'F1' }],
  },
  {
    name: 'The day before the custody rules',
    kind: 'before-law',
    given: { fund_movements: [movement({ occurred_at: '2021-02-28 23:59:59' })] },
  },
  {
    name: 'Without movements of funds nothing can be judged',
    kind: 'not-evaluable',
    given: {},
    notEvaluable: ['fund_movements'],
  },
]);
