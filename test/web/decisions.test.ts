import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { operatorViewer } from '../../web/lib/server/access/viewer.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

// M1's reported balance is off; M2 spends what it never had.
const EVENTS = `event_id,member_id,event_type,points,occurred_at,balance_after
E1,M1,earn,100,2024-01-10T10:00:00+08:00,100
E2,M1,earn,50,2024-02-29T23:30:00+08:00,151
E3,M2,redeem,20,2024-04-01T00:30:00+08:00,
`;
/** M2 had earned before after all: with this batch the overdraft matches no longer. */
const LATE = `event_id,member_id,event_type,points,occurred_at
E0,M2,earn,100,2024-03-01T10:00:00+08:00
`;

let workspace: TestWorkspace;
let books: Books;
let api: ReturnType<typeof createApi>;
let now = new Date('2026-01-10T04:00:00Z');
let person = { id: 'li', name: '李薇' };

interface Row {
  finding_id: string;
  rule_id: string;
  status: string;
  gone_since: string | null;
  [key: string]: unknown;
}

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed({ 'point_events.csv': EVENTS });
  await workspace.compute('2024-06-30');
  books = new Books(workspace.path);
  api = createApi({
    books,
    workspace: workspace.path,
    now: () => now,
    viewerOf: () => operatorViewer(person),
  });
});

afterAll(async () => {
  await books.close();
  await workspace.remove();
});

async function get<Body>(path: string): Promise<Body> {
  return (await (await api.request(`/api${path}`)).json()) as Body;
}

async function list(query: string): Promise<Row[]> {
  return (await get<{ rows: Row[] }>(`/findings?${query}`)).rows;
}

async function send(method: string, path: string, body: unknown) {
  const response = await api.request(`/api${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    body: (await response.json()) as { links?: { waiver_id: string }[]; error?: { code: string } },
  };
}

const decide = (finding_ids: readonly string[], decision: unknown) =>
  send('POST', '/decisions', { finding_ids, decision });
/** Who decides from here on. */
const be = (id: string, name: string) => {
  person = { id, name };
};

describe('deciding on findings', () => {
  it('is kept with who and when, shown in list and detail, and filtered by', async () => {
    be('li', '李薇');
    const rows = await list('limit=1000');
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['open']));
    const [one] = rows.filter((row) => row.rule_id === 'balance-mismatch');
    expect(
      (await decide([one!.finding_id], { action: 'set_status', status: 'confirmed', reason: null })).status,
    ).toBe(409);
    const written = await decide([one!.finding_id], {
      action: 'set_status',
      status: 'confirmed',
      reason: '系统缺陷',
    });
    expect(written.status).toBe(200);
    await decide([one!.finding_id], { action: 'assign', owner: '王强', due_on: '2026-01-09' });
    expect(await list('status=confirmed')).toMatchObject([
      {
        finding_id: one!.finding_id,
        status: 'confirmed',
        status_by: '李薇',
        owner: '王强',
        is_overdue: true,
        status_since: '2026-01-10T04:00:00.000Z',
      },
    ]);
    expect(await list('due=overdue')).toHaveLength(1);
    expect(await list('owner=nobody')).toEqual([]);
    const detail = await get<{ finding: Row; history: { action: string; text: string; hash: string }[] }>(
      `/findings/${one!.finding_id}`,
    );
    expect(detail.finding.status).toBe('confirmed');
    expect(detail.history.map((link) => link.action)).toEqual(['assign', 'set_status']);
    expect(detail.history[1]!.text).toBe('系统缺陷');
    const log = await get<{ head: { hash: string }; check: { ok: boolean } }>('/decisions');
    expect(log).toMatchObject({ check: { ok: true }, total: 2, head: { hash: detail.history[0]!.hash } });
  });

  it('waives with a second person, keeps the match visible and reopens it', async () => {
    const [row] = await list('rule=overdrawn');
    const ask = {
      action: 'request_waiver',
      scope: 'rule',
      reason: '历史透支，已与会员约定',
      expires_on: '2026-02-28',
    };
    const asked = await decide([row!.finding_id], ask);
    const { waiver_id } = asked.body.links![0]!;
    const approve = { action: 'approve_waiver', waiver_id };
    expect((await decide([row!.finding_id], approve)).status).toBe(409);
    be('wang', '王强');
    expect((await decide([row!.finding_id], approve)).status).toBe(200);
    expect(await list('rule=overdrawn')).toMatchObject([{ status: 'waived', waiver_until: '2026-02-28' }]);
    now = new Date('2026-02-28T16:00:00Z'); // 1 March in China
    expect(await list('rule=overdrawn')).toMatchObject([{ status: 'open', is_reopened: true }]);
    now = new Date('2026-01-10T04:00:00Z');
  });

  it('refuses what is no decision, and findings that no book has, in a sentence', async () => {
    const [row] = await list('rule=overdrawn');
    const bad = await decide([row!.finding_id], { action: 'set_status', status: 'waived', reason: 'x' });
    expect(bad.status).toBe(400);
    const unknown = await decide(['f'.repeat(64), row!.finding_id], { action: 'comment', text: 'x' });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'unknown_finding' } } });
    expect((await decide([], { action: 'comment', text: 'x' })).status).toBe(400);
  });

  it('survives recomputation; what matches no longer says so, and since which book', async () => {
    const [overdrawn] = await list('rule=overdrawn');
    await workspace.feed({ 'point_events.csv': LATE });
    await workspace.compute('2024-06-30');
    be('li', '李薇');
    expect(await list('status=confirmed')).toMatchObject([{ rule_id: 'balance-mismatch' }]);
    expect(await list('rule=overdrawn')).toEqual([]);
    const current = await books.currentId();
    expect(await list('matching=gone')).toMatchObject([
      {
        finding_id: overdrawn!.finding_id,
        status: 'waived',
        gone_since: current,
        observed: overdrawn!.observed,
      },
    ]);
    const detail = await get<{ finding: Row; book: { book_id: string } }>(
      `/findings/${overdrawn!.finding_id}`,
    );
    expect(detail.finding.gone_since).toBe(current);
    expect(detail.book.book_id).not.toBe(current);
    const closed = await decide([overdrawn!.finding_id], {
      action: 'set_status',
      status: 'false_positive',
      reason: '补录了一笔获得',
    });
    expect(closed.status).toBe(200);
  });
});
