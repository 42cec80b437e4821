import type { Owed } from '../general-ledger.ts';

/** The accounts of the general ledger that the liability has a counterpart for. */
export const GL_ACCOUNTS = [
  { code: '2205', owed: 'contractLiability' },
  { code: '2801', owed: 'provision' },
] as const;

interface Slip {
  readonly as_of: string;
  readonly code: string;
  /** Yuan by which the ledger is too high; negative: too low. */
  error(owed: ReadonlyMap<string, Owed>): number;
}

/**
 * Where the general ledger is wrong on purpose. Each slip is found by following the difference on the tie-out page to
 * what it is made of; everything else agrees.
 */
export const LEDGER_SLIPS: readonly Slip[] = [
  // The pet shops' points were new in the books of 2022 and their deferred revenue was left with revenue.
  { as_of: '2022-12-31', code: '2205', error: (owed) => -(owed.get('pet')?.contractLiability ?? 0) },
  // Somebody typed the accrual of the summer of 2024 twice.
  { as_of: '2024-12-31', code: '2801', error: () => 88 },
  // The refunds of the last month were booked in the month after.
  {
    as_of: '2026-06-30',
    code: '2205',
    error: (owed) => [...owed.values()].reduce((sum, { refunded }) => sum + refunded, 0),
  },
];
