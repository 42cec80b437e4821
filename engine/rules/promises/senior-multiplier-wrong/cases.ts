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
]);
