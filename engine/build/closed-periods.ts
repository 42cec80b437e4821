import type { ClosedPeriod } from './request.ts';
import { literal } from '../sql-text.ts';
import { step, type Build } from './build.ts';

/**
 * Writes `meta.closes` and loads what the latest closed period froze. Periods that are not over before the as-of date's
 * month are left out: such a book looks back, and has no open month to which late events could go.
 */
export async function loadCloses(build: Build, closes: readonly ClosedPeriod[], asOf: string): Promise<void> {
  const { connection } = build;
  const counted = closes
    .filter((close) => close.period < asOf.slice(0, 7))
    .sort((left, right) => (left.period < right.period ? -1 : 1));
  await step(build, 'meta.closes', async () => {
    await connection.run(
      `create or replace table meta.closes (programme_id varchar, period date, book_id varchar, as_of date,
         known_at varchar, preparer varchar, approver varchar)`,
    );
    for (const close of counted) {
      await connection.run(
        `insert into meta.closes select programme_id, date '${close.period}-01', ${literal(close.bookId)},
           date '${close.asOf}', ${close.knownAt === null ? 'null' : literal(close.knownAt)},
           ${literal(close.preparer)}, ${close.approver === null ? 'null' : literal(close.approver)} from meta.programmes`,
      );
    }
    const latest = counted.at(-1);
    const source = (path: string | undefined, empty: string) =>
      path ? `select * from read_parquet(${literal(path)})` : empty;
    // Without a close the frozen tables are there, empty and of the same columns.
    await connection.run(
      `create or replace table posting.frozen_moves as ${source(latest?.movesFile, NO_MOVES)}`,
    );
    await connection.run(
      `create or replace table posting.frozen_pools as ${source(latest?.poolsFile, NO_POOLS)}`,
    );
  });
}

const empty = (columns: Record<string, readonly string[]>) => {
  const cells = Object.entries(columns).flatMap(([type, names]) =>
    names.map((name) => `null::${type} as ${name}`),
  );
  return `select ${cells.join(', ')} limit 0`;
};

const NO_MOVES = empty({
  varchar: ['programme_id', 'wallet', 'kind', 'treatment', 'tier', 'issuer_merchant_id'],
  date: ['vintage', 'month'],
  boolean: ['is_prior'],
  'decimal(18, 2)': [
    ...['opened', 'issued', 'restored', 'given_back', 'redeemed', 'expired', 'reversed', 'transferred_net'],
    ...['exchanged_in', 'exchanged_out', 'adjusted_up', 'adjusted_down', 'forfeited', 'debt_repaid'],
    ...[
      'redeeming_repayments',
      'pending',
      'points_change',
      'debt_incurred',
      'debt_settled',
      'debt_cancelled',
    ],
  ],
  'decimal(18, 4)': ['gross', 'net', 'allocated', 'gross_reversed', 'net_reversed', 'allocated_reversed'],
});

const NO_POOLS = empty({
  varchar: ['programme_id', 'wallet', 'kind', 'treatment'],
  date: ['vintage', 'month'],
  'decimal(18, 2)': ['issued', 'redeemed', 'outstanding', 'expected_total'],
  'decimal(18, 4)': ['allocated', 'recognised', 'contract_liability', 'provision'],
  'decimal(18, 8)': ['unit_in', 'unit_out'],
});
