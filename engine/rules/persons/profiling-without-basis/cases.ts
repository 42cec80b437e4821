import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2021-01-05 10:00:00' },
];
const campaign = {
  campaign_id: 'C1',
  started_at: '2025-07-01 00:00:00',
  uses_profiling: true,
  legal_basis: 'consent',
};
const target = (member_id: string, more = {}) => ({
  campaign_id: 'C1',
  member_id,
  targeted_at: '2025-07-01 09:00:00',
  assigned: 'treated',
  ...more,
});
const consent = (member_id: string, more = {}) => ({
  member_id,
  purpose: 'profiling',
  policy_version: 'v1',
  granted_at: '2025-01-01 09:00:00',
  withdrawn_at: null,
  ...more,
});
const given = (targets: readonly object[], consents: readonly object[], more = {}) => ({
  point_events,
  campaigns: [{ ...campaign, ...more }],
  campaign_targets: targets as never,
  consents: consents as never,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Consent is named as the basis, but of three members one gave it and one took it back',
    kind: 'violating',
    given: given(
      [target('M1'), target('M2'), target('M3')],
      [consent('M1'), consent('M2', { withdrawn_at: '2025-06-30 09:00:00' })],
    ),
    findings: [
      { subject_type: 'campaign', subject_id: 'C1', nature: 'violation', severity: 'high', members: 2 },
    ],
  },
  {
    name: 'Where the basis is blank it may be a gap of the records',
    kind: 'violating',
    given: given([target('M1')], [consent('M9')], { legal_basis: null }),
    findings: [{ subject_id: 'C1', nature: 'indicator', members: 1 }],
  },
  { name: 'All consented', kind: 'compliant', given: given([target('M1')], [consent('M1')]) },
  {
    name: 'Another basis is on record',
    kind: 'compliant',
    given: given([target('M1')], [consent('M9')], { legal_basis: 'contract' }),
  },
  {
    name: 'Those held out were not addressed, and chance is no profile',
    kind: 'compliant',
    given: given([target('M1', { assigned: 'holdout' })], [consent('M9')]),
  },
  {
    name: 'A campaign of which it is unknown whether it profiles',
    kind: 'compliant',
    given: given([target('M1')], [consent('M9')], { uses_profiling: null }),
  },
  {
    name: 'Consent given at the very moment',
    kind: 'boundary',
    given: given([target('M1')], [consent('M1', { granted_at: '2025-07-01 09:00:00' })]),
  },
  {
    name: 'Consent given a second later',
    kind: 'boundary',
    given: given([target('M1')], [consent('M1', { granted_at: '2025-07-01 09:00:01' })]),
    findings: [{ subject_id: 'C1' }],
  },
  {
    name: 'The day before the law',
    kind: 'before-law',
    given: given([target('M1', { targeted_at: '2021-10-31 09:00:00' })], [consent('M9')], {
      started_at: '2021-10-31 00:00:00',
    }),
  },
  {
    name: 'Without consents nobody can tell',
    kind: 'not-evaluable',
    given: { point_events, campaigns: [campaign], campaign_targets: [target('M1')] },
    notEvaluable: ['consents'],
  },
  {
    name: 'Consent to messages is none to profiling; those of a campaign without profiles were not profiled',
    kind: 'violating',
    given: {
      ...given(
        [target('M1'), target('M2', { campaign_id: 'C2' })],
        [consent('M1', { purpose: 'marketing' })],
      ),
      campaigns: [campaign, { ...campaign, campaign_id: 'C2', uses_profiling: false }],
    },
    findings: [{ subject_id: 'C1', members: 1 }],
  },
]);
