import { rows } from '../database.server.ts';
import type { OpenBook } from './open.ts';

export interface TraceQuestion {
  readonly memberId: string;
  readonly wallet?: string;
  readonly programmeId?: string;
}

/** One change of an account's balance: an event, or an expiry that the clock brought. */
export interface TracedEvent {
  readonly effective_at: string;
  readonly event_type: string;
  readonly source: string | null;
  readonly event_id: string | null;
  readonly points_change: string;
  readonly points_balance: string;
  readonly balance_after: string | null;
  readonly reason: string | null;
  readonly source_file: string | null;
  readonly source_record: bigint | null;
}

export interface TracedAccount {
  readonly programme_id: string;
  readonly wallet: string;
  readonly account: Record<string, unknown>;
  readonly events: readonly TracedEvent[];
  readonly lots: readonly Record<string, unknown>[];
  readonly uses: readonly Record<string, unknown>[];
}

/**
 * Everything a book knows of one member: each account with its events and running balance down to file and record, the
 * lots they opened and every use of those. Shortfalls under the floor policy stand as rows of their own, so that the
 * running balance ends at the account's.
 */
export async function traceMember(book: OpenBook, question: TraceQuestion): Promise<TracedAccount[]> {
  const { connection } = book;
  const accounts = await rows<
    Record<string, unknown> & { account_no: number; programme_id: string; wallet: string }
  >(
    connection,
    `select * from balances.accounts
     where member_id = $member and ($wallet is null or wallet = $wallet)
       and ($programme is null or programme_id = $programme)
     order by programme_id, wallet`,
    { member: question.memberId, wallet: question.wallet ?? null, programme: question.programmeId ?? null },
  );
  const traced: TracedAccount[] = [];
  for (const account of accounts) {
    const bound = { account: account.account_no };
    traced.push({
      programme_id: account.programme_id,
      wallet: account.wallet,
      account,
      events: await rows<TracedEvent>(connection, EVENTS, bound),
      lots: await rows(
        connection,
        'select * from lots.lots where account_no = $account order by lot_no',
        bound,
      ),
      uses: await rows(
        connection,
        'select * from lots.uses where account_no = $account order by use_no',
        bound,
      ),
    });
  }
  return traced;
}

/** Implied expiry first at its instant, then the events by number; what the floor let go follows its event. */
const EVENTS = `
with changes as (
  select effective_at, 1 as phase, entry_no, 0 as part, event_type, source, event_id, points_change, balance_after,
    reason, source_file, source_record
  from ledger.entries where account_no = $account
  union all
  select fact.used_at, case when fact.entry_no is null then 0 else 1 end, coalesce(fact.entry_no, 0), 1, 'expire',
    entry.source, entry.event_id, -fact.points, null, 'implied_expiry', entry.source_file, entry.source_record
  from lots.use_facts as fact left join ledger.entries as entry on entry.entry_no = fact.entry_no
  where fact.account_no = $account and fact.use_type = 'expire'
    and (fact.entry_no is null or entry.event_type = 'restore')
  union all
  select entry.effective_at, 1, entry.entry_no, 2, 'shortfall', entry.source, entry.event_id,
    floored.points, null, 'floor', entry.source_file, entry.source_record
  from (
    select entry_no, points from lots.shortfall_facts
    where account_no = $account and kind = 'floor'
    union all
    select entry_no, -points from lots.cancellations
    where account_no = $account and kind = 'floor'
  ) as floored join ledger.entries as entry on entry.entry_no = floored.entry_no
)
select effective_at, event_type, source, event_id, points_change,
  (sum(points_change) over (order by effective_at, phase, entry_no, part rows unbounded preceding))::decimal(18, 2)
    as points_balance,
  balance_after, reason, source_file, source_record
from changes order by effective_at, phase, entry_no, part`;

/** The same as text for a terminal. */
export function describeTrace(accounts: readonly TracedAccount[]): string {
  return accounts
    .map(({ programme_id, wallet, account, events, lots }) =>
      [
        `${programme_id}/${wallet}: balance ${String(account.points_balance)} = available ${String(account.points_available)} ` +
          `+ pending ${String(account.points_pending)} − debt ${String(account.points_debt)}; ${lots.length} lots`,
        ...events.map(
          (event) =>
            `  ${event.effective_at}  ${event.event_type.padEnd(12)} ${event.points_change.padStart(12)} ` +
            `${event.points_balance.padStart(12)}  ${event.event_id ?? ''}` +
            (event.source_file ? `  ${event.source_file}:${event.source_record}` : ''),
        ),
      ].join('\n'),
    )
    .join('\n');
}
