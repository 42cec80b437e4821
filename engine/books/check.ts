import { oneRow, type DuckDBConnection } from '../database.server.ts';

/** One thing that must hold in every book; the query counts the rows that break it. */
interface Check {
  readonly name: string;
  readonly sql: string;
}

const CHECKS: readonly Check[] = [
  {
    name: 'each lot: opened + restored = its uses + remaining, no term negative',
    sql: `select count(*) as broken from lots.lot_facts
      where points_opened + points_restored <> points_redeemed + points_expired + points_transferred + points_reversed
          + points_forfeited + points_adjusted + points_exchanged + points_debt_repaid + points_remaining
        or least(points_opened, points_redeemed, points_expired, points_transferred, points_reversed, points_forfeited,
          points_adjusted, points_exchanged, points_debt_repaid, points_restored, points_remaining) < 0`,
  },
  {
    name: 'each account: balance = what came in − what went out + what the floor let go',
    sql: `select count(*) as broken from balances.accounts
      where points_balance <> earned + transferred_in + exchanged_in + restored + adjusted - redeemed - expired
        - transferred_out - exchanged_out - reversed - forfeited + points_shortfall`,
  },
  {
    name: 'each account: available + pending = the remaining points of its lots',
    sql: `select count(*) as broken from
      (select account_no, points_available + points_pending as held from balances.accounts) as account
      full join (select account_no, sum(points_remaining) as held from lots.lot_facts group by account_no) as lots
        using (account_no)
      where coalesce(account.held, 0) <> coalesce(lots.held, 0)`,
  },
  {
    name: 'each lot: its uses add up to its terms',
    sql: `select count(*) as broken from
      (select lot_no, points_opened - points_remaining as gone from lots.lot_facts) as lot
      full join (
        select lot_no, sum(case when use_type = 'restore' then -points else points end) as gone
        from lots.use_facts group by lot_no
      ) as uses using (lot_no)
      where coalesce(lot.gone, 0) <> coalesce(uses.gone, 0)`,
  },
  {
    name: 'each account has a balance, and each entry that opens points a lot',
    sql: `select (select count(*) from ledger.accounts anti join balances.accounts using (account_no))
      + (select count(*) from ledger.entries as entry
         anti join lots.lot_facts as lot on lot.opening_entry_no = entry.entry_no
         where entry.event_type in ('earn', 'exchange_in') and entry.points_posted > 0) as broken`,
  },
  {
    name: 'entry numbers are unique',
    sql: `select count(*) - count(distinct entry_no) as broken from ledger.entries`,
  },
  {
    name: 'no use names an entry or lot that is not there',
    sql: `select (select count(*) from lots.use_facts as fact anti join lots.lot_facts as lot using (lot_no))
      + (select count(*) from lots.use_facts as fact anti join ledger.entries as entry using (entry_no)
         where fact.entry_no is not null) as broken`,
  },
];

/** Numbers that must agree wherever they are printed. */
export interface ControlTotals {
  readonly rows_arrived: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly after_as_of: number;
  readonly after_known_at: number;
  readonly entries: number;
  readonly wholly_unposted: number;
  readonly wallets: readonly {
    readonly programme_id: string;
    readonly wallet: string;
    readonly points_opened: string;
    readonly points_restored: string;
    readonly points_used: string;
    readonly points_remaining: string;
  }[];
}

/**
 * Checks a book before it is published.
 *
 * @throws Error (a bug, never the data's fault) that names the first thing that does not hold.
 */
export async function checkBook(connection: DuckDBConnection, totals: ControlTotals): Promise<void> {
  const accounted =
    totals.duplicates + totals.conflicts + totals.after_as_of + totals.entries + totals.wholly_unposted;
  if (totals.rows_arrived !== accounted) {
    throw new Error(
      `The book does not account for every event: ${totals.rows_arrived} arrived, ${accounted} accounted for.`,
    );
  }
  for (const check of CHECKS) {
    const { broken } = await oneRow<{ broken: bigint }>(connection, check.sql);
    if (Number(broken) > 0) throw new Error(`The book fails its check (${check.name}): ${broken} rows.`);
  }
}
