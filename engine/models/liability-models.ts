import type { Model } from './model.ts';

/** Sums of lots, uses and sales from which everything of the liability is computed. */
export const LIABILITY_SUMS: readonly Model[] = [
  { name: 'posting.sale_allocations', level: 'account' },
  { name: 'posting.late_entries', level: 'account' },
  { name: 'posting.entry_numbers', level: 'account' },
  { name: 'posting.related_entries', level: 'account' },
  { name: 'posting.restored_points', level: 'account' },
  { name: 'posting.origin_values', level: 'account' },
  { name: 'liability.origins', level: 'account' },
  { name: 'posting.cells', level: 'account' },
  { name: 'posting.lot_cells', level: 'account' },
  { name: 'posting.lot_moves', level: 'account' },
  { name: 'posting.reversals', level: 'account' },
  { name: 'posting.reversed_sales', level: 'account' },
  { name: 'posting.debt_moves', level: 'account' },
  { name: 'posting.pending_moves', level: 'account' },
  {
    name: 'liability.movements',
    level: 'account',
    sums: [
      ...[
        'opened',
        'given_back',
        'issued',
        'restored',
        'redeemed',
        'expired',
        'reversed',
        'transferred_in',
        'transferred_out',
      ],
      ...['exchanged_in', 'exchanged_out', 'adjusted_up', 'adjusted_down', 'forfeited', 'debt_repaid'],
      ...['redeeming_repayments', 'redemptions_undone', 'pending', 'debt_incurred', 'debt_settled'],
      ...['debt_cancelled', 'lots', 'issued_squared', 'gross', 'net', 'allocated', 'gross_reversed'],
      ...['net_reversed', 'allocated_reversed'],
    ],
  },
  { name: 'liability.sale_values', level: 'account' },
  { name: 'liability.sale_reversals', level: 'account' },
  { name: 'liability.redemption_flows', level: 'account', sums: ['points'] },
  { name: 'liability.cash_parts', level: 'account', sums: ['gross', 'net'] },
  { name: 'liability.expiring_points', level: 'account', sums: ['points'] },
  { name: 'liability.member_groups', level: 'account', sums: ['points'] },
  { name: 'liability.silences', level: 'account', sums: ['accounts'] },
];

/** Dated values that the liability needs while accounts are replayed. */
export const LIABILITY_POLICIES: readonly Model[] = [
  { name: 'meta.point_values', level: 'posting' },
  { name: 'meta.settlement_spans', level: 'posting' },
  { name: 'meta.issue_prices', level: 'posting' },
];

/** What the estimates are made from: built before them. */
export const LIABILITY_BASE: readonly Model[] = [
  { name: 'liability.month_values', level: 'programme' },
  { name: 'liability.cell_moves', level: 'programme' },
];

/** What the estimates lead to. */
export const LIABILITY_MODELS: readonly Model[] = [
  { name: 'liability.cells', level: 'programme' },
  { name: 'liability.cell_months', level: 'programme' },
  {
    name: 'liability.rollforward_between',
    level: 'programme',
    isView: true,
    takes: ['first_no', 'last_no'],
  },
  { name: 'liability.rollforward', level: 'programme', isView: true },
  { name: 'liability.rollforward_slices', level: 'programme' },
  { name: 'liability.month_totals', level: 'programme' },
  { name: 'liability.triangle', level: 'programme' },
  { name: 'liability.pools', level: 'programme' },
  { name: 'liability.aging', level: 'programme' },
  { name: 'posting.expiry_maturity', level: 'programme' },
  { name: 'liability.maturity', level: 'programme' },
  { name: 'liability.settlement_prices', level: 'programme' },
  { name: 'liability.settlement', level: 'programme' },
  { name: 'liability.payables', level: 'programme' },
  { name: 'liability.tie_out', level: 'programme' },
  { name: 'liability.not_evaluable', level: 'programme' },
];

/** What the cells of the roll-forward are made of, down to lots and events. */
export const LIABILITY_VIEWS: readonly Model[] = [
  { name: 'posting.origin_cells', level: 'account' },
  { name: 'liability.standing_lots', level: 'account' },
  { name: 'liability.moves', level: 'account', byAccounts: true },
  { name: 'liability.debt_moves', level: 'account', byAccounts: true },
  { name: 'liability.lot_events', level: 'account', isView: true },
  { name: 'liability.debt_events', level: 'account', isView: true },
  { name: 'liability.cell_events', level: 'account', isView: true },
];
