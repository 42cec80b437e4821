/** The movements between opening and closing, with their sign. */
export const SIGNS = {
  issued: 1,
  restored: 1,
  redeemed: -1,
  expired: -1,
  reversed: -1,
  transferred_net: 1,
  exchanged_net: 1,
  adjusted: 1,
  forfeited: -1,
  debt_repaid: -1,
  change_in_estimate: 1,
  prior_period: 1,
} as const;

const MOVEMENTS = [
  'issued',
  'restored',
  'redeemed',
  'expired',
  'reversed',
  'transferred_net',
  'exchanged_net',
  'adjusted',
  'forfeited',
  'debt_repaid',
] as const;

export const POINT_COLUMNS: readonly string[] = ['opening', ...MOVEMENTS, 'closing'];
export const MONEY_COLUMNS: readonly string[] = [
  'opening',
  ...MOVEMENTS,
  'change_in_estimate',
  'prior_period',
  'closing',
];
/** Stands beside the roll-forward: debt is no asset and has no vintage. */
export const DEBT_COLUMNS: readonly string[] = [
  'debt_opening',
  'debt_incurred',
  'debt_settled',
  'debt_cancelled',
  'debt_closing',
];
