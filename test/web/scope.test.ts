import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#pipelines/people/role.ts';
import { EVERYTHING, type Scope } from '#pipelines/people/scope.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { openPages } from '../../web/lib/server/access/allow.ts';
import { ACCESS } from '../../web/lib/server/access/table.ts';
import type { Viewer } from '../../web/lib/server/access/viewer.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

// Two merchants, two regions; the ids of members are like no other text.
const FILES = {
  'point_events.csv': `event_id,member_id,event_type,points,occurred_at,balance_after,reason,merchant_id,amount
E1,Zhang-901,earn,100,2024-01-10T10:00:00+08:00,100,purchase,S1,100
E2,Zhang-901,earn,50,2024-02-29T23:30:00+08:00,151,purchase,S2,50
E3,Wang-902,redeem,20,2024-04-01T00:30:00+08:00,,,S2,
E4,Li-903,earn,70,2024-03-01T00:30:00+08:00,70,purchase,S2,70
E5,Li-903,redeem,10,2024-04-02T00:30:00+08:00,60,,S1,
E6,Li-903,redeem,5,2024-04-03T00:30:00+08:00,56,,S2,
`,
  'members.csv': `member_id,joined_at,region_code
Zhang-901,2024-01-01T00:00:00+08:00,440300
Wang-902,2024-01-01T00:00:00+08:00,310000
Li-903,2024-01-01T00:00:00+08:00,310000
`,
  'merchants.csv': `merchant_id,name,joined_at,region_code
S1,一号店,2023-01-01T00:00:00+08:00,440300
S2,二号店,2023-01-01T00:00:00+08:00,310000
`,
  'catalogue_items.csv': `item_id,valid_from,merchant_id,category,points_price
I1,2024-01-01T00:00:00+08:00,S1,voucher,10
I2,2024-01-01T00:00:00+08:00,S2,voucher,20
`,
};
const MEMBERS = ['Zhang-901', 'Wang-902', 'Li-903'];

let workspace: TestWorkspace;
let books: Books;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed(FILES);
  await workspace.compute('2024-06-30');
  books = new Books(workspace.path);
  api = createApi({ books, workspace: workspace.path, viewerOf: (context) => context.env.viewer ?? null });
});
afterAll(async () => {
  await books.close();
  await workspace.remove();
});

function viewer(role: Role, scope: Partial<Scope> = {}, seesIdentities = false): Viewer {
  return {
    person: { id: role, name: role },
    role,
    scope: { ...EVERYTHING, ...scope },
    seesIdentities,
    session: { id: 'S', role, viewingAs: null, identitiesUntil: null },
    address: '127.0.0.1',
  };
}

interface Table {
  rows: Record<string, unknown>[];
  total: number;
}

async function get(path: string, as: Viewer, accept = 'application/json') {
  const answer = await api.request(`/api${path}`, { headers: { accept } }, { viewer: as });
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    body: (accept === 'application/json' ? JSON.parse(text) : {}) as Table,
  };
}

/** Every address that reads without a parameter, and those that ask for a member. */
function addresses(member: string, finding: string): string[] {
  const plain = Object.keys(ACCESS).flatMap((route) => /^GET \/api(\/[^:]*)$/.exec(route)?.[1] ?? []);
  return [
    ...plain.filter((path) => !/^\/(openapi|people|access-log|session|uploads|jobs|reports)/.test(path)),
    ...['', '/events', '/lots', '/uses'].map((part) => `/trace${part}?member=${member}`),
    `/accounts?q=${member}`,
    `/findings/${finding}`,
    `/findings/${finding}/evidence`,
  ];
}

/** Addresses that need parameters. */
const ASKED = [
  '/liability/events?month=2024-04&movement=redeemed',
  '/liability/lots?month=2024-04',
  '/liability/debts?month=2024-04',
  '/liability/changes?month=2024-04&movement=change_in_estimate',
  '/findings/groups?by=rule',
  '/green/groups?by=region',
  '/members/one?member=Li-903',
];

/** How the table says that the route of an address is cut. */
const ownRoute = (path: string) => ACCESS[`GET /api${path.split('?')[0]!}`]?.scope;
const hasRows = (text: string) => !/"total":0[,}]/.test(text);

