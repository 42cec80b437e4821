import type { Model } from './model.ts';

/** What members did, month by month, and to which cohorts they belong; sums of both add up over shards. */
export const COHORT_SUMS: readonly Model[] = [
  { name: 'posting.undone_points', level: 'account' },
  { name: 'posting.acts', level: 'account' },
  { name: 'cohorts.activity', level: 'account' },
  { name: 'posting.account_firsts', level: 'account' },
  { name: 'posting.member_traits', level: 'account' },
  { name: 'cohorts.members', level: 'account' },
  { name: 'cohorts.steps', level: 'account' },
  { name: 'cohorts.years', level: 'account' },
  { name: 'posting.cohort_slices', level: 'account' },
  { name: 'cohorts.sizes', level: 'account', sums: ['members', 'members_left_truncated'] },
  {
    name: 'cohorts.cells',
    level: 'account',
    sums: ['active', 'earning', 'redeeming', 'points_earned', 'points_redeemed', 'amount'],
  },
];

/** The grids as pages and reports read them. */
export const COHORT_VIEWS: readonly Model[] = [
  { name: 'cohorts.retention_slices', level: 'programme', isView: true },
  { name: 'cohorts.retention', level: 'programme', isView: true },
];
