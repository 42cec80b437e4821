import type { Model } from './model.ts';

/** What rules say of terms and texts rests on these; built before sharding. */
export const RULE_BASES: readonly Model[] = [
  { name: 'meta.terms_periods', level: 'posting' },
  { name: 'meta.published_texts', level: 'posting' },
];

/**
 * Transfers, whose rings and collectors rules look for, and sums over entries that rules need which compare strangers, and
 * so may not read the entries themselves.
 */
export const RULE_SUMS: readonly Model[] = [
  { name: 'ledger.transfers', level: 'account' },
  { name: 'balances.green_earn_days', level: 'account' },
  { name: 'ledger.misawards', level: 'account' },
  { name: 'balances.terms_reach', level: 'account', sums: ['members', 'points'] },
  { name: 'balances.earnings', level: 'account', sums: ['points', 'events'] },
  {
    name: 'redemption.prices_paid',
    level: 'account',
    sums: ['redemptions', 'members', 'points', 'pieces', 'quality_returns'],
  },
];
