import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { openDatabase, rows } from '#engine/database.server.ts';
import { requireRuleQuestion } from '#engine/rules/own-rule-sql.ts';
import { backTest } from '#pipelines/compliance/back-test.ts';
import { readOwnRule, readOwnRules } from '#pipelines/store/own-rules.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

const EVENTS = `event_id,member_id,event_type,points,occurred_at
E1,M1,earn,100,2024-01-10T10:00:00+08:00
E2,M2,earn,5000,2024-01-10T10:00:00+08:00
E3,M3,redeem,20,2024-04-01T00:30:00+08:00
`;
const META = `title: { zh: 单笔获得过大, en: A single earn is too large }
explanation: { zh: '会员 {member_id} 一次获得 {observed} 分', en: '{member_id} earned {observed} points at once' }
severity: medium
nature: indicator
needs: { point_events: [points] }
parameters:
  most_points: { title: 上限, unit: 分, value: 1000, why: 内控制度第 3 条 }
citations:
  - { law: 积分内控制度, article: '3', summary: 单笔获得不超过上限 }
`;
const SQL = `select account.programme_id, 'account' as subject_type, concat(account.wallet, '/', account.member_id) as subject_id,
  account.wallet, account.member_id, entry.source, entry.event_id, entry.occurred_at, entry.points as observed,
  parameter_most_points(account.programme_id, entry.occurred_at)::decimal(18, 2) as expected,
  entry.points as points, {'member_id': account.member_id, 'points': entry.points} as evidence, entry.entry_no
from ledger.entries as entry join ledger.accounts as account using (account_no)
where entry.event_type = 'earn' and entry.points > parameter_most_points(account.programme_id, entry.occurred_at)
`;

const watcher = { signal: new AbortController().signal, progress() {} };
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed({ 'point_events.csv': EVENTS });
});
afterAll(() => workspace.remove());

