import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBook, type OpenBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { rows } from '#engine/database.server.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';
import { jiheng } from '#test/cli/jiheng.ts';
import { BROKEN_IDENTITIES } from '#test/liability/identities.ts';

let workspace: string;
let book: OpenBook;
let expected: string[];

const query = <T>(sql: string): Promise<T[]> => rows<T>(book.connection, sql);

/** The accounts that one of these rules must find, as `<wallet>/<member_id>`. */
const accountsOf = (...ruleIds: string[]): string[] =>
  expected
    .map((line) => line.split(','))
    .filter(([rule, subjectType]) => ruleIds.includes(rule!) && subjectType === 'account')
    .map(([, , subject]) => subject!)
    .sort();

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'jiheng-sample-book-'));
  const text = await readFile(join(PACKAGE_ROOT, 'sample-data', 'expected_findings.csv'), 'utf8');
  expected = text.trimEnd().split('\n').slice(1);
  const made = await jiheng('init', '--sample', '--json', '--workspace', workspace);
  expect(made.code, made.err).toBe(0);
  const computed = await jiheng('compute', '--json', '--workspace', workspace);
  expect(computed.code, computed.err).toBe(0);
  const { book_id } = computed.json<{ book_id: string }>();
  book = await openBook(bookPath(workspacePaths(workspace).books, book_id));
});

afterAll(async () => {
  book.close();
  await rm(workspace, { recursive: true, force: true });
});

describe('a book of the sample', () => {
  it('holds every identity of the liability, in every cell of every dimension', async () => {
    expect(await query(BROKEN_IDENTITIES)).toEqual([]);
  });

  it('has a general ledger that agrees to the cent, but for the planted slips', async () => {
    const rows = await query<{ as_of: string; account: string; difference: string }>(
      'select as_of::varchar as as_of, account, difference from liability.tie_out order by all',
    );
    const [slips] = await query<{ pet: string; refunds: string }>(`
      select
        -(select sum(closing_money) from liability.month_totals where wallet = 'pet' and month = '2022-12-01'
          and treatment = 'contract_liability') as pet,
        (select sum(reversed_money) from liability.month_totals where month = '2026-06-01'
          and treatment = 'contract_liability') as refunds`);
    const planted: Record<string, number> = {
      '2022-12-31/2205': Number(slips!.pet),
      '2024-12-31/2801': 88,
      '2026-06-30/2205': Number(slips!.refunds),
    };
    expect(rows).toHaveLength(12);
    const off = rows.filter(
      ({ as_of, account, difference }) =>
        Math.abs(Number(difference) - (planted[`${as_of}/${account}`] ?? 0)) > 0.01,
    );
    expect(off).toEqual([]);
    for (const difference of Object.values(planted)) expect(Math.abs(difference)).toBeGreaterThan(1);
  });

  it('owes the railway for the points handed out as its agent, and has no liability for them', async () => {
    const [sums] = await query(`
      select sum(payable) > 0 as is_owed, sum(payable) = (select sum(credit) from liability.journal
          where ref in ('travel/payable', 'travel/payable-free') and account_code = '2202') as is_booked,
        (select sum(contract_liability + provision) from liability.pools where wallet = 'travel') as liability
      from liability.payables where wallet = 'travel'`);
    expect(sums).toEqual({ is_owed: true, is_booked: true, liability: '0.0000' });
  });

  it('agrees with every balance reported but the planted ones', async () => {
    const wrong = await query<{ account: string }>(
      "select distinct wallet || '/' || member_id account from balances.mismatches order by account",
    );
    expect(wrong.map(({ account }) => account)).toEqual(accountsOf('balance-mismatch'));
  });

  it('finds nothing uncovered or in excess but what was planted', async () => {
    const short = await query<{ account: string; event_id: string }>(
      "select distinct wallet || '/' || member_id account from lots.shortfalls order by account",
    );
    const planted = accountsOf('overdrawn', 'expired-points-used', 'excess-reversal', 'expiry-not-matched');
    expect(planted).toEqual(expect.arrayContaining(short.map(({ account }) => account)));
  });

  it('keeps out the one planted conflict', async () => {
    const kept = await query<{ account: string }>(
      "select wallet || '/' || member_id account from ledger.conflicts",
    );
    expect(kept.map(({ account }) => account)).toEqual(accountsOf('conflicting-duplicate'));
  });

  it('reminded the holders of all points that expired where the terms promise it', async () => {
    const unreminded = await query<{ wallet: string }>(`
      with expired as (
        select distinct lots.wallet, lots.member_id, lots.expires_at
        from lots.uses join lots.lots using (lot_id)
        where uses.use_type = 'expire' and lots.wallet in (select wallet from data.terms where reminder_days = 30)
      )
      select distinct wallet from expired
      where not exists (
        from data.notices
        where notices.kind = 'expiry_reminder' and notices.member_id = expired.member_id
          and notices.wallet = expired.wallet and notices.sent_at = expired.expires_at - interval 30 day
      )
    `);
    expect(unreminded).toEqual([{ wallet: 'x-unreminded' }]);
  });

  it('has the planted findings of every rule that runs, and no others', async () => {
    const ran = await query<{ rule_id: string }>(
      "select distinct rule_id from rules.runs where outcome in ('pass', 'findings') order by rule_id",
    );
    const found = await query<{ rule_id: string; subject_type: string; subject_id: string }>(
      'select distinct rule_id, subject_type, subject_id from rules.findings',
    );
    const rules = new Set(ran.map(({ rule_id }) => rule_id));
    const planted = expected.map((line) => line.split(',').slice(0, 3).join(','));
    expect(found.map((each) => [each.rule_id, each.subject_type, each.subject_id].join(',')).sort()).toEqual(
      [...new Set(planted)].filter((line) => rules.has(line.split(',')[0]!)).sort(),
    );
  });
});
