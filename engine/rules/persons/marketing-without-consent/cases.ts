import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2013-01-05 10:00:00' },
];
const notice = {
  notice_id: 'N1',
  kind: 'activity',
  channel: 'sms',
  sent_at: '2025-09-05 10:00:00',
  delivery_status: 'delivered',
  member_id: 'M1',
};
const other = {
  member_id: 'M9',
  purpose: 'marketing',
  policy_version: 'v1',
  granted_at: '2013-01-01 09:00:00',
};
const agreed = { ...other, member_id: 'M1' };
const given = (notices: readonly object[], consents: readonly object[] = [other]) => ({
  point_events,
  notices: notices as never,
  consents: consents as never,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two messages to a member who never agreed are one finding',
    kind: 'violating',
    given: given([notice, { ...notice, notice_id: 'N2', sent_at: '2025-10-05 10:00:00' }]),
    findings: [
      { subject_type: 'member', subject_id: 'M1', members: 1, evidence_rows: 2, penalty_high: '500000.0000' },
    ],
  },
  {
    name: 'Agreeing to be profiled is not agreeing to messages',
    kind: 'violating',
    given: given([notice], [{ ...agreed, purpose: 'profiling' }]),
    findings: [{ subject_id: 'M1' }],
  },
  { name: 'The member agreed', kind: 'compliant', given: given([notice], [agreed]) },
  {
    name: 'A reminder of expiry is no advertisement, a page on the web no message, and what failed disturbed nobody',
    kind: 'compliant',
    given: given([
      { ...notice, notice_id: 'N1', kind: 'expiry_reminder' },
      { ...notice, notice_id: 'N2', channel: 'web' },
      { ...notice, notice_id: 'N3', delivery_status: 'failed' },
      { ...notice, notice_id: 'N4', member_id: null },
    ]),
  },
  {
    name: 'Withdrawn in the second after the message',
    kind: 'boundary',
    given: given([notice], [{ ...agreed, withdrawn_at: '2025-09-05 10:00:01' }]),
  },
  {
    name: 'Withdrawn just before it',
    kind: 'boundary',
    given: given([notice], [{ ...agreed, withdrawn_at: '2025-09-05 10:00:00' }]),
    findings: [{ subject_id: 'M1' }],
  },
  {
    name: 'Before the consumer law of 2013 was in force',
    kind: 'before-law',
    given: given([{ ...notice, sent_at: '2014-03-14 10:00:00' }]),
  },
  {
    name: 'Without consents nobody can tell',
    kind: 'not-evaluable',
    given: { point_events, notices: [notice] },
    notEvaluable: ['consents'],
  },
  {
    name: 'Agreed the day after',
    kind: 'boundary',
    given: given([notice], [{ ...agreed, granted_at: '2025-09-06 10:00:00' }]),
    findings: [{ subject_id: 'M1' }],
  },
]);
