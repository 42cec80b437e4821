import { openBook, type OpenBook } from '#engine/books/open.ts';
import { bookPath, resolveBook } from '#engine/books/shelf.ts';
import { oneRow, rows } from '#engine/database.server.ts';
import { REMEDIES } from '#engine/rules/remedies.ts';
import { dayOf, endOfDay } from '#engine/time/local-time.ts';
import { UserError } from '#engine/user-error.ts';
import { quotedCell } from '#pipelines/reports/csv-cell.ts';
import { readDecisions } from '#pipelines/state/read-decisions.ts';
import { Register } from '#pipelines/state/standing.ts';
import type { Coverable } from '#pipelines/state/waivers.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';

/** Source of the events of a remediation: they cannot be taken for those of the points system. */
export const REMEDY_SOURCE = 'jiheng-remediation';

/** Points that a member is owed for one piece of evidence. */
export interface Owed {
  readonly finding_id: string;
  readonly rule_id: string;
  readonly programme_id: string;
  readonly wallet: string;
  readonly member_id: string;
  /** Decimal text, above zero. */
  readonly points: string;
  /** Instant from which they count, ISO 8601. */
  readonly occurred_at: string;
  readonly event_id: string;
  /** The record that proves it. */
  readonly source_file: string | null;
  readonly source_record: number | null;
}

/** What is to be given back for the confirmed findings of a book, and what cannot be. */
export interface Remediation {
  readonly book_id: string;
  readonly as_of: string;
  /** Confirmed findings that match in the book. */
  readonly confirmed: number;
  readonly owed: readonly Owed[];
  readonly members: number;
  /** Sums by programme and wallet. */
  readonly totals: readonly {
    readonly programme_id: string;
    readonly wallet: string;
    readonly points: string;
  }[];
  /** Confirmed findings that points cannot make good. */
  readonly by_other_means: readonly { readonly finding_id: string; readonly rule_id: string }[];
  /** Evidence left out because another confirmed finding already gives back as much for the same record. */
  readonly overlapping: number;
}

interface Evidence {
  readonly finding_id: string;
  readonly ordinal: number;
  readonly rule_id: string;
  readonly programme_id: string;
  readonly wallet: string | null;
  readonly member_id: string | null;
  readonly points: string | null;
  readonly place: string;
  readonly source_file: string | null;
  readonly source_record: bigint | null;
}

/**
 * What the programme owes its members by the findings that people confirmed and that match in a book.
 *
 * @param wanted id of the book or its beginning; default the current one
 * @param findingId only what this finding owes
 * @throws UserError where there is no book.
 */
export async function remediationOf(
  workspace: string,
  wanted?: string,
  findingId?: string,
): Promise<Remediation> {
  const { books } = workspacePaths(workspace);
  const bookId = await resolveBook(books, wanted);
  const book = await openBook(bookPath(books, bookId));
  try {
    return await owedIn(workspace, book, bookId, findingId);
  } finally {
    book.close();
  }
}

async function owedIn(
  workspace: string,
  book: OpenBook,
  bookId: string,
  findingId: string | undefined,
): Promise<Remediation> {
  const { as_of } = await oneRow<{ as_of: string }>(
    book.connection,
    'select as_of::varchar as as_of from meta.book',
  );
  const all = await confirmedIn(workspace, book);
  const confirmed = all.filter(({ finding_id }) => findingId === undefined || finding_id === findingId);
  const healed = confirmed.filter((finding) => finding.rule_id in REMEDIES);
  const evidence = await evidenceOf(
    book,
    healed.map((finding) => finding.finding_id),
  );
  const { kept, overlapping } = onePerRecord(evidence);
  const owed = kept.map((each) => owedFor(each, new Date(endOfDay(book.timeZone, as_of) - 1000)));
  return {
    book_id: bookId,
    as_of,
    confirmed: confirmed.length,
    owed,
    members: new Set(owed.map((each) => `${each.programme_id}/${each.member_id}`)).size,
    totals: totalsOf(owed),
    by_other_means: confirmed
      .filter((finding) => !(finding.rule_id in REMEDIES))
      .map(({ finding_id, rule_id }) => ({ finding_id, rule_id })),
    overlapping,
  };
}

/** Findings of the book that stand at `confirmed` today. */
async function confirmedIn(workspace: string, book: OpenBook): Promise<Coverable[]> {
  const register = new Register(readDecisions(workspace), dayOf(book.timeZone, Date.now()));
  const decided = register.decided
    .map(({ finding }) => finding)
    .filter((finding) => register.standingOf(finding).status === 'confirmed');
  const found = await rows<{ finding_id: string }>(
    book.connection,
    `select finding_id from rules.findings
     where finding_id in (select unnest(from_json($ids::json, '["VARCHAR"]')))`,
    { ids: JSON.stringify(decided.map((finding) => finding.finding_id)) },
  );
  const matching = new Set(found.map((each) => each.finding_id));
  return decided.filter((finding) => matching.has(finding.finding_id));
}

