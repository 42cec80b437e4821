import { defineCases } from '../../cases.ts';

const earned = (points = '1000', more: object = {}) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points,
  occurred_at: '2013-03-05 10:00:00',
  ...more,
});
const item = (more: object = {}) => ({
  item_id: 'I1',
  valid_from: '2013-01-01',
  name: '礼品',
  points_price: '800',
  ...more,
});
const request = (more: object = {}) => ({
  request_id: 'Q1',
  member_id: 'M1',
  wallet: 'base',
  item_id: 'I1',
  points_price: '800',
  requested_at: '2024-10-05 10:00:00',
  outcome: 'declined',
  decline_reason: 'system_busy',
  ...more,
});
const world = (points: string, ofItem: object = {}, more: object = {}) => ({
  point_events: [earned(points)],
  catalogue_items: [item(ofItem)],
  redemption_requests: [request()],
  ...more,
});
const attribute = (name: string, value: string) => ({
  member_id: 'M1',
  attribute: name,
  value,
  valid_from: '2020-01-01',
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A member with a thousand points is refused a gift of eight hundred',
    kind: 'violating',
    given: world('1000'),
    findings: [
      { subject_type: 'member', subject_id: 'M1', observed: '1000.00', expected: '800.00', points: '800.00' },
    ],
  },
  {
    name: 'A gold member of sixty is refused what is meant for both',
    kind: 'violating',
    given: world(
      '1000',
      { eligible_segment: 'tier=gold;min_age=60', min_tier: 'silver' },
      {
        members: [{ member_id: 'M1', joined_at: '2013-01-01', birth_date: '1960-01-01' }],
        member_attributes: [attribute('tier', 'gold')],
        tiers: [
          { tier: 'silver', rank: 2 },
          { tier: 'gold', rank: 3 },
        ],
      },
    ),
    findings: [{ subject_id: 'M1' }],
  },
  {
    name: 'Who is in no eligible segment may be refused',
    kind: 'compliant',
    given: world(
      '1000',
      { eligible_segment: 'tier=gold' },
      { member_attributes: [attribute('tier', 'silver')] },
    ),
  },
  {
    name: 'Nor is who turns sixty the day after',
    kind: 'boundary',
    given: world(
      '1000',
      { eligible_segment: 'min_age=60' },
      { members: [{ member_id: 'M1', joined_at: '2013-01-01', birth_date: '1964-10-06' }] },
    ),
  },
  { name: 'What is out of stock may be refused', kind: 'compliant', given: world('1000', { stock: '0' }) },
  {
    name: 'So may what was no longer on offer',
    kind: 'compliant',
    given: world('1000', { valid_to: '2024-10-01' }),
  },
  {
    name: 'And a second gift where one a member is the limit',
    kind: 'compliant',
    given: {
      ...world('2000', { limit_per_member: 1 }),
      point_events: [
        earned('2000'),
        earned('800', {
          event_id: 'R1',
          event_type: 'redeem',
          item_id: 'I1',
          occurred_at: '2024-09-05 10:00:00',
        }),
      ],
    },
  },
  {
    name: 'Exactly enough is enough',
    kind: 'boundary',
    given: world('800'),
    findings: [{ observed: '800.00' }],
  },
  { name: 'A hundredth of a point short is not', kind: 'boundary', given: world('799.99') },
  {
    name: 'A refusal of 2013 came before the law',
    kind: 'before-law',
    given: {
      ...world('1000'),
      redemption_requests: [request({ requested_at: '2013-10-05 10:00:00' })],
    },
  },
  {
    name: 'Without requests nobody knows what was refused',
    kind: 'not-evaluable',
    given: { point_events: [earned()], catalogue_items: [item()] },
    notEvaluable: ['redemption_requests'],
  },
]);
