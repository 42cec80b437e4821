import { defineCases } from '../../cases.ts';

const terms = [{ terms_id: 'T1', published_at: '2012-01-01', effective_from: '2012-02-01' }];
const rate = (more: object = {}) => ({
  terms_id: 'T1',
  wallet: 'base',
  reason: 'purchase',
  merchant_id: 'W1',
  points_per_yuan: '5',
  rounding: 'floor',
  min_age: null,
  credit_tier: null,
  ...more,
});
const rates = [
  rate(),
  rate({ reason: 'senior', points_per_yuan: '15', min_age: 60 }),
  rate({ reason: 'credit', points_per_yuan: '10', credit_tier: 'A' }),
];
const ticket = (points: string, reason: string, more: object = {}) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points,
  reason,
  amount: '200',
  merchant_id: 'W1',
  occurred_at: '2025-09-05 10:00:00',
  ...more,
});
const world = (event: object, birth_date: string | null, credit_tier?: string) => ({
  point_events: [event as ReturnType<typeof ticket>],
  terms,
  earn_rates: rates,
  members: [{ member_id: 'M1', joined_at: '2013-01-01', birth_date }],
  member_attributes: [
    { member_id: 'M9', attribute: 'credit_tier', value: 'B', valid_from: '2013-01-01' },
    ...(credit_tier
      ? [{ member_id: 'M1', attribute: 'credit_tier', value: credit_tier, valid_from: '2013-01-01' }]
      : []),
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A traveller of seventy gets five points a yuan instead of fifteen',
    kind: 'violating',
    given: world(ticket('1000', 'purchase'), '1955-05-20'),
    findings: [
      { subject_id: 'base/M1', event_id: 'E1', observed: '1000.00', expected: '3000.00', points: '2000.00' },
    ],
  },
  {
    name: 'A traveller of forty gets the rate for seniors',
    kind: 'violating',
    given: world(ticket('3000', 'senior'), '1985-05-20'),
    findings: [{ event_id: 'E1', observed: '3000.00', expected: '1000.00' }],
  },
  {
    name: 'A citizen of credit tier A gets the common rate',
    kind: 'violating',
    given: world(ticket('1000', 'purchase'), '1985-05-20', 'A'),
    findings: [{ expected: '2000.00' }],
  },
  {
    name: 'Both get what is theirs',
    kind: 'compliant',
    given: {
      ...world(ticket('3000', 'senior'), '1955-05-20'),
      point_events: [
        ticket('3000', 'senior'),
        ticket('1000', 'purchase', { event_id: 'E2', member_id: 'M2' }),
      ],
      members: [
        { member_id: 'M1', joined_at: '2013-01-01', birth_date: '1955-05-20' },
        { member_id: 'M2', joined_at: '2013-01-01', birth_date: '1985-05-20' },
      ],
    },
  },
  {
    name: 'A member whose age nobody knows is not judged by it',
    kind: 'compliant',
    given: world(ticket('1000', 'purchase'), null),
  },
  {
    name: 'Sixty years old on this very day',
    kind: 'boundary',
    given: world(ticket('1000', 'purchase'), '1965-09-05'),
    findings: [{ expected: '3000.00' }],
  },
  {
    name: 'Sixty tomorrow',
    kind: 'boundary',
    given: world(ticket('1000', 'purchase'), '1965-09-06'),
  },
  {
    name: 'A ticket of 2020 came before the rules on promotions',
    kind: 'before-law',
    given: world(ticket('1000', 'purchase', { occurred_at: '2020-11-30 10:00:00' }), '1955-05-20'),
  },
  {
    name: 'Without members and their attributes nobody knows whom the rates are for',
    kind: 'not-evaluable',
    given: { point_events: [ticket('1000', 'purchase')], terms, earn_rates: rates },
    notEvaluable: ['members'],
  },
  {
    name: 'Each version of the terms has its rate for seniors, each wallet and merchant its own; whoever is too young gets the common one',
    kind: 'violating',
    given: {
      ...world(ticket('6000', 'senior'), '1955-05-20'),
      point_events: [
        ticket('8000', 'senior', { event_id: 'E0', occurred_at: '2024-09-05 10:00:00' }),
        ticket('6000', 'senior'),
        ticket('10', 'birthday', { event_id: 'E2' }),
        ticket('10', 'senior', { event_id: 'E3', merchant_id: 'W7' }),
        ticket('10', 'purchase', { event_id: 'E4', wallet: 'green' }),
        ticket('10', 'purchase', { event_id: 'E5', event_type: 'reverse', related_event_id: 'E1' }),
        ticket('6000', 'senior', { event_id: 'E6', member_id: 'M2' }),
      ],
      terms: [
        { ...terms[0], wallet: 'base', effective_to: '2025-01-01' },
        { ...terms[0], wallet: 'green' },
        {
          terms_id: 'T2',
          wallet: 'base',
          published_at: '2024-12-01',
          effective_from: '2025-01-01',
          effective_to: '2026-01-01',
        },
        { terms_id: 'T3', wallet: 'base', published_at: '2025-12-01', effective_from: '2026-01-01' },
      ],
      earn_rates: [
        rate({ points_per_yuan: '9' }),
        rate({ reason: 'senior', points_per_yuan: '40', min_age: 60 }),
        rate({ terms_id: 'T3', points_per_yuan: '8' }),
        rate({ terms_id: 'T3', reason: 'senior', points_per_yuan: '35', min_age: 60 }),
        rate({ terms_id: 'T2', points_per_yuan: '7' }),
        rate({ terms_id: 'T2', reason: 'senior', points_per_yuan: '30', min_age: 60 }),
        rate({ terms_id: 'T2', wallet: 'green', points_per_yuan: '20' }),
        rate({ terms_id: 'T2', reason: 'birthday', points_per_yuan: '25' }),
        rate({ terms_id: 'T2', points_per_yuan: '50', min_age: 80 }),
        rate({ terms_id: 'T2', points_per_yuan: '45', credit_tier: 'A' }),
        rate({ terms_id: 'T2', merchant_id: 'W9', points_per_yuan: '60' }),
      ],
      members: [
        { member_id: 'M1', joined_at: '2013-01-01', birth_date: '1955-05-20' },
        { member_id: 'M2', joined_at: '2013-01-01', birth_date: '1985-05-20' },
      ],
    },
    findings: [{ subject_id: 'base/M2', event_id: 'E6', observed: '6000.00', expected: '1400.00' }],
  },
  {
    name: 'A promotion doubles the rate for seniors, and a senior gets it undoubled',
    kind: 'violating',
    given: {
      ...world(ticket('3000', 'senior', { promotion_id: 'P1' }), '1955-05-20'),
      promotions: [
        { promotion_id: 'P1', version_from: '2025-08-01', kind: 'multiplier', multiplier: '2' },
        { promotion_id: 'P2', version_from: '2025-08-01', kind: 'bonus', multiplier: '2' },
      ],
    },
    findings: [{ event_id: 'E1', observed: '3000.00', expected: '6000.00' }],
  },
  {
    name: 'A bonus multiplies nothing, whatever stands in its column for multipliers',
    kind: 'compliant',
    given: {
      ...world(ticket('3000', 'senior', { promotion_id: 'P2' }), '1955-05-20'),
      promotions: [{ promotion_id: 'P2', version_from: '2025-08-01', kind: 'bonus', multiplier: '2' }],
    },
  },
  {
    name: 'Too little by the common rate is for another rule to say',
    kind: 'compliant',
    given: world(ticket('500', 'purchase'), '1985-05-20'),
  },
  {
    name: 'A fixed number of points for a birthday is no multiplier',
    kind: 'compliant',
    given: {
      ...world(ticket('100', 'birthday'), '1985-05-20'),
      earn_rates: [
        rate(),
        rate({ reason: 'birthday', points_per_yuan: null, fixed_points: '100', min_age: 60 }),
      ],
    },
  },
  {
    name: 'How much was paid is not recorded',
    kind: 'boundary',
    given: world(ticket('3000', 'senior', { amount: null }), '1985-05-20'),
  },
  {
    name: 'Where no credit tier of anybody is recorded, nobody is judged by it',
    kind: 'boundary',
    given: {
      ...world(ticket('2000', 'credit'), '1985-05-20'),
      member_attributes: [
        { member_id: 'M1', attribute: 'household_id', value: 'H1', valid_from: '2013-01-01' },
      ],
    },
  },
  {
    name: 'Tier B gets the common rate: A was his before and will be again, is his neighbour’s, and is what his card is called',
    kind: 'compliant',
    given: {
      ...world(ticket('1000', 'purchase'), '1985-05-20'),
      member_attributes: [
        {
          member_id: 'M1',
          attribute: 'credit_tier',
          value: 'A',
          valid_from: '2013-01-01',
          valid_to: '2025-01-01',
        },
        {
          member_id: 'M1',
          attribute: 'credit_tier',
          value: 'B',
          valid_from: '2025-01-01',
          valid_to: '2026-01-01',
        },
        { member_id: 'M1', attribute: 'credit_tier', value: 'A', valid_from: '2026-01-01' },
        { member_id: 'M1', attribute: 'card', value: 'A', valid_from: '2013-01-01' },
        { member_id: 'M2', attribute: 'credit_tier', value: 'A', valid_from: '2013-01-01' },
      ],
    },
  },
]);
