import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2021-01-05 10:00:00' },
];
const share = {
  member_id: 'M1',
  recipient: '溪谷有机农场',
  purpose: 'sharing',
  shared_at: '2025-09-05 10:00:00',
};
const other = {
  member_id: 'M9',
  purpose: 'sharing',
  policy_version: 'v1',
  granted_at: '2021-01-01 09:00:00',
};
const agreed = { ...other, member_id: 'M1' };
const given = (data_shares: readonly object[], consents: readonly object[] = [other]) => ({
  point_events,
  data_shares: data_shares as never,
  consents: consents as never,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two partners get the data of a member who agreed to marketing only',
    kind: 'violating',
    given: given([share, { ...share, recipient: '红米家电' }], [{ ...agreed, purpose: 'marketing' }]),
    findings: [{ subject_type: 'member', subject_id: 'M1', members: 1, evidence_rows: 2 }],
  },
  { name: 'The member agreed to sharing', kind: 'compliant', given: given([share], [agreed]) },
  {
    name: 'The member agreed to that very purpose',
    kind: 'compliant',
    given: given([{ ...share, purpose: 'credit' }], [{ ...agreed, purpose: 'credit' }]),
  },
  {
    name: 'Consent to another purpose than the one shared for',
    kind: 'boundary',
    given: given([share], [{ ...agreed, purpose: 'credit' }]),
    findings: [{ subject_id: 'M1' }],
  },
  {
    name: 'Consent at the moment of sharing',
    kind: 'boundary',
    given: given([share], [{ ...agreed, granted_at: '2025-09-05 10:00:00' }]),
  },
  {
    name: 'When it was shared is not recorded: the consent there is covers it',
    kind: 'boundary',
    given: given([{ ...share, shared_at: null }], [agreed]),
  },
  {
    name: 'The day before the law',
    kind: 'before-law',
    given: given([{ ...share, shared_at: '2021-10-31 10:00:00' }]),
  },
  {
    name: 'Without consents nobody can tell',
    kind: 'not-evaluable',
    given: { point_events, data_shares: [share] },
    notEvaluable: ['consents'],
  },
  {
    name: 'Others agreed to that very purpose; the member did before and does again, not in between',
    kind: 'violating',
    given: given(
      [{ ...share, purpose: 'credit' }, share],
      [
        { ...other, purpose: 'credit' },
        other,
        ...['credit', 'sharing'].flatMap((purpose) => [
          { ...agreed, purpose, withdrawn_at: '2024-01-01 09:00:00' },
          { ...agreed, purpose, granted_at: '2026-01-01 09:00:00' },
        ]),
      ],
    ),
    findings: [{ subject_id: 'M1', evidence_rows: 2 }],
  },
]);
