import { defineCases } from '../../cases.ts';

const purchase = (more: object = {}) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '300',
  amount: '300',
  reason: 'purchase',
  occurred_at: '2025-04-01 10:00:00',
  merchant_id: 'SHOP',
  ...more,
});
const reverse = (points: string, more: object = {}) => ({
  event_id: 'V1',
  member_id: 'M1',
  event_type: 'reverse',
  points,
  occurred_at: '2025-04-12 13:00:00',
  related_event_id: 'E1',
  ...more,
});
const refund = (more: object = {}) => ({
  return_id: 'RT1',
  event_id: 'E1',
  requested_at: '2025-04-05 12:00:00',
  kind: 'seven_day',
  decision: 'approved',
  refunded_at: '2025-04-12 12:00:00',
  refunded_amount: '300',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'All money back, all points kept',
    kind: 'violating',
    given: { point_events: [purchase()], returns: [refund()] },
    findings: [
      {
        subject_type: 'account',
        subject_id: 'base/M1',
        event_id: 'E1',
        observed: '0.00',
        expected: '300.00',
        points: '300.00',
      },
    ],
  },
  {
    name: 'A third of the money back, and all points taken',
    kind: 'violating',
    given: { point_events: [purchase(), reverse('300')], returns: [refund({ refunded_amount: '100' })] },
    findings: [{ event_id: 'E1', observed: '300.00', expected: '100.00', points: '200.00' }],
  },
  {
    name: 'Taken back at the rate of earning; or how much was refunded is unknown',
    kind: 'compliant',
    given: {
      point_events: [
        purchase(),
        reverse('100'),
        purchase({ event_id: 'E2', member_id: 'M2' }),
        reverse('120', { event_id: 'V2', member_id: 'M2', related_event_id: 'E2' }),
      ],
      returns: [
        refund({ refunded_amount: '100' }),
        refund({ return_id: 'RT2', event_id: 'E2', refunded_amount: null }),
      ],
    },
  },
  {
    name: 'In Zhejiang points stay with the member when the goods were faulty',
    kind: 'compliant',
    given: {
      point_events: [purchase(), purchase({ event_id: 'E2', member_id: 'M2', merchant_id: 'HANGZHOU' })],
      returns: [refund({ kind: 'quality' }), refund({ return_id: 'RT2', event_id: 'E2', kind: 'quality' })],
      members: [{ member_id: 'M1', region_code: '330100' }],
      merchants: [{ merchant_id: 'HANGZHOU', region_code: '330100' }],
    },
  },
  {
    name: 'One point of rounding; expired meanwhile; refunded less than thirty days ago; not refunded',
    kind: 'boundary',
    given: {
      point_events: [
        purchase(),
        reverse('299'),
        purchase({ event_id: 'E2', member_id: 'M2', expires_at: '2025-04-10 00:00:00' }),
        purchase({ event_id: 'E3', member_id: 'M3' }),
        purchase({ event_id: 'E4', member_id: 'M4' }),
      ],
      returns: [
        refund(),
        refund({ return_id: 'RT2', event_id: 'E2' }),
        refund({ return_id: 'RT3', event_id: 'E3', refunded_at: '2026-06-05 12:00:00' }),
        refund({ return_id: 'RT4', event_id: 'E4', refunded_at: null }),
      ],
    },
  },
  {
    name: 'More than one point off',
    kind: 'boundary',
    given: { point_events: [purchase(), reverse('298.99')], returns: [refund()] },
    findings: [{ event_id: 'E1', points: '1.01' }],
  },
  {
    name: 'Before the measures of 2017',
    kind: 'before-law',
    given: {
      point_events: [purchase({ occurred_at: '2017-03-01 10:00:00' })],
      returns: [refund({ requested_at: '2017-03-05 10:00:00', refunded_at: '2017-03-14 10:00:00' })],
    },
  },
  {
    name: 'Without returns nothing can be judged',
    kind: 'not-evaluable',
    given: { point_events: [purchase()] },
    notEvaluable: ['returns'],
  },
  {
    name: 'What took back another purchase, one of another till, or was spent, took back nothing of this one',
    kind: 'violating',
    given: {
      point_events: [
        purchase(),
        purchase({ event_id: 'E2' }),
        reverse('300', { event_id: 'V2', related_event_id: 'E2' }),
        purchase({ source: 'till' }),
        reverse('300', { event_id: 'V3', related_source: 'till' }),
        reverse('300', { event_id: 'R4', event_type: 'redeem' }),
      ],
      returns: [refund()],
    },
    findings: [{ event_id: 'E1', source: 'default', observed: '0.00', expected: '300.00' }],
  },
  {
    name: 'A purchase at another till has the same number; a gift taken for points was no purchase; a refusal is no refund',
    kind: 'compliant',
    given: {
      point_events: [
        purchase(),
        reverse('300'),
        purchase({ source: 'till', member_id: 'M2', points: '900' }),
        purchase({ event_id: 'E3', member_id: 'M3', points: '500' }),
        { ...purchase({ event_id: 'R3', member_id: 'M3' }), event_type: 'redeem', reason: null },
      ],
      returns: [
        refund(),
        refund({ return_id: 'RT2', event_id: 'R3' }),
        refund({ return_id: 'RT3', event_id: 'E3', decision: 'refused' }),
      ],
    },
  },
  {
    name: 'Faulty goods, but neither this member nor this shop is in Zhejiang; others are',
    kind: 'violating',
    given: {
      point_events: [purchase({ merchant_id: 'HANGZHOU' })],
      returns: [refund({ kind: 'quality' })],
      members: [
        { member_id: 'M1', region_code: '440300' },
        { member_id: 'M2', region_code: '330100' },
      ],
      merchants: [
        { merchant_id: 'HANGZHOU', region_code: '440300' },
        { merchant_id: 'SHOP', region_code: '330200' },
      ],
    },
    findings: [{ event_id: 'E1' }],
  },
]);
