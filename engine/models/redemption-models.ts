import type { Model } from './model.ts';

/** What the catalogue offered, to which tiers, and which promotions there were; built before sharding. */
export const OFFER_BASES: readonly Model[] = [
  { name: 'posting.tiers_in_force', level: 'posting' },
  { name: 'posting.item_facts', level: 'posting' },
  { name: 'posting.item_offers', level: 'posting' },
  { name: 'posting.price_rungs', level: 'posting' },
  { name: 'posting.promotion_windows', level: 'posting' },
  { name: 'posting.lock_in_share', level: 'posting' },
];

/** Who could have what, who took it, and what followed; sums add up over shards. */
export const REDEMPTION_SUMS: readonly Model[] = [
  { name: 'posting.standing_acts', level: 'account' },
  { name: 'redemption.segments', level: 'account' },
  { name: 'posting.spendable_spans', level: 'account' },
  { name: 'posting.standings', level: 'account' },
  { name: 'posting.outside_offers', level: 'account' },
  { name: 'redemption.affordances', level: 'account' },
  { name: 'redemption.choices', level: 'account' },
  { name: 'redemption.preference_counts', level: 'account', sums: ['members', 'redemptions', 'points'] },
  { name: 'redemption.choice_counts', level: 'account', sums: ['choices', 'chosen'] },
  { name: 'redemption.segment_sizes', level: 'account', sums: ['members', 'members_redeeming'] },
  { name: 'redemption.delays', level: 'account', sums: ['members'] },
  { name: 'redemption.months', level: 'account', sums: ['members', 'redemptions', 'pieces', 'points'] },
  {
    name: 'redemption.purchases',
    level: 'account',
    sums: ['members', 'purchases', 'pieces', 'amount', 'purchases_with_amount'],
  },
  { name: 'redemption.buyers', level: 'account' },
  {
    name: 'redemption.purchase_months',
    level: 'account',
    sums: ['purchases', 'pieces', 'amount', 'purchases_with_amount'],
  },
  { name: 'redemption.purchase_frequency', level: 'account', sums: ['members', 'amount'] },
  { name: 'redemption.lock_in_counts', level: 'account', sums: ['members', 'purchases', 'days'] },
];

/** Which merchants members come to, and where they take their points. */
export const COALITION_SUMS: readonly Model[] = [
  {
    name: 'catalogue.merchant_months',
    level: 'account',
    sums: [
      'members_earning',
      'points_issued',
      'purchases',
      'amount',
      'members_redeeming',
      'redemptions',
      'points_redeemed',
    ],
  },
  { name: 'catalogue.crossings', level: 'account', sums: ['members_redeeming', 'members_buying'] },
];

/** What promotions gave away, and what members spent around them. */
export const PROMOTION_SUMS: readonly Model[] = [
  { name: 'posting.promotion_arms', level: 'account' },
  {
    name: 'promotions.arms',
    level: 'account',
    sums: [
      'members',
      'members_buying',
      ...['y', 'yy', 'c', 'cc', 'yc', 'a', 'aa', 'ac', 'b', 'yb_squared', 'ab_squared', 'p', 'bp_squared'],
    ],
  },
  {
    name: 'promotions.phases',
    level: 'account',
    sums: [
      'members_buying',
      'purchases',
      'amount',
      'margin',
      'amount_with_margin',
      'item_redemptions',
      'item_points',
    ],
  },
  { name: 'promotions.awards', level: 'account', sums: ['events', 'members', 'points', 'points_added'] },
];

/** Rewards with their prices over time, what lock-in is compared by, and promotions with their totals, as pages read them. */
export const CATALOGUE_MODELS: readonly Model[] = [
  { name: 'redemption.lock_in_strata', level: 'programme' },
  { name: 'catalogue.items', level: 'programme' },
  { name: 'promotions.totals', level: 'programme' },
];
