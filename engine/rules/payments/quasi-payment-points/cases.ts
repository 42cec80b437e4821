import { defineCases } from '../../cases.ts';

const event = (
  event_id: string,
  event_type: string,
  member_id: string,
  points: string,
  more: object = {},
) => ({
  event_id,
  event_type,
  member_id,
  points,
  occurred_at: '2025-09-10 10:00:00',
  ...more,
});
const bought = event('E1', 'earn', 'A', '10000', {
  reason: 'purchased',
  amount: '100',
  occurred_at: '2025-09-05 10:00:00',
});
const gift = [
  event('E2', 'transfer_out', 'A', '6000', { counterparty_member_id: 'B' }),
  event('E3', 'transfer_in', 'B', '6000', { counterparty_member_id: 'A', related_event_id: 'E2' }),
];
const redeem = (event_id: string, member: string, item_id: string, merchant_id: string, more: object = {}) =>
  event(event_id, 'redeem', member, '1000', {
    item_id,
    merchant_id,
    occurred_at: '2025-10-05 10:00:00',
    ...more,
  });
const cashed = redeem('E4', 'B', 'CASH', 'PAY');
const spent = redeem('E5', 'A', 'BILL', 'NOODLES');
const tables = {
  catalogue_items: [
    { item_id: 'CASH', valid_from: '2022-01-01 00:00:00', kind: 'cash' },
    { item_id: 'BILL', valid_from: '2022-01-01 00:00:00', kind: 'offset' },
  ],
  merchants: [
    { merchant_id: 'PAY', affiliate_group: 'GROUP' },
    { merchant_id: 'MALL', affiliate_group: 'GROUP' },
    { merchant_id: 'NOODLES', affiliate_group: null },
  ],
};

export const cases = defineCases('2026-06-30', [
  {
    name: 'Bought, passed on, cashed out, and taken by a noodle shop',
    kind: 'violating',
    given: { point_events: [bought, ...gift, cashed, spent], ...tables },
    findings: [{ subject_type: 'wallet', subject_id: 'base', points: '10000.00', nature: 'indicator' }],
  },
  {
    name: 'Bought and spent with one group, never cashed',
    kind: 'compliant',
    given: { point_events: [bought, ...gift, spent], ...tables },
  },
  {
    name: 'Three traits of four: only within the family',
    kind: 'boundary',
    given: { point_events: [bought, ...gift, cashed, spent], ...tables },
    programme: { wallets: { base: { transfer: 'household' } } },
  },
  {
    name: 'Three traits of four: all merchants belong together, or are unknown',
    kind: 'boundary',
    given: {
      point_events: [
        bought,
        ...gift,
        cashed,
        redeem('E5', 'A', 'BILL', 'MALL'),
        redeem('E6', 'A', 'BILL', 'NOBODY'),
      ],
      ...tables,
    },
  },
  {
    name: 'Three traits of four: earned, not bought',
    kind: 'boundary',
    given: { point_events: [{ ...bought, reason: 'purchase' }, ...gift, cashed, spent], ...tables },
  },
  {
    name: 'Before the regulation',
    kind: 'before-law',
    given: {
      point_events: [bought, ...gift, cashed, spent].map((each) => ({
        ...each,
        occurred_at: each.occurred_at.replace('2025', '2023'),
      })),
      ...tables,
    },
  },
  {
    name: 'Without a catalogue nobody knows what was cash',
    kind: 'not-evaluable',
    given: { point_events: [bought, ...gift, cashed, spent], merchants: tables.merchants },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Three traits of four: nothing was cashed, though cash is in the catalogue',
    kind: 'boundary',
    given: { point_events: [bought, ...gift, redeem('E4', 'B', 'BILL', 'PAY'), spent], ...tables },
  },
  {
    name: 'Three traits of four: nobody passed any on',
    kind: 'boundary',
    given: { point_events: [bought, redeem('E4', 'A', 'CASH', 'PAY'), spent], ...tables },
  },
  {
    name: 'Where a bill is paid out in cash, that is cash',
    kind: 'violating',
    given: {
      point_events: [bought, ...gift, redeem('E4', 'B', 'BILL', 'PAY'), spent],
      ...tables,
      catalogue_items: [{ item_id: 'BILL', valid_from: '2022-01-01 00:00:00', kind: 'cash' }],
    },
    findings: [{ subject_id: 'base' }],
  },
]);