function evidenceOf(book: OpenBook, ids: readonly string[]): Promise<Evidence[]> {
  return rows<Evidence>(
    book.connection,
    `with remedies as (
       select unnest(from_json($remedies::json, '[{"rule_id":"VARCHAR","owed":"VARCHAR","key":"VARCHAR","value":"VARCHAR"}]'),
         recursive := true)
     ),
     owed as (
       select evidence.finding_id, evidence.ordinal, finding.rule_id, finding.programme_id,
         coalesce(entry.wallet, finding.wallet) as wallet,
         coalesce(evidence.member_id, entry.member_id) as member_id,
         case remedies.owed when 'points' then evidence.points
           else (evidence.evidence ->> '$.points_expired')::decimal(18, 2) end as points,
         coalesce('entry ' || evidence.entry_no, 'lot ' || evidence.lot_no, evidence.finding_id || evidence.ordinal)
           as place,
         coalesce(evidence.source_file, entry.source_file) as source_file,
         case when evidence.source_file is null then entry.source_record else evidence.source_record end
           as source_record
       from rules.evidence as evidence
       join rules.findings as finding using (finding_id)
       join remedies on remedies.rule_id = finding.rule_id
         and (remedies.key is null
           or json_extract_string(evidence.evidence, '$.' || remedies.key) = remedies.value)
       left join lots.lot_facts as lot using (lot_no)
       left join ledger.entries as entry on entry.entry_no = coalesce(evidence.entry_no, lot.opening_entry_no)
       where evidence.finding_id in (select unnest(from_json($ids::json, '["VARCHAR"]')))
     )
     select * from owed where points > 0 order by points desc, rule_id, finding_id, ordinal`,
    {
      ids: JSON.stringify(ids),
      remedies: JSON.stringify(
        Object.entries(REMEDIES).map(([rule_id, { owed, where }]) => ({
          rule_id,
          owed,
          key: where?.key ?? null,
          value: where?.value ?? null,
        })),
      ),
    },
  );
}

/** Two rules may find fault with one record; its points are given back once, by the greater of them. */
function onePerRecord(evidence: readonly Evidence[]): { kept: Evidence[]; overlapping: number } {
  const seen = new Set<string>();
  const kept = evidence.filter((each) => {
    const record = JSON.stringify([each.programme_id, each.wallet, each.member_id, each.place]);
    if (seen.has(record)) return false;
    seen.add(record);
    return true;
  });
  return { kept, overlapping: evidence.length - kept.length };
}

function owedFor(evidence: Evidence, at: Date): Owed {
  const { finding_id, rule_id, programme_id, wallet, member_id, points } = evidence;
  if (!wallet || !member_id)
    throw new Error(
      `The evidence ${evidence.ordinal} of ${finding_id} (${rule_id}) names no member or wallet.`,
    );
  return {
    finding_id,
    rule_id,
    programme_id,
    wallet,
    member_id,
    points: points!,
    occurred_at: at.toISOString(),
    // The same finding and evidence give the same id: a file that is imported twice gives back once.
    event_id: `${finding_id.slice(0, 16)}-${evidence.ordinal}`,
    source_file: evidence.source_file,
    source_record: evidence.source_record === null ? null : Number(evidence.source_record),
  };
}

function totalsOf(owed: readonly Owed[]): Remediation['totals'] {
  const sums = new Map<string, bigint>();
  for (const { programme_id, wallet, points } of owed) {
    const key = JSON.stringify([programme_id, wallet]);
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(points.replace('.', '')));
  }
  return [...sums].sort().map(([key, hundredths]) => {
    const [programme_id, wallet] = JSON.parse(key) as [string, string];
    const digits = String(hundredths).padStart(3, '0');
    return { programme_id, wallet, points: `${digits.slice(0, -2)}.${digits.slice(-2)}` };
  });
}

const COLUMNS = [
  'programme_id',
  'source',
  'event_id',
  'member_id',
  'wallet',
  'event_type',
  'points',
  'occurred_at',
  'reason',
] as const;

/** The events of a remediation as `point_events.csv`, importable as it is; UTF-8, LF. */
export function remediationCsv({ owed }: Remediation): string {
  if (owed.length === 0)
    throw new UserError(
      'No confirmed finding of this book is made good by giving points back; confirm findings first (合规 › 发现).',
    );
  const lines = owed.map((each) =>
    [
      each.programme_id,
      REMEDY_SOURCE,
      each.event_id,
      each.member_id,
      each.wallet,
      'adjust',
      each.points,
      each.occurred_at,
      `remediation ${each.rule_id}`,
    ]
      .map(quotedCell)
      .join(','),
  );
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}
