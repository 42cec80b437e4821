import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Configuration } from '#engine/contract/programme.ts';
import type { GivenRow } from '#engine/build/given.ts';
import { seeded } from '#engine/seeded.ts';
import { lastingBook } from '#test/support/lasting-book.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

let remove: () => Promise<void>;
let books: Books;
let api: ReturnType<typeof createApi>;

/** Sixty members who earn at three shops and redeem what they can afford of three rewards. */
function programme() {
  const random = seeded('market');
  const members = Array.from({ length: 60 }, (_, index) => `m${index}`);
  const events: GivenRow[] = members.flatMap((member_id, index) =>
    Array.from({ length: 6 }, (_, turn) => {
      const day = `2024-${String(1 + turn * 2).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`;
      const base = { member_id, occurred_at: `${day}T10:00:00`, merchant_id: `S${random.below(3)}` };
      const item = `I${random.below(3)}`;
      return turn % 3 === 2 && index % 4 > 0
        ? {
            ...base,
            event_id: `r${index}/${turn}`,
            event_type: 'redeem',
            points: 100,
            item_id: item,
            quantity: 1,
          }
        : {
            ...base,
            event_id: `e${index}/${turn}`,
            event_type: 'earn',
            points: 80 + random.below(80),
            reason: 'purchase',
            amount: 90,
          };
    }),
  );
  return {
    point_events: events,
    catalogue_items: ['I0', 'I1', 'I2'].map((item_id, index) => ({
      item_id,
      valid_from: '2024-01-01T00:00:00',
      name: item_id,
      category: index === 0 ? 'souvenir' : 'household',
      kind: 'goods',
      points_price: 100,
      cash_price: 5 + index * 500,
      is_green: index === 2,
    })),
    merchants: ['S0', 'S1', 'S2'].map((merchant_id) => ({ merchant_id, name: merchant_id, industry: 'sme' })),
    consents: members.slice(0, 20).map((member_id) => ({
      member_id,
      purpose: 'profiling',
      granted_at: '2023-01-01T00:00:00',
    })),
    member_attributes: members.map((member_id, index) => ({
      member_id,
      attribute: 'tier',
      value: index % 2 ? 'gold' : 'base',
      valid_from: '2023-01-01T00:00:00',
    })),
  };
}

beforeAll(async () => {
  const built = await lastingBook(programme(), Configuration.parse({}));
  remove = built.remove;
  const workspace = dirname(built.books);
  books = new Books(workspace);
  api = createApi({ books, workspace });
}, 60_000);

afterAll(async () => {
  await books.close();
  await remove();
});

type Row = Record<string, string | number | boolean | null>;
async function get(path: string, parameters: Record<string, string> = {}) {
  const response = await api.request(`/api/${path}?${new URLSearchParams(parameters)}`);
  expect(response.status, `${path} ${JSON.stringify(parameters)}`).toBe(200);
  return (await response.json()) as { rows: Row[]; total: number; totals: Row };
}
async function text(path: string, parameters: Record<string, string>) {
  const response = await api.request(`/api/${path}?${new URLSearchParams({ ...parameters, format: 'csv' })}`);
  expect(response.status).toBe(200);
  return response.text();
}

describe('a number of the preferences', () => {
  it.each([
    ['category', 'all'],
    ['item', 'tier'],
    ['kind', 'tier'],
  ])('by %s and %s opens the members that it counts', async (level, dimension) => {
    const { rows } = await get('preferences', { level, dimension });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const which = {
        level,
        wallet: String(row.wallet),
        key: String(row.key),
        ...(dimension === 'all' ? {} : { dimension, segment: String(row.segment) }),
      };
      const counted = async (did: string) => (await get('preferences/members', { ...which, did })).totals;
      expect((await counted('afford')).members).toBe(row.affordable_members);
      expect((await counted('choose')).members).toBe(row.members_chosen);
      const redeemed = await counted('redeem');
      expect([redeemed.members, redeemed.redemptions, redeemed.points]).toEqual([
        row.members_redeemed,
        row.redemptions,
        row.points,
      ]);
      const [afford, choose, pass] = [
        await counted('afford'),
        await counted('choose'),
        await counted('pass'),
      ];
      expect(Number(choose.members) + Number(pass.members)).toBe(afford.members);
    }
  });

  it('lists members who consent to profiling, and says how many do not', async () => {
    const { rows, totals } = await get('preferences/members', {
      level: 'kind',
      wallet: 'base',
      key: 'goods',
    });
    const listed = rows
      .filter((row) => row.member_id !== null)
      .map((row) => Number(String(row.member_id).slice(1)));
    expect(listed.length).toBeGreaterThan(5);
    expect(Math.max(...listed)).toBeLessThan(20);
    expect(Number(totals.withheld) + listed.length).toBe(totals.members);
  });

  it('of a group under ten is not in exports', async () => {
    const lines = (await text('preferences', { level: 'item', dimension: 'tier' })).trim().split('\r\n');
    const head = lines[0]!.replace('\ufeff', '').split(',');
    const at = (line: string, column: string) => line.split(',')[head.indexOf(column)]!;
    const { rows } = await get('preferences', { level: 'item', dimension: 'tier' });
    const small = rows.filter(
      ({ members_redeemed, affordable_members }) =>
        Number(affordable_members) < 10 || (Number(members_redeemed) > 0 && Number(members_redeemed) < 10),
    );
    expect(lines.slice(1).filter((line) => at(line, 'redemptions') === '').length).toBe(small.length);
  });
});

