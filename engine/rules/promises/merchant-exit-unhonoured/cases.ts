import { defineCases } from '../../cases.ts';

const earned = (member_id: string, points = '500') => ({
  event_id: `E-${member_id}`,
  member_id,
  event_type: 'earn',
  points,
  occurred_at: '2013-03-05 10:00:00',
});
const request = (member_id: string, more: object = {}) => ({
  request_id: `Q-${member_id}`,
  member_id,
  wallet: 'base',
  item_id: 'I1',
  points_price: '500',
  requested_at: '2025-04-05 10:00:00',
  outcome: 'declined',
  decline_reason: 'merchant_left',
  ...more,
});
const world = {
  point_events: [earned('M1')],
  merchants: [{ merchant_id: 'S1', name: '旧城书店', joined_at: '2013-01-01', left_at: '2025-03-01' }],
  catalogue_items: [
    {
      item_id: 'I1',
      valid_from: '2013-01-01',
      valid_to: '2025-03-01',
      merchant_id: 'S1',
      points_price: '500',
    },
  ],
};

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two members hear that the bookshop has left',
    kind: 'violating',
    given: {
      ...world,
      point_events: [earned('M1'), earned('M2')],
      redemption_requests: [request('M1'), request('M2')],
    },
    findings: [
      { subject_type: 'merchant', subject_id: 'S1', members: 2, points: '1000.00', evidence_rows: 2 },
    ],
  },
  {
    name: 'Somebody else stands in for the bookshop',
    kind: 'compliant',
    given: { ...world, redemption_requests: [request('M1', { outcome: 'accepted' })] },
  },
  {
    name: 'A refusal before the shop left is another rule’s',
    kind: 'boundary',
    given: { ...world, redemption_requests: [request('M1', { requested_at: '2025-02-28 23:59:59' })] },
  },
  {
    name: 'A refusal at the instant it left is not',
    kind: 'boundary',
    given: { ...world, redemption_requests: [request('M1', { requested_at: '2025-03-01 00:00:00' })] },
    findings: [{ subject_id: 'S1' }],
  },
  {
    name: 'A member short of points lost nothing',
    kind: 'boundary',
    given: { ...world, point_events: [earned('M1', '499.99')], redemption_requests: [request('M1')] },
  },
  {
    name: 'A shop that left in 2013 did so before the law',
    kind: 'before-law',
    given: {
      ...world,
      merchants: [{ ...world.merchants[0]!, left_at: '2013-06-01' }],
      redemption_requests: [request('M1', { requested_at: '2013-07-01 10:00:00' })],
    },
  },
  {
    name: 'Without requests nobody knows what was refused',
    kind: 'not-evaluable',
    given: world,
    notEvaluable: ['redemption_requests'],
  },
  {
    name: 'Another shop has left; the bookshop is still there',
    kind: 'compliant',
    given: {
      ...world,
      merchants: [
        { ...world.merchants[0]!, left_at: null },
        { ...world.merchants[0]!, merchant_id: 'S2' },
      ],
      redemption_requests: [request('M1')],
    },
  },
  {
    name: 'Points of another wallet, earned the week after, or spent, do not pay for the book',
    kind: 'compliant',
    given: {
      ...world,
      point_events: [
        earned('M1'),
        { ...earned('M1'), event_id: 'E2', wallet: 'green' },
        { ...earned('M1'), event_id: 'E3', occurred_at: '2025-04-12 10:00:00' },
        { ...earned('M1', '100'), event_id: 'R1', event_type: 'redeem', occurred_at: '2025-03-05 10:00:00' },
      ],
      redemption_requests: [request('M1')],
    },
  },
  {
    name: 'Nor do points whose time is over, even where nobody has booked it',
    kind: 'compliant',
    programme: {
      wallets: { base: { expiry_source: 'booked', validity: [{ from: '2013-01-01', months: 24 }] } },
    },
    given: { ...world, redemption_requests: [request('M1')] },
  },
  {
    name: 'What he spent afterwards, and what others spent, he had',
    kind: 'violating',
    given: {
      ...world,
      point_events: [
        earned('M1'),
        earned('M2'),
        { ...earned('M2'), event_id: 'R2', event_type: 'redeem', occurred_at: '2025-03-05 10:00:00' },
        { ...earned('M1'), event_id: 'R1', event_type: 'redeem', occurred_at: '2025-05-05 10:00:00' },
      ],
      redemption_requests: [request('M1')],
    },
    findings: [{ subject_id: 'S1', members: 1, points: '500.00' }],
  },
]);
