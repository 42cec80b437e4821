import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { Configuration } from '#engine/contract/programme.ts';
import { lastingBook } from '#test/support/lasting-book.ts';
import { operatorViewer, type Viewer } from '../../web/lib/server/access/viewer.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

const OTHERS = 60;

/**
 * Sixty members who buy on the fifth of every month of 2025, and A, who buys for 1,000 yuan a month at one point per yuan
 * and holds 3,000 of them; B buys as the others and every day from the tenth of December; C consents to nothing.
 */
function ledger(): GivenRow[] {
  const events: GivenRow[] = [];
  let number = 0;
  const buys = (member_id: string, day: string, points: number) =>
    events.push({
      event_id: `E${String(++number).padStart(4, '0')}`,
      member_id,
      event_type: 'earn',
      points: String(points),
      occurred_at: `${day}T10:00:00`,
      reason: 'purchase',
      amount: String(points),
      merchant_id: 'R1',
    });
  for (let month = 1; month <= 12; month++) {
    const day = `2025-${String(month).padStart(2, '0')}-05`;
    for (let member = 1; member <= OTHERS; member++) buys(`M${member}`, day, 100);
    for (const member of ['B', 'C']) buys(member, day, 100);
    if (month >= 10) buys('A', day, 1000);
  }
  for (let day = 10; day < 32; day++) buys('B', `2025-12-${day}`, 100);
  return events;
}

const consent = (member_id: string, purpose: string) => ({
  member_id,
  purpose,
  policy_version: 'v1',
  granted_at: '2024-01-01T00:00:00',
  withdrawn_at: null,
});
const WHO = ['A', 'B', ...Array.from({ length: OTHERS }, (_, index) => `M${index + 1}`)];
const TABLES = {
  point_events: ledger(),
  consents: WHO.flatMap((member) => [consent(member, 'profiling'), consent(member, 'marketing')]),
  merchants: [{ merchant_id: 'R1', name: 'Shop', industry: 'retail', margin_rate: '0.2' }],
  catalogue_items: [
    { item_id: 'I1', valid_from: '2024-01-01T00:00:00', name: 'Pan', kind: 'goods', points_price: '5000' },
  ],
  tiers: [
    { tier: 'standard', rank: '1', threshold: '0', period: 'year', valid_from: '2024-01-01T00:00:00' },
    { tier: 'gold', rank: '2', threshold: '3500', period: 'year', valid_from: '2024-01-01T00:00:00' },
  ],
  member_attributes: [
    { member_id: 'A', attribute: 'tier', value: 'standard', valid_from: '2024-01-01T00:00:00' },
    { member_id: 'B', attribute: 'tier', value: 'gold', valid_from: '2024-01-01T00:00:00' },
  ],
};

let remove: () => Promise<void>;
let books: Books;
let apiOf: (viewer: Viewer) => ReturnType<typeof createApi>;
const operator = operatorViewer({ id: 'test', name: 'test' });

beforeAll(async () => {
  const built = await lastingBook(TABLES, Configuration.parse({}));
  remove = built.remove;
  const workspace = dirname(built.books);
  books = new Books(workspace);
  apiOf = (viewer) => createApi({ books, workspace, viewerOf: () => viewer });
}, 60_000);
afterAll(async () => {
  await books.close();
  await remove();
});

