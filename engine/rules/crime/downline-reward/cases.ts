import { defineCases } from '../../cases.ts';

const given = (level: number | null, day = '2024-03-05') => ({
  point_events: [
    {
      event_id: 'E1',
      member_id: 'A',
      event_type: 'earn',
      points: '100',
      occurred_at: `${day} 10:00:00`,
      reason: 'referral',
    },
  ],
  referral_rewards: [{ event_id: 'E1', source_member_id: 'C', level, basis: 'sales' }],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A reward reaches the second level',
    kind: 'violating',
    given: given(2),
    findings: [
      { subject_type: 'member', subject_id: 'A', event_id: 'E1', severity: 'medium', points: '100.00' },
    ],
  },
  { name: 'And the third', kind: 'boundary', given: given(3), findings: [{ severity: 'high' }] },
  { name: 'Who brought the person is thanked', kind: 'compliant', given: given(1) },
  { name: 'The level is not recorded', kind: 'boundary', given: given(null) },
  { name: 'Before the regulation of 2005', kind: 'before-law', given: given(2, '2005-10-31') },
  {
    name: 'Without rewards there is nothing to judge by',
    kind: 'not-evaluable',
    given: { point_events: given(2).point_events },
    notEvaluable: ['referral_rewards'],
  },
  {
    name: 'The reward is one event, what its member earned besides another',
    kind: 'violating',
    given: {
      ...given(2),
      point_events: [
        ...given(2).point_events,
        { ...given(2).point_events[0]!, event_id: 'E2', reason: 'purchase' },
      ],
    },
    findings: [{ subject_id: 'A', event_id: 'E1' }],
  },
  {
    name: 'A reward of the second level was taken back',
    kind: 'compliant',
    given: {
      ...given(2),
      point_events: [{ ...given(2).point_events[0]!, event_type: 'adjust', points: '-100' }],
    },
  },
]);
