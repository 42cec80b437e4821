import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2021-01-05 10:00:00' },
];
const given = (
  birth_date: string | null,
  more: { at?: string; campaign?: object; target?: object } = {},
) => ({
  point_events,
  members: [{ member_id: 'M1', birth_date, guardian_consent: true }],
  campaigns: [
    {
      campaign_id: 'C1',
      started_at: more.at ?? '2025-07-10 00:00:00',
      uses_profiling: true,
      ...more.campaign,
    },
  ],
  campaign_targets: [
    {
      campaign_id: 'C1',
      member_id: 'M1',
      targeted_at: more.at ?? '2025-07-10 09:00:00',
      assigned: 'treated',
      ...more.target,
    },
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A member of fifteen is chosen by profile, though the guardian agreed',
    kind: 'violating',
    given: given('2010-03-01'),
    findings: [
      {
        subject_type: 'campaign',
        subject_id: 'C1',
        severity: 'critical',
        observed: '15',
        members: 1,
        penalty_high: '1000000.0000',
      },
    ],
  },
  { name: 'A grown-up', kind: 'compliant', given: given('1985-05-20') },
  {
    name: 'No campaign by profile',
    kind: 'compliant',
    given: given('2010-03-01', { campaign: { uses_profiling: false } }),
  },
  { name: 'Held out', kind: 'compliant', given: given('2010-03-01', { target: { assigned: 'holdout' } }) },
  { name: 'Eighteen on that day', kind: 'boundary', given: given('2007-07-10') },
  {
    name: 'Eighteen on the next day',
    kind: 'boundary',
    given: given('2007-07-11'),
    findings: [{ observed: '17' }],
  },
  { name: 'Without a birth date one is not judged', kind: 'boundary', given: given(null) },
  {
    name: 'Before the regulation of 2024',
    kind: 'before-law',
    given: given('2010-03-01', { at: '2023-12-31 09:00:00' }),
  },
  {
    name: 'Without members nobody has an age',
    kind: 'not-evaluable',
    given: { point_events, campaigns: given(null).campaigns, campaign_targets: given(null).campaign_targets },
    notEvaluable: ['members'],
  },
  {
    name: 'A child is a member too, and was addressed without a profile',
    kind: 'compliant',
    given: {
      ...given('1985-05-20'),
      members: [
        ...given('1985-05-20').members,
        { member_id: 'M2', birth_date: '2010-03-01', guardian_consent: true },
      ],
      campaigns: [
        ...given('1985-05-20').campaigns,
        { campaign_id: 'C2', started_at: '2025-07-10 00:00:00', uses_profiling: false },
      ],
      campaign_targets: [
        ...given('1985-05-20').campaign_targets,
        ...given('', { target: { campaign_id: 'C2', member_id: 'M2' } }).campaign_targets,
      ],
    },
  },
]);
