import type { Model } from './model.ts';

/** Sums over entries that rules need which compare strangers, and so may not read the entries themselves. */
export const RULE_SUMS: readonly Model[] = [
  { name: 'balances.earnings', level: 'account', sums: ['points', 'events'] },
  {
    name: 'redemption.prices_paid',
    level: 'account',
    sums: ['redemptions', 'members', 'points', 'pieces', 'quality_returns'],
  },
];