async function get<Body = Record<string, never>>(path: string, viewer = operator): Promise<Body> {
  const response = await apiOf(viewer).request(`/api/members${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as Body;
}
interface Listed {
  rows: {
    member_id: string | null;
    members: number;
    acceleration: number | null;
    acceleration_q: number | null;
    is_high_potential: boolean | null;
    monetary: string;
    next_tier_gap: string | null;
  }[];
  totals: { members: number; withheld: number; monetary: string };
}

describe('members', () => {
  it('who speed up against their own past are found, those who buy as ever are not', async () => {
    const { rows } = await get<Listed>('?mark=high_potential');
    expect(rows.map((row) => row.member_id)).toEqual(['B']);
    expect(rows[0]!.acceleration).toBeGreaterThan(3);
    expect(rows[0]!.acceleration_q).toBeLessThan(0.1);
  });

  it('without consent to profiling are counted, not listed, and the columns add up to the grid of segments', async () => {
    const list = await get<Listed>('?limit=100');
    const [withheld] = list.rows.filter((row) => row.member_id === null);
    expect(withheld).toMatchObject({ members: 1, monetary: '1200.0000' });
    expect(list.rows.map((row) => row.member_id)).not.toContain('C');
    const grid = await get<{ rows: { segment: string; life_cycle: string; members: number }[] } & Listed>(
      '/segments',
    );
    expect(grid.totals.members).toBe(OTHERS + 3);
    expect(grid.totals.monetary).toBe(list.totals.monetary);
    for (const cell of grid.rows) {
      const opened = await get<Listed>(`?segment=${cell.segment}&life_cycle=${cell.life_cycle}`);
      expect(opened.totals.members).toBe(cell.members);
    }
  });

  it('are left out of exports as groups of fewer than ten', async () => {
    const response = await apiOf(operator).request('/api/members/segments?format=csv');
    const [head, ...lines] = (await response.text()).trim().split('\r\n');
    const place = head!.replace('\uFEFF', '').split(',').indexOf('members');
    const shown = lines.map((line) => line.split(',')[place]!).filter((text) => text !== '');
    expect(lines.length).toBeGreaterThan(1);
    expect(shown.map(Number).filter((members) => members < 10)).toEqual([]);
  });

  it('know the distance to the next tier; who has none knows no distance', async () => {
    const { rows } = await get<Listed>('?limit=100');
    const gap = (member: string) => rows.find((row) => row.member_id === member)!.next_tier_gap;
    expect([gap('A'), gap('B'), gap('M1')]).toEqual(['500.00', null, null]);
  });

  it('reach a reward on paths and on the straight line: 1,000 yuan a month at one point per yuan', async () => {
    const one = await get<{
      wallets: { rewards: { straight_months: number; median: number; is_held: boolean }[] }[];
    }>('/one?member=A');
    expect(one.wallets[0]!.rewards[0]).toMatchObject({ straight_months: 2, median: 2, is_held: false });
    const { rows } = await get<{ rows: { members_now: number; members_3: number; straight_3: number }[] }>(
      '/rewards',
    );
    expect(rows[0]).toMatchObject({ members_now: 0, members_3: 1, straight_3: 1 });
    const opened = await get<Listed>('?item=I1&within=3');
    expect(opened.rows.map((row) => row.member_id).toSorted()).toEqual(['A']);
    // Counted in the book or now: the same.
    const counted = await get<Listed>('?item=I1&within=3&wallet=base');
    expect(counted).toEqual(opened);
  });

  it('held a price of today at the end of earlier months, as their points stood then', async () => {
    const held = async (from: string, to: string) => {
      const { rows } = await get<{
        rows: { members_now: number; held_to: number; held_before: number | null }[];
      }>(`/rewards?from=${from}&to=${to}`);
      return rows[0]!;
    };
    // B has 1,200 points by December and buys every day then; nobody reaches 5,000.
    expect(await held('2025-07', '2025-12')).toMatchObject({ members_now: 0, held_to: 0, held_before: 0 });
    const books = await apiOf(operator).request('/api/members/rewards?from=2025-07&to=2025-06');
    expect(books.status).toBe(400);
  });

  it('are named by a pseudonym to those who may not see identities, and open by it', async () => {
    const marketing: Viewer = { ...operator, role: 'marketing', seesIdentities: false };
    const { rows } = await get<Listed>('?mark=high_potential', marketing);
    expect(rows[0]!.member_id).toMatch(/^m-/);
    const one = await get<{ member_id: string; consent: boolean }>(
      `/one?member=${encodeURIComponent(rows[0]!.member_id!)}`,
      marketing,
    );
    expect(one).toMatchObject({ member_id: rows[0]!.member_id, consent: true });
  });

  it('have no profile and no predictions on their page without consent', async () => {
    const one = await get<{ profile: unknown; wallets: { points_available: string; rewards: unknown[] }[] }>(
      '/one?member=C',
    );
    expect(one.profile).toBeNull();
    expect(one.wallets[0]).toMatchObject({ points_available: '1200.00', rewards: [] });
  });

  it('have rival metrics side by side, each with what it divides', async () => {
    const { rows } = await get<{ rows: { metric: string; definition: string; value: string }[] }>('/metrics');
    const value = (metric: string, definition: string) =>
      rows.find((row) => row.metric === metric && row.definition === definition)!.value;
    expect(value('active', 'bought')).toBe('1.000000');
    expect(value('activation', 'redeemed')).toBe('0.000000');
    expect(rows.length).toBe(19);
  });

  it('have metrics of a span of months beside the one before, and others of the as-of date', async () => {
    interface Metrics {
      rows: {
        metric: string;
        definition: string;
        denominator: string;
        is_of_span: boolean;
        denominator_before: string | null;
      }[];
    }
    const issued = async (from: string, to: string) =>
      (await get<Metrics>(`/metrics?from=${from}&to=${to}`)).rows.find(
        (row) => row.metric === 'redemption_rate' && row.definition === 'period',
      )!;
    const autumn = await issued('2025-10', '2025-12');
    // 62 members buy for 100 a month, A for 1,000, and B for 100 on 22 days of December.
    expect(autumn).toMatchObject({
      denominator: '23800.00',
      denominator_before: '18600.00',
      is_of_span: true,
    });
    expect((await issued('2025-07', '2025-09')).denominator).toBe(autumn.denominator_before);
    const { rows } = await get<Metrics>('/metrics?from=2025-10&to=2025-12');
    expect(rows.filter((row) => !row.is_of_span).map((row) => row.denominator_before)).toEqual(
      Array.from({ length: 11 }, () => null),
    );
  });

  it('to contact stand in the order of the list, page by page, and add up to what stands above it', async () => {
    interface Contacts {
      rows: { member_id: string | null; members: number; occasion: string; status: string }[];
      total: number;
      totals: { members: number; due: number; no_consent: number };
    }
    const all = await get<Contacts>('/contacts?limit=100');
    expect(all.total).toBe(all.rows.length);
    expect(all.rows.reduce((sum, row) => sum + row.members, 0)).toBe(all.totals.members);
    const paged: Contacts['rows'] = [];
    for (let offset = 0; offset < all.total; offset += 1)
      paged.push(...(await get<Contacts>(`/contacts?limit=1&offset=${offset}`)).rows);
    expect(paged).toEqual(all.rows);
    for (const occasion of new Set(all.rows.map((row) => row.occasion))) {
      const chosen = await get<Contacts>(`/contacts?occasion=${occasion}&limit=100`);
      const expected = all.rows.filter((row) => row.occasion === occasion);
      expect(chosen.rows).toEqual(expected);
      expect(chosen.totals.members).toBe(expected.reduce((sum, row) => sum + row.members, 0));
    }
  });
});

describe('cohorts of chosen members', () => {
  const grid = async (query: string) => {
    const response = await apiOf(operator).request(`/api/cohorts?${query}&limit=1000`);
    expect(response.status, query).toBe(200);
    return ((await response.json()) as { rows: Record<string, unknown>[] }).rows;
  };

  it('are the same counted in the book and counted now', async () => {
    for (const measure of ['active', 'points', 'value']) {
      const base = `grid=month&measure=${measure}`;
      // One trait is counted in the book; the same trait twice over, by way of the one wallet there is, is counted now.
      const counted = await grid(`${base}&tier=standard`);
      expect(counted.length).toBeGreaterThan(2);
      expect(await grid(`${base}&tier=standard&wallet=base`)).toEqual(counted);
      const pair = await grid(`${base}&tier=standard&region=(none)`);
      expect(pair).toEqual(counted);
      expect(await grid(`${base}&tier=standard&region=(none)&wallet=base`)).toEqual(pair);
    }
    const weeks = await grid('grid=week&tier=gold');
    expect(weeks[0]).toMatchObject({ cohort: '2024-12-30', age: 0, cohort_members: 1, members: 1 });
  });

  it('open by year and as a whole the members whom the grid counts', async () => {
    const opened = async (query: string) => {
      const response = await apiOf(operator).request(`/api/cohorts/members?${query}&limit=100`);
      expect(response.status, query).toBe(200);
      return (await response.json()) as Listed & { totals: { points_earned: string; purchases: number } };
    };
    for (const measure of ['active', 'redeeming', 'value'])
      for (const cell of await grid(`grid=year&measure=${measure}`)) {
        const { totals } = await opened(
          `grid=year&measure=${measure}&cohort=${String(cell.cohort)}&age=${String(cell.age)}`,
        );
        expect(totals.members).toBe(cell.members);
      }
    const whole = await opened('grid=year&cohort=2025-01');
    expect(whole.totals).toMatchObject({
      members: OTHERS + 3,
      withheld: 1,
      purchases: (OTHERS + 2) * 12 + 3 + 22,
    });
    expect(whole.rows[0]).toMatchObject({ member_id: null, members: 1 });
    expect(whole.rows.length).toBe(OTHERS + 3);
  });

  it('by week are those of the last year on a page, and all of them where months are named', async () => {
    const lately = await grid('grid=week&tier=gold');
    const named = await grid('grid=week&tier=gold&from=2024-01');
    expect(lately).toEqual(named);
    expect(await grid('grid=week&tier=gold&from=2025-02')).toEqual([]);
  });

  it('open several cells as one list in which each member counts once', async () => {
    const rows = await grid('grid=quarter&measure=active');
    const cells = rows.filter((row) => row.cohort === '2025-01').map((row) => `2025-01:${String(row.age)}`);
    const response = await apiOf(operator).request(
      `/api/cohorts/members?grid=quarter&cells=${cells.join(',')}`,
    );
    const body = (await response.json()) as { totals: { members: number; purchases: number } };
    expect(body.totals).toMatchObject({ members: OTHERS + 2, purchases: (OTHERS + 2) * 12 + 22 });
  });
});
