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
    name: 'What was granted was not refused',
    kind: 'compliant',
    given: {
      ...world('1000'),
      redemption_requests: [request({ outcome: 'accepted', decline_reason: null })],
    },
  },
  {
    name: 'A dearer gift is refused: the cheap one beside it, and its own lower price of the next month, were not asked for',
    kind: 'compliant',
    given: {
      ...world('1000'),
      catalogue_items: [
        item({ points_price: '1500', valid_to: '2024-11-01' }),
        item({ points_price: '100', valid_from: '2024-11-01' }),
        item({ item_id: 'I2', points_price: '100' }),
      ],
      redemption_requests: [request({ points_price: null })],
    },
  },
  {
    name: 'Points of somebody else, of another wallet, expired, spent, or earned the day after do not pay for it',
    kind: 'compliant',
    programme: { wallets: { base: { validity: [{ from: '2013-01-01', months: 24 }] }, green: {} } },
    given: {
      ...world('1000'),
      point_events: [
        earned('900'),
        earned('900', { event_id: 'E2', member_id: 'M2', occurred_at: '2024-01-05 10:00:00' }),
        earned('900', { event_id: 'E3', wallet: 'green', occurred_at: '2024-01-05 10:00:00' }),
        earned('900', { event_id: 'E4', occurred_at: '2024-10-06 10:00:00' }),
        earned('900', { event_id: 'E5', occurred_at: '2024-01-05 10:00:00' }),
        earned('850', { event_id: 'R5', event_type: 'redeem', occurred_at: '2024-02-05 10:00:00' }),
      ],
    },
  },
  {
    name: 'Points whose time is over cannot pay for it, even where nobody has booked their expiry yet',
    kind: 'compliant',
    programme: {
      wallets: { base: { expiry_source: 'booked', validity: [{ from: '2013-01-01', months: 24 }] } },
    },
    given: world('1000'),
  },
  {
    name: 'What others took, what he took of another kind or only later, and what he earned by it do not use up his one piece',
    kind: 'violating',
    given: {
      ...world('1000', { limit_per_member: 1 }),
      point_events: [
        earned('1000'),
        earned('800', { event_id: 'E2', member_id: 'M2' }),
        earned('800', {
          event_id: 'R2',
          member_id: 'M2',
          event_type: 'redeem',
          item_id: 'I1',
          occurred_at: '2024-09-05 10:00:00',
        }),
        earned('100', {
          event_id: 'R3',
          event_type: 'redeem',
          item_id: 'I2',
          occurred_at: '2024-09-05 10:00:00',
        }),
        earned('10', { event_id: 'E4', item_id: 'I1', occurred_at: '2024-09-06 10:00:00' }),
        earned('800', {
          event_id: 'R5',
          event_type: 'redeem',
          item_id: 'I1',
          occurred_at: '2024-10-09 10:00:00',
        }),
      ],
    },
    findings: [{ subject_id: 'M1', observed: '910.00' }],
  },
  {
    name: 'For gold members only: one is gold and refused; another was gold, will be, or calls a card so',
    kind: 'violating',
    given: {
      ...world('1000', { eligible_segment: 'tier=gold;' }),
      point_events: [earned(), earned('1000', { event_id: 'E2', member_id: 'M2' })],
      redemption_requests: [request(), request({ request_id: 'Q2', member_id: 'M2' })],
      member_attributes: [
        attribute('tier', 'silver'),
        attribute('card', 'gold'),
        { ...attribute('tier', 'gold'), valid_from: '2020-01-02', valid_to: '2021-01-01' },
        { ...attribute('tier', 'gold'), valid_from: '2025-01-01' },
        { ...attribute('tier', 'gold'), member_id: 'M2' },
      ],
    },
    findings: [{ subject_id: 'M2' }],
  },
  {
    name: 'For who is sixty: his wife is, he is not',
    kind: 'compliant',
    given: world(
      '1000',
      { eligible_segment: 'min_age=60' },
      {
        members: [
          { member_id: 'M1', joined_at: '2013-01-01', birth_date: '1990-01-01' },
          { member_id: 'M2', joined_at: '2013-01-01', birth_date: '1950-01-01' },
        ],
      },
    ),
  },
  {
    name: 'From gold upwards: a gold member is refused; a silver one with a card called gold may be',
    kind: 'violating',
    given: {
      ...world('1000', { min_tier: 'gold' }),
      point_events: [earned(), earned('1000', { event_id: 'E2', member_id: 'M2' })],
      redemption_requests: [request(), request({ request_id: 'Q2', member_id: 'M2' })],
      member_attributes: [
        attribute('tier', 'silver'),
        attribute('card', 'gold'),
        { ...attribute('tier', 'gold'), member_id: 'M2' },
      ],
      tiers: [
        { tier: 'bronze', rank: 1 },
        { tier: 'silver', rank: 2 },
        { tier: 'gold', rank: 3 },
      ],
    },
    findings: [{ subject_id: 'M2' }],
  },
  {
    name: 'Silver, and from silver upwards',
    kind: 'boundary',
    given: world(
      '1000',
      { min_tier: 'silver' },
      {
        member_attributes: [attribute('tier', 'silver')],
        tiers: [
          { tier: 'silver', rank: 2 },
          { tier: 'gold', rank: 3 },
        ],
      },
    ),
    findings: [{ subject_id: 'M1' }],
  },
  {
    name: 'In a programme that ranks silver above gold, silver is enough for gold',
    kind: 'boundary',
    given: world(
      '1000',
      { min_tier: 'gold' },
      {
        member_attributes: [attribute('tier', 'silver')],
        tiers: [
          { tier: 'gold', rank: 1 },
          { tier: 'silver', rank: 9 },
        ],
      },
    ),
    findings: [{ subject_id: 'M1' }],
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