describe('members under pseudonyms', () => {
  it('stand in every answer and every file of whoever has not said why', async () => {
    const auditor = viewer('administrator');
    const [account] = (await get('/accounts', auditor)).body.rows as { member_id: string }[];
    expect(account!.member_id).toMatch(/^m-[0-9a-f]{12}$/);
    const findings = (await get('/findings?limit=1000', auditor)).body.rows as { finding_id: string }[];
    expect(findings.length).toBeGreaterThan(0);
    const told: string[] = [];
    for (const { finding_id } of findings)
      for (const path of addresses(account!.member_id, finding_id))
        for (const accept of ['application/json', 'text/csv']) {
          const { status, text } = await get(path, auditor, accept).catch(() => ({ status: 0, text: '' }));
          if (status === 500) told.push(`${path} ${accept}: 500`);
          for (const member of MEMBERS)
            if (text.includes(member))
              told.push(
                `${path} ${accept}: ${text.slice(Math.max(0, text.indexOf(member) - 90), text.indexOf(member) + 20)}`,
              );
        }
    expect([...new Set(told)]).toEqual([]);
  });

  it('can be followed from page to page, and are the same member', async () => {
    const masked = viewer('compliance');
    const open = viewer('compliance', {}, true);
    const rows = (await get('/accounts', masked)).body.rows as {
      member_id: string;
      points_balance: string;
    }[];
    const shown = (await get('/accounts', open)).body.rows as { member_id: string; points_balance: string }[];
    expect(shown.map((each) => each.member_id).sort()).toEqual([...MEMBERS].sort());
    for (const { member_id, points_balance } of rows) {
      const traced = await get(`/trace/events?member=${member_id}`, masked);
      expect(traced.status).toBe(200);
      expect(traced.body.total).toBeGreaterThan(0);
      const found = (await get(`/accounts?q=${member_id}`, masked)).body.rows;
      expect(found.map((each) => each.points_balance)).toEqual([points_balance]);
    }
  });
});

