import type { Model } from './model.ts';

/** What every member did and holds, as marketing asks for it: one row per member, from his own shard. */
export const MEMBER_FACTS: readonly Model[] = [
  { name: 'members.expiring', level: 'account' },
  { name: 'members.facts', level: 'account' },
  { name: 'members.histories', level: 'account' },
  { name: 'members.earnings', level: 'account', byAccounts: true },
  { name: 'members.spells', level: 'account', byAccounts: true },
  { name: 'members.moves', level: 'account', sums: ['members'] },
  { name: 'members.reach_moves', level: 'account', sums: ['members'] },
];

/** What follows from the facts and the estimates: profiles, reach of rewards, whom to contact, competing metrics. */
export const MEMBER_MODELS: readonly Model[] = [
  { name: 'members.expectations', level: 'programme' },
  { name: 'members.profile', level: 'programme' },
  { name: 'members.cells', level: 'programme' },
  { name: 'members.rewards', level: 'programme' },
  { name: 'members.reward_cells', level: 'programme' },
  { name: 'members.reach_months', level: 'programme' },
  { name: 'members.contacts', level: 'programme' },
  { name: 'members.contact_counts', level: 'programme' },
  { name: 'members.months', level: 'programme' },
  { name: 'members.flow_metrics', level: 'programme', isView: true, takes: ['first_month', 'last_month'] },
  { name: 'members.metrics', level: 'programme' },
];
