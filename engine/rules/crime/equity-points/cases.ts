import { defineCases } from '../../cases.ts';

const bought = (more = {}) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '10000',
  occurred_at: '2025-09-05 10:00:00',
  reason: 'purchased',
  amount: '10000',
  item_id: null as string | null,
  cash_paid: null as string | null,
  ...more,
});
const redeemed = (more = {}) =>
  bought({
    event_id: 'R1',
    event_type: 'redeem',
    reason: null,
    amount: null,
    item_id: 'I1',
    occurred_at: '2025-10-05 10:00:00',
    ...more,
  });
const items = (kind: string | null = 'equity') => [
  { item_id: 'I1', valid_from: '2019-01-01 00:00:00', name: '消费股权一份', kind },
];
const terms = (full_text: string) => [
  {
    terms_id: 'T1',
    wallet: 'base',
    published_at: '2019-01-01 00:00:00',
    effective_from: '2019-01-01 00:00:00',
    full_text,
  },
];

export const cases = defineCases('2026-06-30', [
  {
    name: 'Bought points become a share',
    kind: 'violating',
    given: { point_events: [bought(), redeemed()], catalogue_items: items() },
    findings: [
      {
        subject_type: 'item',
        subject_id: 'I1',
        nature: 'indicator',
        severity: 'critical',
        members: 1,
        money: '10000.0000',
      },
    ],
  },
  {
    name: 'Money is added to earned points',
    kind: 'violating',
    given: {
      point_events: [bought({ reason: 'purchase' }), redeemed({ cash_paid: '500' })],
      catalogue_items: items(),
    },
    findings: [{ subject_id: 'I1', money: '500.0000' }],
  },
  {
    name: 'Terms promise a dividend on points that are sold',
    kind: 'violating',
    given: { point_events: [bought()], terms: terms('持有积分可参与平台年度分红。') },
    findings: [{ subject_type: 'terms', subject_id: 'T1/base', terms_id: 'T1', observed: '分红' }],
  },
  {
    name: 'Terms that rule it out promise nothing',
    kind: 'compliant',
    given: { point_events: [bought()], terms: terms('积分不代表任何股权，也不参与分红。') },
  },
  {
    name: 'A share for points that nobody paid for: no money was taken in',
    kind: 'compliant',
    given: { point_events: [bought({ reason: 'purchase' }), redeemed()], catalogue_items: items() },
  },
  {
    name: 'A book on shares',
    kind: 'compliant',
    given: { point_events: [bought(), redeemed()], catalogue_items: items('goods') },
  },
  {
    name: 'What kind of reward it was is not recorded',
    kind: 'boundary',
    given: { point_events: [bought(), redeemed()], catalogue_items: items(null) },
  },
  {
    name: 'Points bought only after the share was had',
    kind: 'boundary',
    given: {
      point_events: [
        bought({ reason: 'purchase', occurred_at: '2025-09-01 10:00:00' }),
        redeemed(),
        bought({ event_id: 'E2', occurred_at: '2025-11-05 10:00:00' }),
      ],
      catalogue_items: items(),
    },
  },
  {
    name: 'Before the regulation of 2021',
    kind: 'before-law',
    given: {
      point_events: [
        bought({ occurred_at: '2021-04-01 10:00:00' }),
        redeemed({ occurred_at: '2021-04-30 10:00:00' }),
      ],
      catalogue_items: items(),
    },
  },
  {
    name: 'Without catalogue and terms nobody knows what was promised',
    kind: 'not-evaluable',
    given: { point_events: [bought()] },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'The share is one piece of evidence: what it pays in points, and a towel taken too, are none',
    kind: 'violating',
    given: {
      point_events: [
        bought(),
        redeemed({ points: '5000' }),
        redeemed({ event_id: 'R2', item_id: 'I2', points: '100', cash_paid: '5' }),
        bought({
          event_id: 'E2',
          reason: 'bonus',
          amount: null,
          item_id: 'I1',
          occurred_at: '2025-11-05 10:00:00',
        }),
      ],
      catalogue_items: [...items(), { ...items('goods')[0]!, item_id: 'I2', name: '毛巾' }],
    },
    findings: [{ subject_id: 'I1', points: '5000.00', evidence_rows: 1 }],
  },
  {
    name: 'A share for points that somebody else had bought and gave away',
    kind: 'compliant',
    given: {
      point_events: [bought({ event_type: 'transfer_in', amount: null }), redeemed()],
      catalogue_items: items(),
    },
  },
  {
    name: 'A dividend was promised in September: points bought before or after, of another wallet, given away, or earned by shopping',
    kind: 'boundary',
    given: {
      point_events: [
        bought({ wallet: 'base', occurred_at: '2025-08-01 10:00:00' }),
        bought({ wallet: 'base', event_id: 'E2', occurred_at: '2025-11-01 10:00:00' }),
        bought({ wallet: 'green', event_id: 'E3', member_id: 'M2' }),
        bought({ wallet: 'base', event_id: 'E4', event_type: 'transfer_in' }),
        bought({ wallet: 'base', event_id: 'E5', reason: 'purchase' }),
      ],
      terms: [
        {
          ...terms('持有积分可参与平台年度分红。')[0]!,
          effective_from: '2025-09-02 00:00:00',
          effective_to: '2025-10-01 00:00:00',
        },
      ],
    },
  },
]);
