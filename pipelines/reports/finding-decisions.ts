import { rows } from '#engine/database.server.ts';
import type { OpenBook } from '#engine/books/open.ts';
import type { Bilingual } from '#engine/contract/citation.ts';
import type { Language } from '#engine/reports/document.ts';
import type { FindingDecision } from '#engine/reports/report-source.ts';
import { wordOf } from '#engine/reports/words.ts';
import type { Link } from '#pipelines/state/chain.ts';
import type { Decision, Status } from '#pipelines/state/decision.ts';
import { readDecisions } from '#pipelines/state/read-decisions.ts';
import { Register } from '#pipelines/state/standing.ts';
import type { Coverable } from '#pipelines/state/waivers.ts';

const STATUS_WORDS: Readonly<Record<Status, Bilingual>> = {
  open: { zh: '待处理', en: 'open' },
  investigating: { zh: '调查中', en: 'investigating' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  false_positive: { zh: '误报', en: 'false positive' },
  remediated: { zh: '已整改', en: 'remediated' },
  waived: { zh: '已豁免', en: 'waived' },
};

/**
 * Where each finding of a book stands, for findings on which somebody decided. Waivers count as of the last decision or the
 * book's as-of day, whichever is later, and not as of the clock: the same book and log give the same report.
 */
export async function findingDecisions(
  workspace: string,
  book: OpenBook,
  language: Language,
): Promise<ReadonlyMap<string, FindingDecision>> {
  const log = readDecisions(workspace);
  const decisions = new Map<string, FindingDecision>();
  if (log.length === 0) return decisions;
  const found = await rows<Coverable & { as_of: string }>(
    book.connection,
    `select finding_id, rule_id, programme_id, subject_type, subject_id, (select as_of from meta.book)::varchar as as_of
     from rules.findings`,
  );
  const lastDay = log.at(-1)!.body.at.slice(0, 10);
  const register = new Register(log, [lastDay, found[0]?.as_of ?? lastDay].sort().at(-1)!);
  for (const finding of found) {
    const { status, since, by, waiver } = register.standingOf(finding);
    if (since === null) continue;
    decisions.set(finding.finding_id, {
      status: wordOf(STATUS_WORDS, status, language),
      reason: waiver?.reason ?? lastReason(register.historyOf(finding)),
      decidedBy: by?.name ?? '',
      decidedAt: since,
    });
  }
  return decisions;
}

function lastReason(history: readonly Link<Decision>[]): string {
  const put = history.findLast(({ body }) => body.action === 'set_status')?.body;
  return put?.action === 'set_status' ? (put.reason ?? '') : '';
}
