import { openBook, type OpenBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { rows } from '#engine/database.server.ts';
import type { ReportSource } from '#engine/reports/report-source.ts';
import { findingDecisions } from '#pipelines/reports/finding-decisions.ts';
import { readIntake } from '#pipelines/reports/read-intake.ts';
import { decide } from '#pipelines/state/decide.ts';
import type { Decided } from '#pipelines/state/decision.ts';
import { withState } from '#pipelines/state/open.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

/** A member whose name would run as a formula, and as markup. */
export const HOSTILE_MEMBER = '=cmd|#panic("x")';

/** A workspace of two batches, a computed book with findings, a refused row, and two decisions. */
export async function auditedWorkspace(): Promise<TestWorkspace & { readonly bookId: string }> {
  const workspace = await testWorkspace();
  const header = 'event_id,member_id,event_type,points,occurred_at,balance_after\n';
  await workspace.feed({
    'point_events.csv':
      header +
      'E1,甲,earn,100,2025-01-05T10:00:00+08:00,100\n' +
      'E2,甲,redeem,40,2025-02-05T10:00:00+08:00,61\n' +
      `E3,"${HOSTILE_MEMBER.replaceAll('"', '""')}",redeem,25,2025-02-06T10:00:00+08:00,\n` +
      'E4,乙,earn,abc,2025-02-07T10:00:00+08:00,\n',
  });
  await workspace.feed({ 'point_events.csv': `${header}E5,乙,earn,7.5,2025-03-01T10:00:00+08:00,7.5\n` });
  const bookId = await workspace.compute();
  const book = await openBook(bookPath(workspacePaths(workspace.path).books, bookId));
  try {
    const [finding] = await rows<Decided>(
      book.connection,
      `select finding_id, rule_id, finding.rule_version, title_zh, title_en, finding.severity, finding.nature, programme_id,
         subject_type, subject_id, rule.group_id, occurred_at, observed, expected, points, money,
         members::integer as members
       from rules.findings as finding join rules.rules as rule using (rule_id)
       where rule_id = 'balance-mismatch' limit 1`,
    );
    withState(workspace.path, (state) => {
      const shared = { findings: [finding!], bookId, by: { id: 'li', name: '李薇' }, today: '2025-04-02' };
      decide(state, {
        ...shared,
        action: { action: 'comment', text: '已问过财务' },
        at: new Date('2025-04-02T01:00:00Z'),
      });
      decide(state, {
        ...shared,
        action: { action: 'set_status', status: 'confirmed', reason: '系统多记 1 分' },
        at: new Date('2025-04-02T02:00:00Z'),
      });
    });
  } finally {
    book.close();
  }
  return { ...workspace, bookId };
}

/** What a report of that workspace is made from; close the book after use. */
export async function sourceOf(
  workspace: string,
  bookId: string,
  language: ReportSource['language'],
): Promise<ReportSource & { readonly book: OpenBook }> {
  const book = await openBook(bookPath(workspacePaths(workspace).books, bookId));
  return {
    book,
    language,
    intake: await readIntake(workspace, book),
    decisions: await findingDecisions(workspace, book, language),
  };
}
