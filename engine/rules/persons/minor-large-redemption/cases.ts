import { defineCases } from '../../cases.ts';

const given = (
  points: string,
  member: { birth_date?: string | null; guardian_consent?: boolean | null } = {},
  redeemedAt = '2025-10-05 10:00:00',
) => ({
  point_events: [
    {
      event_id: 'E1',
      member_id: 'M1',
      event_type: 'earn',
      points: '90000',
      occurred_at: '2019-01-05 10:00:00',
      item_id: null,
    },
    {
      event_id: 'R1',
      member_id: 'M1',
      event_type: 'redeem',
      points,
      occurred_at: redeemedAt,
      item_id: 'I1',
    },
  ],
  members: [{ member_id: 'M1', birth_date: '2010-03-01', guardian_consent: false, ...member }],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A member of fifteen redeems 25,000 points',
    kind: 'violating',
    given: given('25000'),
    findings: [
      {
        subject_type: 'member',
        subject_id: 'M1',
        event_id: 'R1',
        nature: 'indicator',
        severity: 'medium',
        points: '25000.00',
      },
    ],
  },
  {
    name: 'Whether the guardian agreed is not recorded: a lesser hint',
    kind: 'boundary',
    given: given('25000', { guardian_consent: null }),
    findings: [{ event_id: 'R1', severity: 'low' }],
  },
  { name: 'The guardian agreed', kind: 'compliant', given: given('25000', { guardian_consent: true }) },
  { name: 'A grown-up', kind: 'compliant', given: given('25000', { birth_date: '1985-05-20' }) },
  { name: 'No birth date', kind: 'compliant', given: given('25000', { birth_date: null }) },
  { name: 'Just under what is large', kind: 'boundary', given: given('9999.99') },
  { name: 'Just large', kind: 'boundary', given: given('10000'), findings: [{ event_id: 'R1' }] },
  {
    name: 'On the eighteenth birthday',
    kind: 'boundary',
    given: given('25000', { birth_date: '2007-10-05' }),
  },
  {
    name: 'Before the Civil Code',
    kind: 'before-law',
    given: given('25000', {}, '2020-12-31 10:00:00'),
  },
  {
    name: 'Without members nobody has an age',
    kind: 'not-evaluable',
    given: { point_events: given('25000').point_events },
    notEvaluable: ['members'],
  },
  {
    name: 'A grown-up redeems; the child earns',
    kind: 'compliant',
    given: {
      ...given('25000', { birth_date: '1985-05-20' }),
      point_events: [
        ...given('25000').point_events,
        {
          ...given('25000').point_events[0]!,
          event_id: 'E2',
          member_id: 'M2',
          points: '25000',
          occurred_at: '2025-09-05 10:00:00',
        },
      ],
      members: [
        { member_id: 'M1', birth_date: '1985-05-20', guardian_consent: false },
        { member_id: 'M2', birth_date: '2010-03-01', guardian_consent: false },
      ],
    },
  },
]);
