import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2018-03-05 10:00:00',
};
const merchant = (left_at: string | null) => ({
  merchant_id: 'S1',
  name: '城北洗衣店',
  joined_at: '2015-01-01',
  left_at,
});
const notice = (sent_at: string, more: object = {}) => ({
  notice_id: 'N1',
  kind: 'termination',
  sent_at,
  delivery_status: 'delivered',
  merchant_id: 'S1',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Twelve days before a laundry leaves, members hear of it',
    kind: 'violating',
    given: {
      point_events: [earned],
      merchants: [merchant('2024-06-01')],
      notices: [notice('2024-05-20 10:00:00')],
    },
    findings: [{ subject_type: 'merchant', subject_id: 'S1', observed: '12', expected: '30' }],
  },
  {
    name: 'Nobody was told; a notice of another merchant does not count',
    kind: 'violating',
    given: {
      point_events: [earned],
      merchants: [merchant('2024-06-01')],
      notices: [notice('2024-04-01', { merchant_id: 'S2' })],
    },
    findings: [{ observed: '0' }],
  },
  {
    name: 'A notice of something else, one that did not arrive and one sent too late tell nobody',
    kind: 'violating',
    given: {
      point_events: [earned],
      merchants: [merchant('2024-06-01')],
      notices: [
        notice('2024-04-01', { kind: 'activity' }),
        notice('2024-04-02', { notice_id: 'N2', delivery_status: 'failed' }),
        notice('2024-06-02', { notice_id: 'N3' }),
      ],
    },
    findings: [{ observed: '0' }],
  },
  {
    name: 'A merchant that stays owes no notice',
    kind: 'compliant',
    given: { point_events: [earned], merchants: [merchant(null)], notices: [notice('2024-04-01')] },
  },
  {
    name: 'Thirty days to the second are enough, and a reminder later does no harm',
    kind: 'boundary',
    given: {
      point_events: [earned],
      merchants: [merchant('2024-06-01')],
      notices: [notice('2024-05-02 00:00:00'), notice('2024-05-25', { notice_id: 'N2' })],
    },
  },
  {
    name: 'A second less is not enough',
    kind: 'boundary',
    given: {
      point_events: [earned],
      merchants: [merchant('2024-06-01')],
      notices: [notice('2024-05-02 00:00:01')],
    },
    findings: [{ observed: '30' }],
  },
  {
    name: 'A merchant that left in 2018 did so before the E-Commerce Law',
    kind: 'before-law',
    given: {
      point_events: [earned],
      merchants: [merchant('2018-12-31')],
      notices: [notice('2018-12-30')],
    },
  },
  {
    name: 'Without notices nobody knows who was told',
    kind: 'not-evaluable',
    given: { point_events: [earned], merchants: [merchant('2024-06-01')] },
    notEvaluable: ['notices'],
  },
]);