describe('a part of the data', () => {
  it('is a merchant: its own events, and no account, which holds points of all', async () => {
    const partner = viewer('compliance', { merchants: ['S1'] });
    const asked = await get('/events', partner);
    expect(asked.text).toContain('rows');
    const events = asked.body;
    expect(events.rows.map(({ event_id }) => event_id).sort()).toEqual(['E1', 'E5']);
    const accounts = await get('/accounts', partner);
    expect(accounts.status).toBe(403);
    expect(accounts.text).toContain('outside_scope');
    const finance = viewer('finance', { merchants: ['S1'] });
    for (const path of ['/liability', '/liability/journal', '/liability/aging', '/overview'])
      expect((await get(path, finance)).text, path).toContain('outside_scope');
  });

  it('is a region: the accounts of its members', async () => {
    const shanghai = viewer('compliance', { regions: ['310000'] }, true);
    const accounts = (await get('/accounts', shanghai)).body;
    expect(accounts.rows.map(({ member_id }) => member_id).sort()).toEqual(['Li-903', 'Wang-902']);
    expect((await get('/trace?member=Zhang-901', shanghai)).status).toBe(404);
    expect((await get('/events', shanghai)).body.rows.map(({ event_id }) => event_id).sort()).toEqual([
      'E3',
      'E4',
      'E5',
      'E6',
    ]);
  });

  it('is a programme: all of it, or nothing where it is another', async () => {
    const all = viewer('finance', { programmes: ['default'] });
    expect((await get('/liability', all)).status).toBe(200);
    const none = viewer('compliance', { programmes: ['another'] });
    expect((await get('/accounts', none)).body.total).toBe(0);
    expect((await get('/events', none)).body.total).toBe(0);
    expect((await get('/findings', none)).body.total).toBe(0);
  });

  it('holds for findings, one by one too', async () => {
    const all = (await get('/findings?limit=1000', viewer('compliance', {}, true))).body.rows as {
      finding_id: string;
      subject_id: string;
    }[];
    const shenzhen = viewer('compliance', { regions: ['440300'] }, true);
    const own = (await get('/findings?limit=1000', shenzhen)).body.rows as { finding_id: string }[];
    const others = all.filter(({ finding_id }) => !own.some((each) => each.finding_id === finding_id));
    expect(others.length).toBeGreaterThan(0);
    expect(own.length).toBeGreaterThan(0);
    for (const { finding_id } of others)
      expect((await get(`/findings/${finding_id}`, shenzhen)).status).toBe(404);
  });

  it('of a merchant is its own shop, settlement and rewards, and nothing of the others', async () => {
    const partner = viewer('auditor', { merchants: ['S1'] }, true);
    const whole = viewer('auditor', {}, true);
    for (const path of ['/coalition/shop', '/coalition/shop/months', '/coalition/shop/flows']) {
      const own = await get(`${path}?merchant=S1`, partner);
      expect(own.status, path).toBe(200);
      expect(own.text, path).not.toContain('二号店');
      expect((await get(`${path}?merchant=S2`, whole)).status, path).toBe(200);
      expect((await get(`${path}?merchant=S2`, partner)).status, path).toBe(404);
    }
    const rewards = (await get('/rewards', partner)).body.rows as { item_id: string }[];
    expect(rewards.map(({ item_id }) => item_id)).toEqual(['I1']);
    expect((await get('/rewards', whole)).body.total).toBe(2);
    const settlement = await get('/liability/settlement', partner);
    expect(settlement.status).toBe(200);
    expect(settlement.body.total).toBeLessThan((await get('/liability/settlement', whole)).body.total);
    // What the rows are made of happened at other shops too: no part of them would add up.
    const drill = '/liability/settlement-events?month=2024-04&wallet=base';
    expect((await get(drill, whole)).status).toBe(200);
    expect((await get(drill, partner)).status).toBe(403);
    expect(openPages(partner)).toContain('/finance/settlement');
    expect(openPages(partner)).not.toContain('/finance/settlement/events');
    // The frame of every page asks for these.
    for (const path of ['/books', '/books/programmes', '/session'])
      expect((await get(path, partner)).status, path).toBe(200);
  });

  it('is less than all of it, on every route that answers', async () => {
    const whole = viewer('auditor', {}, true);
    // Names of programmes and values, policies; and what this book has nothing of: terms, claims, a book before.
    const SAME = /^\/(books\/programmes|marketing$|promises|green\/claim|findings\/changes)/;
    const told: string[] = [];
    for (const path of [...addresses('Li-903', '0'.repeat(64)), ...ASKED]) {
      if (ownRoute(path) !== 'cut' || SAME.test(path)) continue;
      const all = await get(path, whole);
      for (const scope of [{ merchants: ['S1'] }, { regions: ['440300'] }, { programmes: ['another'] }]) {
        const part = await get(path, viewer('auditor', scope, true));
        if (part.status === 200 && hasRows(all.text) && part.text === all.text)
          told.push(`${path} ${JSON.stringify(scope)} tells the same as of everything`);
        if (part.status >= 500) told.push(`${path} ${JSON.stringify(scope)}: ${part.status}`);
      }
    }
    expect(told).toEqual([]);
  });

  it('of whole programmes shows what figures are made of, as without a limit', async () => {
    for (const path of [
      '/liability/events?month=2024-04&movement=redeemed',
      '/liability/lots?month=2024-04',
      '/liability/lots?month=2024-06',
    ]) {
      const all = (await get(path, viewer('finance', {}, true))).body;
      expect(all.total, path).toBeGreaterThan(0);
      expect((await get(path, viewer('finance', { programmes: ['default'] }, true))).body).toEqual(all);
      expect((await get(path, viewer('finance', { merchants: ['S1'] }, true))).status, path).toBe(403);
    }
  });

  it('answers every route by less, by nothing or by a sentence, and never by a fault', async () => {
    const odd: string[] = [];
    for (const scope of [{ merchants: ['S1'] }, { regions: ['440300'] }, { programmes: ['default'] }])
      for (const path of addresses('Wang-902', '0'.repeat(64))) {
        const { status, text } = await get(path, viewer('administrator', scope, true));
        if (status >= 500) odd.push(`${path} ${JSON.stringify(scope)}: ${status}`);
        if (!('programmes' in scope) && status === 200 && /Wang-902|E3"/.test(text))
          odd.push(`${path} ${JSON.stringify(scope)} tells of another's`);
      }
    expect(odd).toEqual([]);
  });
});
