import type { Model } from './model.ts';

/** Green acts, what they are booked with month by month, and the sums of that. */
export const GREEN_SUMS: readonly Model[] = [
  { name: 'green.acts', level: 'account' },
  { name: 'green.bookings', level: 'account', isView: true },
  {
    name: 'green.contributions',
    level: 'account',
    sums: ['count', 'points', 'units', 'kg_co2e', 'low', 'high'],
  },
];
