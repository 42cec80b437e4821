import type { Model } from './model.ts';

/** Where members live and belong to, over time; built before sharding. */
export const GREEN_BASES: readonly Model[] = [{ name: 'meta.member_places', level: 'posting' }];

/** Green acts, what they are booked with month by month, the sums of that, and what became of their points. */
export const GREEN_SUMS: readonly Model[] = [
  { name: 'green.earns', level: 'account' },
  { name: 'green.acts', level: 'account' },
  { name: 'green.bookings', level: 'account', isView: true },
  {
    name: 'green.contributions',
    level: 'account',
    sums: ['count', 'points', 'units', 'kg_co2e', 'low', 'high'],
    byAccounts: true,
  },
  { name: 'green.point_flows', level: 'account', sums: ['points', 'moves'] },
];

/** Whether green earners keep buying green, and how green the rewards on offer are. */
export const GREEN_MODELS: readonly Model[] = [
  { name: 'green.retention', level: 'programme' },
  { name: 'green.catalogue_months', level: 'programme' },
];
