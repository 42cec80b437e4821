import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2021-01-05 10:00:00' },
];
const given = (more = {}) => ({
  point_events,
  campaigns: [
    {
      campaign_id: 'C1',
      name: '夏日邀请',
      started_at: '2025-07-01 00:00:00',
      uses_profiling: true,
      offers_opt_out: false,
      ...more,
    },
  ],
});
const target = { campaign_id: 'C1', targeted_at: '2025-07-01 09:00:00' };

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two members are addressed by profile and cannot refuse; a third was held out',
    kind: 'violating',
    given: {
      ...given(),
      campaign_targets: [
        { ...target, member_id: 'M1', assigned: 'treated' },
        { ...target, member_id: 'M2', assigned: 'treated' },
        { ...target, member_id: 'M3', assigned: 'holdout' },
      ],
    },
    findings: [{ subject_type: 'campaign', subject_id: 'C1', nature: 'violation', members: 2 }],
  },
  { name: 'One may refuse', kind: 'compliant', given: given({ offers_opt_out: true }) },
  { name: 'Nobody is chosen by profile', kind: 'compliant', given: given({ uses_profiling: false }) },
  {
    name: 'Whether one may refuse is not recorded',
    kind: 'boundary',
    given: given({ offers_opt_out: null }),
  },
  {
    name: 'The first day of the law',
    kind: 'boundary',
    given: given({ started_at: '2021-11-01 00:00:00' }),
    findings: [{ subject_id: 'C1', members: 0 }],
  },
  {
    name: 'The day before the law',
    kind: 'before-law',
    given: given({ started_at: '2021-10-31 23:59:59' }),
  },
  {
    name: 'Without campaigns there is nothing to judge by',
    kind: 'not-evaluable',
    given: { point_events },
    notEvaluable: ['campaigns'],
  },
  {
    name: 'Those whom another campaign addressed are not counted here',
    kind: 'violating',
    given: {
      point_events,
      campaigns: [...given().campaigns, ...given({ campaign_id: 'C2', offers_opt_out: true }).campaigns],
      campaign_targets: [
        { ...target, member_id: 'M1', assigned: 'treated' },
        { ...target, campaign_id: 'C2', member_id: 'M2', assigned: 'treated' },
      ],
    },
    findings: [{ subject_id: 'C1', members: 1 }],
  },
]);
