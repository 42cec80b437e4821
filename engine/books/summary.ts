import { DEFAULT_CONFIGURATION, canonicalConfiguration } from '../contract/programme.ts';
import { Outcome, SEVERITIES, type Severity } from '../contract/finding.ts';
import type { Build } from '../build/build.ts';
import type { BookRequest } from '../build/request.ts';
import { oneRow, rows, type DuckDBConnection } from '../database.server.ts';
import { literal } from '../sql-text.ts';
import type { InTransit } from '../shards/replay-shards.ts';
import type { Cut } from '../time/cut.ts';
import { ENGINE_VERSION } from '../version.ts';
import type { ControlTotals } from './check.ts';
import { fingerprint } from './fingerprint.ts';
import { openBook } from './open.ts';
import { engineHash } from './book-id.ts';

/** What `compute` answers, and what every page and report prints of its book. */
export interface BookSummary {
  readonly book_id: string;
  readonly content_fingerprint: string;
  readonly provenance_fingerprint: string;
  readonly engine_version: string;
  readonly as_of: string;
  readonly known_at: string | null;
  readonly counts: {
    readonly programmes: number;
    readonly members: number;
    readonly accounts: number;
    readonly entries: number;
    readonly lots: number;
    readonly uses: number;
    readonly mismatches: number;
    readonly conflicts: number;
  };
  readonly control_totals: ControlTotals;
  readonly points_in_transit: readonly { programme_id: string; wallet: string; points: string }[];
  /** Findings by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Rules by what they came to, each counted once per programme. */
  readonly rule_outcomes: Readonly<Record<Outcome, number>>;
  /** False where the book was there already. */
  readonly is_new: boolean;
}

/** Counts what became of every event that arrived, and sums the lots and, apart from them, their uses per wallet. */
export async function controlTotals(build: Build, request: BookRequest): Promise<ControlTotals> {
  const { connection } = build;
  const events = await oneRow<Record<string, bigint>>(
    connection,
    `select
       (select count(*) from posting.raw_events) as rows_arrived,
       (select count(*) from posting.set_aside where outcome = 'duplicate') as duplicates,
       (select count(*) from posting.set_aside where outcome = 'conflict') as conflicts,
       (select count(*) from posting.raw_events as event
        join meta.programmes as programme using (programme_id)
        anti join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
        left join posting.pair_legs as leg on leg.raw_no = event.rowid
        where coalesce(leg.in_effective_at, event.occurred_at) >= programme.ends_at) as after_as_of,
       (select count(*) from ledger.entries) as entries,
       (select count(*) from ledger.unposted where is_wholly_unposted) as wholly_unposted`,
  );
  const wallets = await rows<ControlTotals['wallets'][number]>(
    connection,
    `with
       lots as (
         select account_no, sum(points_opened) as opened, sum(points_restored) as restored,
           sum(points_remaining) as remaining
         from lots.lot_facts group by account_no
       ),
       uses as (
         select account_no, sum(points) as used from lots.use_facts where use_type <> 'restore' group by account_no
       )
     select account.programme_id, account.wallet, sum(opened)::decimal(18, 2) as points_opened,
       sum(restored)::decimal(18, 2) as points_restored, coalesce(sum(used), 0)::decimal(18, 2) as points_used,
       sum(remaining)::decimal(18, 2) as points_remaining
     from lots join ledger.accounts as account using (account_no) left join uses using (account_no)
     group by account.programme_id, account.wallet order by account.programme_id, account.wallet`,
  );
  const arrived = Number(events.rows_arrived);
  const typed = request.batches
    .flatMap((batch) => batch.tables)
    .filter((table) => table.table === 'point_events')
    .reduce((sum, table) => sum + table.rows, 0);
  return {
    rows_arrived: arrived,
    duplicates: Number(events.duplicates),
    conflicts: Number(events.conflicts),
    after_as_of: Number(events.after_as_of),
    after_known_at: typed - arrived,
    entries: Number(events.entries),
    wholly_unposted: Number(events.wholly_unposted),
    wallets,
  };
}

interface Sealing {
  readonly id: string;
  readonly request: BookRequest;
  readonly cut: Cut;
  readonly totals: ControlTotals;
  readonly replay: readonly InTransit[];
  readonly rulePack: string;
}

