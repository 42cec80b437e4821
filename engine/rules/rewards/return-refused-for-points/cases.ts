import { defineCases } from '../../cases.ts';

const events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '900', occurred_at: '2025-03-01 10:00:00' },
  {
    event_id: 'R1',
    member_id: 'M1',
    event_type: 'redeem',
    points: '800',
    occurred_at: '2025-04-01 10:00:00',
    item_id: 'TOWEL',
  },
];
const refusal = (more: object = {}) => ({
  return_id: 'RT1',
  event_id: 'R1',
  requested_at: '2025-04-08 12:00:00',
  kind: 'seven_day',
  sale_channel: 'online',
  decision: 'refused',
  refusal_code: 'points_redeemed',
  refusal_reason: '积分兑换商品不支持退货',
  delivered_at: '2025-04-03 12:00:00',
  ...more,
});
const item = (more: object = {}) => ({
  item_id: 'TOWEL',
  valid_from: '2025-01-01 00:00:00',
  category: 'household',
  kind: 'goods',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Asked back five days after delivery, refused since it was got for points',
    kind: 'violating',
    given: { point_events: events, returns: [refusal()], catalogue_items: [item()] },
    findings: [{ subject_type: 'account', subject_id: 'base/M1', event_id: 'R1', points: '800.00' }],
  },
  {
    name: 'Faulty, bought in the shop, months later: quality knows no seven days',
    kind: 'violating',
    given: {
      point_events: events,
      returns: [refusal({ kind: 'quality', sale_channel: 'pos', requested_at: '2025-06-01 12:00:00' })],
    },
    findings: [{ subject_id: 'base/M1', event_id: 'R1' }],
  },
  {
    name: 'Approved; refused as too late; refused because it was opened; sold over the counter',
    kind: 'compliant',
    given: {
      point_events: events,
      returns: [
        refusal({ decision: 'approved' }),
        refusal({
          return_id: 'RT2',
          requested_at: '2025-04-25 12:00:00',
          refusal_code: 'too_late',
          refusal_reason: '已超过收货后七日',
        }),
        refusal({ return_id: 'RT3', refusal_code: 'opened', refusal_reason: '兑换商品已拆封，影响二次销售' }),
        refusal({ return_id: 'RT4', sale_channel: 'pos' }),
      ],
    },
  },
  {
    name: 'On the seventh day after delivery, until midnight',
    kind: 'boundary',
    given: {
      point_events: events,
      returns: [refusal({ requested_at: '2025-04-10 23:59:00' })],
    },
    findings: [{ subject_id: 'base/M1' }],
  },
  {
    name: 'On the eighth day; delivered nobody knows when; perishable; or a service',
    kind: 'boundary',
    given: {
      point_events: [
        ...events,
        { ...events[1]!, event_id: 'R2', points: '10', item_id: 'VEGETABLES' },
        { ...events[1]!, event_id: 'R3', points: '10', item_id: 'CLEANING' },
      ],
      returns: [
        refusal({ requested_at: '2025-04-11 00:00:00' }),
        refusal({ return_id: 'RT2', delivered_at: null }),
        refusal({ return_id: 'RT3', event_id: 'R2' }),
        refusal({ return_id: 'RT4', event_id: 'R3' }),
      ],
      catalogue_items: [
        item({ item_id: 'VEGETABLES', category: 'organic' }),
        item({ item_id: 'CLEANING', kind: 'service' }),
      ],
    },
  },
  {
    name: 'Before the law of 2014',
    kind: 'before-law',
    given: {
      point_events: events.map((event) => ({
        ...event,
        occurred_at: `2014-0${event.points[0] === '9' ? 1 : 2}-20 10:00:00`,
      })),
      returns: [refusal({ requested_at: '2014-03-10 10:00:00', delivered_at: '2014-03-08 10:00:00' })],
    },
  },
  {
    name: 'Without returns nothing can be judged',
    kind: 'not-evaluable',
    given: { point_events: events },
    notEvaluable: ['returns'],
  },
  {
    name: 'One return is one finding: another till has the same number, and services are excluded, towels are not',
    kind: 'violating',
    given: {
      point_events: [
        ...events,
        { ...events[0]!, event_id: 'E2', member_id: 'M2' },
        { ...events[1]!, member_id: 'M2', source: 'till' },
      ],
      returns: [refusal()],
      catalogue_items: [item(), item({ item_id: 'CLEANING', kind: 'service' })],
    },
    findings: [{ subject_id: 'base/M1', event_id: 'R1' }],
  },
  {
    name: 'A purchase was refused, not a redemption; a towel service is no towel',
    kind: 'compliant',
    given: {
      point_events: events,
      returns: [refusal({ event_id: 'E1' }), refusal({ return_id: 'RT2' })],
      catalogue_items: [item({ kind: 'service' })],
    },
  },
]);
