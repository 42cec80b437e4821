import { defineCases } from '../../cases.ts';

const earn = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '900',
  occurred_at: '2025-03-01 10:00:00',
};
const redeem = {
  event_id: 'R1',
  member_id: 'M1',
  event_type: 'redeem',
  points: '800',
  occurred_at: '2025-04-01 10:00:00',
};
const restore = (at: string, points = '800', more: object = {}) => ({
  event_id: 'B1',
  member_id: 'M1',
  event_type: 'restore',
  points,
  occurred_at: `${at}:00`,
  related_event_id: 'R1',
  ...more,
});
const returned = (more: object = {}) => ({
  return_id: 'RT1',
  event_id: 'R1',
  requested_at: '2025-04-05 12:00:00',
  kind: 'seven_day',
  sale_channel: 'online',
  decision: 'approved',
  delivered_at: '2025-04-03 12:00:00',
  goods_received_at: '2025-04-09 12:00:00',
  ...more,
});
const terms = (restore_rule: string | null) => ({
  terms_id: 'T1',
  wallet: 'base',
  published_at: '2024-12-01 00:00:00',
  effective_from: '2025-01-01 00:00:00',
  restore_rule,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'The goods came back, five yuan were paid, the 800 points never came',
    kind: 'violating',
    given: {
      point_events: [earn, redeem],
      returns: [returned({ refunded_amount: '5' })],
      terms: [terms('所用积分在收到退货之日起七日内按原有效期退回原账户。')],
    },
    findings: [
      {
        subject_type: 'account',
        subject_id: 'base/M1',
        event_id: 'R1',
        observed: '0.00',
        expected: '800.00',
        points: '800.00',
      },
    ],
  },
  {
    name: 'Half of the points for one piece',
    kind: 'violating',
    given: { point_events: [earn, redeem, restore('2025-04-12 12:00', '400')], returns: [returned()] },
    findings: [{ event_id: 'R1', observed: '400.00', points: '400.00' }],
  },
  {
    name: 'In kind and in time, naming the redemption or not; a refusal owes nothing here',
    kind: 'compliant',
    given: {
      point_events: [
        earn,
        redeem,
        restore('2025-04-12 12:00'),
        ...[earn, redeem, restore('2025-04-12 12:00', '800', { related_event_id: null })].map((event) => ({
          ...event,
          event_id: `${event.event_id}b`,
          member_id: 'M2',
        })),
      ],
      returns: [
        returned(),
        returned({ return_id: 'RT2', event_id: 'R1b' }),
        returned({ return_id: 'RT3', decision: 'refused' }),
      ],
    },
  },
  {
    name: 'On the seventh day; one of two pieces; goods not back yet; not due yet; agreed otherwise',
    kind: 'boundary',
    given: {
      point_events: [
        earn,
        redeem,
        restore('2025-04-16 23:59'),
        { ...earn, event_id: 'E2', member_id: 'M2' },
        { ...redeem, event_id: 'R2', member_id: 'M2', quantity: 2 },
        restore('2025-04-12 12:00', '400', { event_id: 'B2', member_id: 'M2', related_event_id: 'R2' }),
        { ...earn, event_id: 'E3', member_id: 'M3' },
        { ...redeem, event_id: 'R3', member_id: 'M3' },
        { ...earn, event_id: 'E4', member_id: 'M4', wallet: 'auto' },
        { ...redeem, event_id: 'R4', member_id: 'M4', wallet: 'auto' },
      ],
      returns: [
        returned(),
        returned({ return_id: 'RT2', event_id: 'R2' }),
        returned({ return_id: 'RT3', event_id: 'R3', goods_received_at: null }),
        returned({ return_id: 'RT4', event_id: 'R3', goods_received_at: '2026-06-24 10:00:00' }),
        returned({ return_id: 'RT5', event_id: 'R4' }),
      ],
      terms: [{ ...terms('退货后30日内返还积分。'), wallet: 'auto' }],
    },
  },
  {
    name: 'On the eighth day it is late',
    kind: 'boundary',
    given: { point_events: [earn, redeem, restore('2025-04-17 00:00')], returns: [returned()] },
    findings: [{ event_id: 'R1', observed: '0.00' }],
  },
  {
    name: 'Before the measures of 2017',
    kind: 'before-law',
    given: {
      point_events: [
        { ...earn, occurred_at: '2017-01-01 10:00:00' },
        { ...redeem, occurred_at: '2017-02-01 10:00:00' },
      ],
      returns: [returned({ requested_at: '2017-03-01 10:00:00', goods_received_at: '2017-03-14 10:00:00' })],
    },
  },
  {
    name: 'Without returns nothing can be judged',
    kind: 'not-evaluable',
    given: { point_events: [earn, redeem] },
    notEvaluable: ['returns'],
  },
  {
    name: 'What came back for another redemption, or was spent on another size, did not come back for this one',
    kind: 'violating',
    given: {
      point_events: [
        { ...earn, points: '2000' },
        redeem,
        { ...redeem, event_id: 'R2', points: '300' },
        restore('2025-04-12 12:00', '300', { related_event_id: 'R2' }),
        { ...redeem, event_id: 'R3', related_event_id: 'R1', occurred_at: '2025-04-12 12:00:00' },
      ],
      returns: [returned()],
    },
    findings: [{ event_id: 'R1', observed: '0.00', expected: '800.00' }],
  },
  {
    name: 'A redemption of another shop has the same number; a purchase is no redemption; a refusal owes nothing',
    kind: 'compliant',
    given: {
      point_events: [
        earn,
        redeem,
        restore('2025-04-12 12:00'),
        { ...earn, event_id: 'E2', member_id: 'M2' },
        { ...redeem, member_id: 'M2', source: 'shop', points: '900' },
        { ...earn, event_id: 'E3', member_id: 'M3' },
        { ...redeem, event_id: 'R3', member_id: 'M3' },
      ],
      returns: [
        returned(),
        returned({ return_id: 'RT2', event_id: 'E3' }),
        returned({ return_id: 'RT3', event_id: 'R3', decision: 'refused' }),
      ],
    },
  },
  {
    name: 'Other terms were agreed: before, afterwards, and for another wallet',
    kind: 'violating',
    given: {
      point_events: [earn, redeem],
      returns: [returned()],
      terms: [
        { ...terms('退货后30日内返还积分。'), effective_to: '2025-03-01 00:00:00' },
        { ...terms('退货后七日内返还积分。'), terms_id: 'T2', effective_from: '2025-03-01 00:00:00' },
        { ...terms('退货后30日内返还积分。'), terms_id: 'T3', effective_from: '2026-01-01 00:00:00' },
        { ...terms('退货后30日内返还积分。'), wallet: 'auto' },
      ],
    },
    findings: [{ event_id: 'R1' }],
  },
  {
    name: 'Terms agree on thirty days',
    kind: 'compliant',
    given: { point_events: [earn, redeem], returns: [returned()], terms: [terms('退货后30日内返还积分。')] },
  },
]);
