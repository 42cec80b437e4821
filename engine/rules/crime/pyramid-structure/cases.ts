import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'A', event_type: 'earn', points: '100', occurred_at: '2003-01-05 10:00:00' },
];
/** A top who brings `branches` members, the first of whom brings `leaves`. */
function tree(branches: number, leaves: number, day = '2024-03-05') {
  const link = (referrer_member_id: string, referred_member_id: string) => ({
    referrer_member_id,
    referred_member_id,
    referred_at: `${day} 10:00:00`,
  });
  return [
    ...Array.from({ length: branches }, (_, index) => link('A', `B${index}`)),
    ...Array.from({ length: leaves }, (_, index) => link('B0', `C${index}`)),
  ];
}
const reward = (basis: string, level = 1) => [{ event_id: 'E1', source_member_id: 'C0', level, basis }];
const given = (referrals: ReturnType<typeof tree>, referral_rewards = reward('headcount')) => ({
  point_events,
  referrals,
  referral_rewards,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Thirty members on three levels, rewarded by heads',
    kind: 'violating',
    given: given(tree(20, 9)),
    findings: [
      {
        subject_type: 'member',
        subject_id: 'A',
        nature: 'indicator',
        severity: 'critical',
        observed: '30 / 3',
        members: 30,
        evidence_rows: 30,
        penalty_high: '2000000.0000',
      },
    ],
  },
  {
    name: 'Members name who brought them, and a reward reaches the second level',
    kind: 'violating',
    given: {
      point_events,
      members: tree(20, 20).map((link) => ({
        member_id: link.referred_member_id,
        referrer_member_id: link.referrer_member_id,
        joined_at: link.referred_at,
      })),
      referral_rewards: reward('sales', 2),
    },
    findings: [{ subject_id: 'A', observed: '41 / 3' }],
  },
  {
    name: 'Large and deep, but who brings one is rewarded for a sale and nothing beyond',
    kind: 'compliant',
    given: given(tree(20, 20), reward('sales')),
  },
  {
    name: 'A circle of friends who bring each other',
    kind: 'compliant',
    given: given([
      ...tree(3, 1),
      { referrer_member_id: 'C0', referred_member_id: 'A', referred_at: '2024-03-06 10:00:00' },
    ]),
  },
  { name: 'Twenty-nine members', kind: 'boundary', given: given(tree(20, 8)) },
  {
    name: 'Many members on two levels',
    kind: 'boundary',
    given: given(tree(40, 0), [{ ...reward('headcount')[0]!, source_member_id: 'B0' }]),
  },
  { name: 'Before the regulation of 2005', kind: 'before-law', given: given(tree(20, 9, '2005-10-31')) },
  {
    name: 'It grew to its size on the first day of the regulation',
    kind: 'boundary',
    given: given([
      ...tree(19, 9, '2005-10-31'),
      { ...tree(1, 0, '2005-11-01')[0]!, referred_member_id: 'D' },
    ]),
    findings: [{ subject_id: 'A', evidence_rows: 30 }],
  },
  {
    name: 'Without rewards nobody knows what was paid for',
    kind: 'not-evaluable',
    given: { point_events, referrals: tree(20, 9) },
    notEvaluable: ['referral_rewards'],
  },
  {
    name: 'What is rewarded by heads is somebody who stands in no tree',
    kind: 'compliant',
    given: given(tree(20, 9), [{ ...reward('headcount')[0]!, source_member_id: 'Z' }]),
  },
]);
