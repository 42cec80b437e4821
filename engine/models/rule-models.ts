import type { Model } from './model.ts';

/**
 * Transfers, whose rings and collectors rules look for, and sums over entries that rules need which compare strangers, and
 * so may not read the entries themselves.
 */
export const RULE_SUMS: readonly Model[] = [
  { name: 'ledger.transfers', level: 'account' },
  { name: 'balances.green_earn_days', level: 'account' },
  { name: 'balances.earnings', level: 'account', sums: ['points', 'events'] },
  {
    name: 'redemption.prices_paid',
    level: 'account',
    sums: ['redemptions', 'members', 'points', 'pieces', 'quality_returns'],
  },
];
