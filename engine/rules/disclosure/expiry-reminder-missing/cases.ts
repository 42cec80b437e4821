import { defineCases } from '../../cases.ts';

const programme = { wallets: { base: { validity: [{ from: '2000-01-01', months: 12 }] } } };
/** Ends at the midnight that starts 6 March 2025. */
const earned = (member_id: string, occurred_at = '2024-03-05 10:00:00') => ({
  event_id: `E-${member_id}`,
  member_id,
  event_type: 'earn',
  points: '100',
  occurred_at,
});
const terms = [
  { terms_id: 'T1', published_at: '2010-01-01', effective_from: '2010-02-01', reminder_days: 30 },
];
const reminder = (member_id: string | null, sent_at: string, more: object = {}) => ({
  notice_id: `N-${member_id ?? 'all'}`,
  kind: 'expiry_reminder',
  sent_at,
  delivery_status: 'delivered',
  member_id,
  wallet: 'base',
  ...more,
});
const unrelated = reminder(null, '2024-01-01', { kind: 'activity' });

export const cases = defineCases('2026-06-30', [
  {
    name: 'Of two members one was reminded',
    kind: 'violating',
    programme,
    given: {
      point_events: [earned('M1'), earned('M2')],
      terms,
      notices: [reminder('M1', '2025-02-03 10:00:00', { expires_on: '2025-03-05' })],
    },
    findings: [
      { subject_type: 'terms', subject_id: 'T1/base', expected: '30', members: 1, points: '100.00' },
    ],
  },
  {
    name: 'A reminder that failed, and one of other points, remind nobody',
    kind: 'violating',
    programme,
    given: {
      point_events: [earned('M1'), earned('M2')],
      terms,
      notices: [
        reminder('M1', '2025-02-03 10:00:00', { delivery_status: 'failed' }),
        reminder('M2', '2025-02-03 10:00:00', { expires_on: '2025-02-20' }),
      ],
    },
    findings: [{ members: 2, points: '200.00', evidence_rows: 2 }],
  },
  {
    name: 'Reminders of another wallet or day, too early, too late, or of another kind, remind nobody',
    kind: 'violating',
    programme,
    given: {
      point_events: [earned('M1')],
      terms,
      notices: [
        reminder(null, '2025-02-03', { notice_id: 'N1', wallet: 'other' }),
        reminder(null, '2024-12-01', { notice_id: 'N2' }),
        reminder(null, '2025-03-07', { notice_id: 'N3' }),
        reminder(null, '2025-02-03', { notice_id: 'N4', expires_on: '2025-02-20' }),
        reminder(null, '2025-02-03', { notice_id: 'N5', kind: 'activity' }),
        reminder('M1', '2025-02-03', { notice_id: 'N6', wallet: 'other' }),
        reminder('M1', '2025-03-07', { notice_id: 'N7' }),
      ],
    },
    findings: [{ members: 1, points: '100.00' }],
  },
  {
    name: 'Terms of another wallet, of before or of after promise no reminder of these points',
    kind: 'boundary',
    programme,
    given: {
      point_events: [earned('M1')],
      terms: [
        { ...terms[0]!, effective_to: '2024-06-01' },
        {
          terms_id: 'T2',
          published_at: '2024-05-01',
          effective_from: '2024-06-01',
          effective_to: '2025-06-01',
        },
        { terms_id: 'T3', published_at: '2025-05-01', effective_from: '2025-06-01', reminder_days: 30 },
        { ...terms[0]!, terms_id: 'T4', wallet: 'other' },
      ],
      notices: [unrelated],
    },
  },
  {
    name: 'Points that were spent in time need no reminder',
    kind: 'compliant',
    programme,
    given: {
      point_events: [
        earned('M1'),
        { ...earned('M1', '2024-06-01 10:00:00'), event_id: 'R1', event_type: 'redeem' },
      ],
      terms,
      notices: [unrelated],
    },
  },
  {
    name: 'A reminder to everyone is one to each',
    kind: 'compliant',
    programme,
    given: { point_events: [earned('M1')], terms, notices: [reminder(null, '2025-02-03 10:00:00')] },
  },
  {
    name: 'Who promised no reminder owes none',
    kind: 'compliant',
    programme,
    given: {
      point_events: [earned('M1')],
      terms: terms.map((row) => ({ ...row, reminder_days: null })),
      notices: [unrelated],
    },
  },
  {
    name: 'A reminder 61 days before is early enough to count',
    kind: 'boundary',
    programme,
    given: { point_events: [earned('M1')], terms, notices: [reminder('M1', '2025-01-04 00:00:00')] },
  },
  {
    name: 'One a day earlier is forgotten by then',
    kind: 'boundary',
    programme,
    given: { point_events: [earned('M1')], terms, notices: [reminder('M1', '2025-01-03 23:00:00')] },
    findings: [{ members: 1 }],
  },
  {
    name: 'Points that expired in 2013 did so before the law',
    kind: 'before-law',
    asOf: '2013-12-31',
    programme,
    given: {
      point_events: [earned('M1', '2012-03-05 10:00:00')],
      terms,
      notices: [{ ...unrelated, sent_at: '2012-05-05' }],
    },
  },
  {
    name: 'Without notices nobody knows who was reminded',
    kind: 'not-evaluable',
    programme,
    given: { point_events: [earned('M1')], terms },
    notEvaluable: ['notices'],
  },
  {
    name: 'A member is reminded of what expires in March, and not of what expires in June',
    kind: 'violating',
    programme,
    given: {
      point_events: [earned('M1'), { ...earned('M1', '2024-06-05 10:00:00'), event_id: 'E2', points: '70' }],
      terms,
      notices: [reminder('M1', '2025-02-03 10:00:00', { expires_on: '2025-03-05' })],
    },
    findings: [{ subject_id: 'T1/base', members: 1, points: '70.00', evidence_rows: 1 }],
  },
]);
