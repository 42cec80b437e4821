import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { rows } from '#engine/database.server.ts';
import { previewRemediation } from '#pipelines/compliance/preview.ts';
import { remediationCsv, remediationOf } from '#pipelines/compliance/remediation.ts';
import { decide } from '#pipelines/state/decide.ts';
import type { Decided } from '#pipelines/state/decision.ts';
import { withState } from '#pipelines/state/open.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

// Earned under terms that promise lifetime, and expired all the same: 100 points of M1, 40 of M2.
const FILES = {
  'point_events.csv': `event_id,member_id,event_type,points,occurred_at,expires_at
E1,M1,earn,100,2024-02-10T10:00:00+08:00,2025-02-11T00:00:00+08:00
E2,M2,earn,40,2024-02-10T10:00:00+08:00,2025-02-11T00:00:00+08:00
E3,M2,earn,7,2025-06-01T10:00:00+08:00,
E4,M3,redeem,5,2025-06-01T10:00:00+08:00,
`,
  'terms.csv': `terms_id,published_at,effective_from,validity_kind
T1,2023-12-01T00:00:00+08:00,2024-01-01T00:00:00+08:00,lifetime
`,
};

let workspace: TestWorkspace;
let bookId: string;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed(FILES);
  bookId = await workspace.compute('2025-12-31');
});
afterAll(() => workspace.remove());

async function confirm(ruleId: string): Promise<void> {
  const book = await openBook(bookPath(`${workspace.path}/books`, bookId));
  try {
    const findings = await rows<Decided>(
      book.connection,
      `select finding_id, rule_id, finding.rule_version, group_id, title_zh, title_en, finding.severity, finding.nature,
         programme_id, subject_type, subject_id, occurred_at, observed, expected, points, money, members::integer as members
       from rules.findings as finding join rules.rules using (rule_id) where rule_id = $ruleId`,
      { ruleId },
    );
    withState(workspace.path, (state) =>
      decide(state, {
        action: { action: 'set_status', status: 'confirmed', reason: '属实' },
        findings,
        bookId,
        by: { id: 'li', name: '李薇' },
        at: new Date('2026-01-01T00:00:00Z'),
        today: '2026-01-01',
      }),
    );
  } finally {
    book.close();
  }
}

it('gives back what confirmed findings owe, to the point, and previews the book that comes of it', async () => {
  await expect(remediationOf(workspace.path).then(remediationCsv)).rejects.toThrow('confirm findings first');
  await confirm('lifetime-points-expired');
  await confirm('overdrawn');
  const remediation = await remediationOf(workspace.path);
  expect(remediation).toMatchObject({
    confirmed: 2,
    members: 2,
    totals: [{ programme_id: 'default', wallet: 'base', points: '140.00' }],
    by_other_means: [{ rule_id: 'overdrawn' }],
  });
  expect(
    remediation.owed.map((each) => [each.member_id, each.points, each.source_file, each.source_record]),
  ).toEqual([
    ['M1', '100.00', 'point_events.csv', 1],
    ['M2', '40.00', 'point_events.csv', 2],
  ]);
  const [header, first] = remediationCsv(remediation).split('\n');
  expect(header).toBe('programme_id,source,event_id,member_id,wallet,event_type,points,occurred_at,reason');
  expect(first).toMatch(
    /^default,jiheng-remediation,[0-9a-f]{16}-\d+,M1,base,adjust,100\.00,2025-12-31T15:59:59\.000Z,remediation lifetime-points-expired$/,
  );
  const watcher = { signal: new AbortController().signal, progress() {} };
  const diff = await previewRemediation(workspace.path, remediation, watcher);
  expect(diff.figures).toContainEqual(
    expect.objectContaining({ wallet: 'base', figure: 'points_available', difference: '140.00' }),
  );
  expect(await workspace.compute('2025-12-31')).toBe(bookId);
});
