import { oneRow } from '../database.server.ts';
import type { ControlTotals } from '../books/check.ts';
import { add, subtract } from './decimal-sum.ts';
import type { ReportHead } from './document.ts';
import { readable } from './number-text.ts';
import type { Intake, ReportSource } from './report-source.ts';
import { sayIn } from './words.ts';

/** What a report says of its book, and what stands on each page. */
export interface BookFacts {
  readonly head: ReportHead;
  readonly totals: ControlTotals;
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads the head of a report from its book. */
export async function readBookFacts(source: ReportSource): Promise<BookFacts> {
  const { book, intake } = source;
  const found = await oneRow<Record<string, string | null>>(
    book.connection,
    `select book_id, content_fingerprint, rule_pack, engine_version, as_of::varchar as as_of,
       known_at::varchar as known_at, counts::varchar as counts, control_totals::varchar as control_totals
     from meta.book`,
  );
  const totals = JSON.parse(found.control_totals!) as ControlTotals;
  return {
    head: {
      bookId: found.book_id!,
      contentFingerprint: found.content_fingerprint!,
      rulePack: found.rule_pack!,
      engineVersion: found.engine_version!,
      asOf: found.as_of!,
      knownAt: found.known_at ?? null,
      timeZone: book.timeZone,
      chainHead: intake?.chainHead ?? null,
      controlTotals: totalLines(totals, intake, source),
    },
    totals,
    counts: JSON.parse(found.counts!) as Record<string, number>,
  };
}

function totalLines(totals: ControlTotals, intake: Intake | null, { language }: ReportSource): string[] {
  const say = sayIn(language);
  const count = (number: number) => readable(String(number), 'count');
  const sum = (pick: (wallet: ControlTotals['wallets'][number]) => string) =>
    totals.wallets.map(pick).reduce(add, '0.00');
  const [opened, restored] = [sum((each) => each.points_opened), sum((each) => each.points_restored)];
  const [remaining, used] = [sum((each) => each.points_remaining), sum((each) => each.points_used)];
  if (subtract(add(opened, restored), add(remaining, used)) !== '0.00')
    throw new Error('The control totals of the book do not agree: opened + restored ≠ remaining + used.');
  const points = [opened, restored, remaining, used].map((text) => readable(text, 'points'));
  const lines = [
    say(
      `积分：开立 ${points[0]} + 返还 ${points[1]} = 剩余 ${points[2]} + 已用 ${points[3]}（各类别合计）`,
      `Points: opened ${points[0]} + restored ${points[1]} = remaining ${points[2]} + used ${points[3]} (all wallets)`,
    ),
  ];
  if (!intake) return lines;
  const rows = rowTotals(intake);
  lines.unshift(
    say(
      `记录：读取 ${count(rows.rows_read)} = 接受 ${count(rows.accepted)} + 重复 ${count(rows.duplicates)} + 冲突 ${count(rows.conflicts)} + 声明跳过 ${count(rows.skipped)} + 拒收 ${count(rows.rejected)}`,
      `Rows: read ${count(rows.rows_read)} = accepted ${count(rows.accepted)} + duplicates ${count(rows.duplicates)} + conflicts ${count(rows.conflicts)} + declared skips ${count(rows.skipped)} + rejected ${count(rows.rejected)}`,
    ),
  );
  return lines;
}

/** The counts of all batches together. */
export function rowTotals(intake: Intake): Record<RowCount, number> {
  const totals = Object.fromEntries(ROW_COUNTS.map((name) => [name, 0])) as Record<RowCount, number>;
  for (const batch of intake.batches) for (const name of ROW_COUNTS) totals[name] += batch[name];
  const { rows_read, accepted, duplicates, conflicts, skipped, rejected } = totals;
  if (rows_read !== accepted + duplicates + conflicts + skipped + rejected)
    throw new Error(`The manifests do not account for every row: ${rows_read} read.`);
  return totals;
}

export const ROW_COUNTS = [
  'rows_read',
  'accepted',
  'duplicates',
  'conflicts',
  'skipped',
  'rejected',
] as const;
type RowCount = (typeof ROW_COUNTS)[number];