/** Takes the fingerprints and writes `meta.book`, the last row of a book. */
export async function seal(
  build: Build,
  { id, request, cut, totals, replay, rulePack }: Sealing,
): Promise<void> {
  const { connection } = build;
  const { content, provenance } = await fingerprint(connection);
  const counts = await oneRow<Record<string, bigint>>(
    connection,
    `select (select count(*) from meta.programmes) as programmes,
       (select count(distinct (programme_id, member_id)) from ledger.accounts) as members,
       (select count(*) from ledger.accounts) as accounts, (select count(*) from ledger.entries) as entries,
       (select count(*) from lots.lot_facts) as lots, (select count(*) from lots.use_facts) as uses,
       (select count(*) from balances.mismatches) as mismatches,
       (select count(*) from ledger.conflicts) as conflicts`,
  );
  const inTransit = replay
    .filter((each) => each.hundredths !== 0)
    .map((each) => ({
      programme_id: each.programmeId,
      wallet: each.wallet,
      points: decimalText(each.hundredths),
    }));
  const inputs = request.batches.map((batch) => ({
    batch_id: batch.batchId,
    content_hash: batch.contentHash,
    rows_read: batch.rowsRead,
    rows_rejected: batch.rowsRejected,
    rows_skipped: batch.rowsSkipped,
  }));
  await connection.run(
    `create table meta.book as select
       ${literal(id)} as book_id, ${literal(content)} as content_fingerprint,
       ${literal(provenance)} as provenance_fingerprint, ${literal(ENGINE_VERSION)} as engine_version,
       ${literal(engineHash())} as engine_hash,
       ${literal(rulePack)} as rule_pack, date '${cut.asOf}' as as_of,
       ${cut.knownAt === null ? 'null::timestamptz' : `make_timestamptz(${cut.knownAt})`} as known_at,
       ${json(inputs)} as inputs, ${json(inTransit)} as points_in_transit, ${json(totals)} as control_totals,
       ${json(Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])))} as counts,
       ${json(JSON.parse(canonicalConfiguration(request.configuration ?? DEFAULT_CONFIGURATION)))} as configuration`,
  );
}

/** Reads the summary back from a published book. */
export async function readSummary(path: string): Promise<Omit<BookSummary, 'is_new'>> {
  const book = await openBook(path);
  try {
    const found = await oneRow<Record<string, string | null>>(
      book.connection,
      `select book_id, content_fingerprint, provenance_fingerprint, engine_version, as_of::varchar as as_of,
         known_at, counts::varchar as counts, control_totals::varchar as control_totals,
         points_in_transit::varchar as points_in_transit from meta.book`,
    );
    return {
      book_id: found.book_id!,
      content_fingerprint: found.content_fingerprint!,
      provenance_fingerprint: found.provenance_fingerprint!,
      engine_version: found.engine_version!,
      as_of: found.as_of!,
      known_at: found.known_at ?? null,
      counts: JSON.parse(found.counts!) as BookSummary['counts'],
      control_totals: JSON.parse(found.control_totals!) as ControlTotals,
      points_in_transit: JSON.parse(found.points_in_transit!) as BookSummary['points_in_transit'],
      findings: await tally(book.connection, 'rules.findings', 'severity', SEVERITIES),
      rule_outcomes: await tally(book.connection, 'rules.runs', 'outcome', Outcome.options),
    };
  } finally {
    book.close();
  }
}

/** Rows of a table by a column that holds one of a few words, those without rows at 0. */
async function tally<Word extends string>(
  connection: DuckDBConnection,
  table: string,
  column: string,
  words: readonly Word[],
): Promise<Record<Word, number>> {
  const counted = await rows<{ word: Word; rows: bigint }>(
    connection,
    `select ${column} as word, count(*) as rows from ${table} group by ${column}`,
  );
  const counts = new Map(counted.map((each) => [each.word, Number(each.rows)]));
  return Object.fromEntries(words.map((word) => [word, counts.get(word) ?? 0])) as Record<Word, number>;
}

/** Whole hundredths as a decimal with two places. */
function decimalText(hundredths: number): string {
  const sign = hundredths < 0 ? '-' : '';
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function json(value: unknown): string {
  return `${literal(JSON.stringify(value))}::json`;
}