async function write(id: string, meta: string, sql: string): Promise<string> {
  const folder = join(workspace.path, 'rules', id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rule.yaml'), meta);
  await writeFile(join(folder, 'rule.sql'), sql);
  return folder;
}

async function ask<Row>(bookId: string, sql: string): Promise<Row[]> {
  const book = await openBook(bookPath(join(workspace.path, 'books'), bookId));
  try {
    return await rows<Row>(book.connection, sql);
  } finally {
    book.close();
  }
}

describe('a workspace’s own rule', () => {
  it('judges beside the catalogue, down to file and record, and decides the book’s id', async () => {
    const without = await workspace.compute();
    await write('large-earn', META, SQL);
    const first = await workspace.compute();
    expect(first).not.toBe(without);
    expect(
      await ask(
        first,
        `select rule_id, group_id, subject_id, findings.observed, findings.expected, explanation, evidence.source_file, evidence.source_record
         from rules.findings join rules.rules using (rule_id)
         join rules.evidence as evidence using (finding_id) where group_id = 'own'`,
      ),
    ).toMatchObject([
      {
        rule_id: 'large-earn',
        subject_id: 'base/M2',
        observed: '5000.00',
        expected: '1000.00',
        explanation: '会员 M2 一次获得 5000.00 分',
        source_file: expect.stringContaining('point_events.csv') as string,
        source_record: 2n,
      },
    ]);
    await write('large-earn', META, `${SQL} -- changed`);
    expect(await workspace.compute()).not.toBe(first);
    await write('large-earn', META, SQL);
    expect(await workspace.compute()).toBe(first);
  });

  it('that fails or reaches past the book is reported as failed, and takes nothing down', async () => {
    const broken: [string, string, RegExp][] = [
      ['fails in the database', 'select nothing from nowhere', /nowhere/],
      ['reads a file by function', `select * from read_csv('/etc/passwd')`, /may not read read_csv/],
      ['reads a file by name', `select * from '/etc/passwd.csv'`, /may not read \/etc\/passwd.csv/],
      [
        'hides a file behind a step of its own',
        `select * from (with "/etc/passwd.csv" as (select 1) select * from "/etc/passwd.csv"), "/etc/passwd.csv"`,
        /may not read/,
      ],
      ['reads scratch of the build', 'select * from posting.matches', /may not read/],
      ['writes', 'create table ledger.x as select 1', /not one SELECT/],
      ['changes settings', 'set lock_configuration = false', /not one SELECT/],
    ];
    for (const [index, [, sql]] of broken.entries()) await write(`broken-${index}`, META, sql);
    const book = await workspace.compute();
    const runs = await ask<{ rule_id: string; outcome: string; missing: string }>(
      book,
      `select rule_id, outcome, missing from rules.runs
       where rule_id like 'broken-%' or rule_id in ('overdrawn', 'large-earn') order by rule_id`,
    );
    for (const [index, [what, , why]] of broken.entries()) {
      expect(runs[index]!.outcome, what).toBe('failed');
      expect(runs[index]!.missing, what).toMatch(why);
      await rm(join(workspace.path, 'rules', `broken-${index}`), { recursive: true });
    }
    expect(runs.slice(broken.length).map((run) => run.outcome)).toEqual(['findings', 'findings']);
  });

  it.each([
    ['a placement that is missing', 'title: x\n', /explanation/],
    ['a severity that is none', META.replace('medium', 'grave'), /severity/],
    ['a table that is none', META.replace('point_events', 'points'), /needs.points: there is no such table/],
    ['a column that is none', META.replace('[points]', '[pts]'), /has no column pts/],
    ['no citation', META.replace(/citations:[\s\S]*/, 'citations: []\n'), /cite at least one/],
    ['YAML that is none', 'title: [', /no valid YAML/],
  ])('with %s is refused with file and place', async (_, meta, why) => {
    const folder = await write('odd', meta, SQL);
    await expect(readOwnRule(folder, 'odd')).rejects.toThrow(why);
    await expect(readOwnRules(workspace.path)).rejects.toThrow(join('odd', 'rule.yaml'));
    await expect(readOwnRule(folder, 'overdrawn')).rejects.toThrow();
    await rm(folder, { recursive: true });
  });

  it('may not take the name of a rule of the catalogue', async () => {
    const folder = await write('mine', META, SQL);
    await expect(readOwnRule(folder, 'overdrawn')).rejects.toThrow('choose another');
    await rm(folder, { recursive: true });
  });

  it('allows steps, and functions that reach nothing', async () => {
    const database = await openDatabase(':memory:');
    try {
      const sql = 'with days as (select range as day from range(3)) select * from days, ledger.entries';
      await expect(requireRuleQuestion(database.connection, sql)).resolves.toBeUndefined();
    } finally {
      database.close();
    }
  });
});

describe('a back-test', () => {
  it('says what a changed parameter would add and drop, and publishes nothing', async () => {
    const book = await workspace.compute();
    const lower = await backTest(
      workspace.path,
      { ruleId: 'large-earn', parameters: { most_points: 50 } },
      watcher,
    );
    expect(lower.added.map((each) => each.subject_id)).toEqual(['base/M1']);
    expect(lower).toMatchObject({ dropped: [], unchanged: 0, book_id: book });
    expect(lower.changed.map(({ after }) => after.expected)).toEqual(['50.00']);
    const higher = await backTest(
      workspace.path,
      { ruleId: 'large-earn', parameters: { most_points: 9000 } },
      watcher,
    );
    expect(higher.dropped.map((each) => each.subject_id)).toEqual(['base/M2']);
    expect(higher.outcomes.after).toMatchObject([{ outcome: 'pass' }]);
    expect(await workspace.compute()).toBe(book);
  });

  it('tries a rule that the workspace has not', async () => {
    const folder = join(workspace.path, 'drafts', 'any-redeem');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'rule.yaml'), META);
    await writeFile(
      join(folder, 'rule.sql'),
      SQL.replace(`= 'earn'`, `= 'redeem'`).replace('> parameter', '< parameter'),
    );
    const rule = await readOwnRule(folder, 'any-redeem');
    const result = await backTest(workspace.path, { ruleId: 'any-redeem', parameters: {}, rule }, watcher);
    expect(result.added.map((each) => each.subject_id)).toEqual(['base/M3']);
    expect(result.outcomes.before).toEqual([]);
  });

  it('refuses parameters that are none, and a book of other inputs', async () => {
    await expect(
      backTest(workspace.path, { ruleId: 'large-earn', parameters: { most: 1 } }, watcher),
    ).rejects.toThrow('no such parameter');
    await workspace.feed({ 'point_events.csv': EVENTS.replace(/E(\d)/g, 'F$1') });
    await expect(backTest(workspace.path, { ruleId: 'large-earn', parameters: {} }, watcher)).rejects.toThrow(
      'run `jiheng compute` first',
    );
  });
});