it('adds months up to the preferences, and compares with as many before', async () => {
  const span = { from: '2024-07', to: '2024-12' };
  const { totals } = await get('preferences', { level: 'category', ...span });
  const now = (await get('preferences/months', span)).totals;
  const before = (await get('preferences/months', { from: '2024-01', to: '2024-06' })).totals;
  expect([totals.span_redemptions, totals.before_redemptions]).toEqual([now.redemptions, before.redemptions]);
  expect(Number(now.redemptions) + Number(before.redemptions)).toBe(totals.redemptions);
});

describe('the catalogue', () => {
  it('says what a balance buys, and counts rewards of high value and green ones', async () => {
    expect((await get('rewards', { balance: '100' })).totals).toMatchObject({
      rewards: 3,
      in_reach: 3,
      green: 1,
    });
    expect((await get('rewards', { balance: '99.99' })).totals).toMatchObject({ in_reach: 0 });
    const [year] = (await get('rewards/years')).rows;
    expect(year).toMatchObject({ year: 2024, rewards: 3, high_value: 2, green: 1, new_rewards: 3 });
    expect((await get('rewards', { year: '2024', only: 'high_value' })).total).toBe(2);
    const [none] = (await get('rewards/years', { high: '5000' })).rows;
    expect(none).toMatchObject({ high_value: 0 });
  });

  it('says by month what it says by year, beside as many months before, and opens what it counts', async () => {
    const span = { from: '2024-01', to: '2024-12' };
    const { rows, totals } = await get('rewards/months', span);
    expect(rows).toHaveLength(12);
    const [year] = (await get('rewards/years')).rows;
    const { year: _, ...ofYear } = year!;
    expect(totals).toMatchObject(ofYear);
    expect(totals.before).toMatchObject({ rewards: 0, new_rewards: 0, high_value_share: null });
    expect(rows[0]).toMatchObject({ month: '2024-01', new_rewards: 3 });
    expect(rows[1]).toMatchObject({ month: '2024-02', rewards: 3, new_rewards: 0 });
    const redeemed = rows.reduce((sum, row) => sum + Number(row.points), 0);
    expect(redeemed).toBe(Number(totals.points));
    for (const [only, counted] of [
      ['all', 'rewards'],
      ['new', 'new_rewards'],
      ['high_value', 'high_value'],
      ['green', 'green'],
      ['raised', 'prices_raised'],
    ] as const)
      expect((await get('rewards', { only, from: '2024-01', to: '2024-01' })).totals.rewards).toBe(
        rows[0]![counted],
      );
  });
});

describe('the coalition', () => {
  it('adds up: months to merchants, flows to what was redeemed, crossings to members', async () => {
    const span = { from: '2024-01', to: '2024-12' };
    const { rows, totals } = await get('coalition', span);
    expect(rows).toHaveLength(3);
    const industry = await get('coalition', { ...span, by: 'industry' });
    expect(industry.totals.points_issued).toBe(totals.points_issued);
    expect((await get('coalition/flows', span)).totals.points).toBe(totals.points_redeemed);
    for (const row of rows) {
      const merchant = String(row.party);
      const months = await get('coalition/shop/months', { ...span, merchant });
      expect(months.totals).toMatchObject({
        points_issued: row.points_issued,
        points_redeemed: row.points_redeemed,
        purchases: row.purchases,
      });
      const flows = (await get('coalition/shop/flows', { ...span, merchant })).totals;
      expect(Number(flows.own) + Number(flows.foreign)).toBe(Number(row.points_redeemed));
      expect((await get('coalition/shop', { merchant })).totals.members).toBe(row.members);
    }
  });
});

it('opens each comparison of lock-in to strata that add up to it', async () => {
  const { rows } = await get('lock-in');
  for (const row of rows) {
    const strata = await get('lock-in/strata', {
      question: String(row.question),
      ...(row.wallet === null ? {} : { wallet: String(row.wallet) }),
    });
    expect(strata.totals).toMatchObject({
      exposed_members: row.exposed_members,
      other_days: row.other_days,
      unmatched_members: row.unmatched_members,
    });
  }
});
