import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Configuration } from '#engine/contract/programme.ts';
import { ENRICHED_CONFIGURATION, enrichedLedger } from '#test/liability/enriched-ledger.ts';
import { lastingBook } from '#test/support/lasting-book.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);

let remove: () => Promise<void>;
let books: Books;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  const configuration = Configuration.parse(ENRICHED_CONFIGURATION);
  const built = await lastingBook(enrichedLedger(SEED + 20, 260), configuration);
  remove = built.remove;
  const workspace = dirname(built.books);
  books = new Books(workspace);
  api = createApi({ books, workspace });
}, 60_000);

afterAll(async () => {
  await books.close();
  await remove();
});

type Row = Record<string, string | null>;

async function get<Body = { rows: Row[]; totals: Row; total: number }>(
  path: string,
  parameters: Record<string, string | undefined> = {},
  of = api,
): Promise<Body> {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined) as [string, string][];
  const response = await of.request(`/api/liability${path}?${new URLSearchParams(given)}`);
  expect(response.status, `${path} ${JSON.stringify(parameters)}`).toBe(200);
  return (await response.json()) as Body;
}

/** The parameters that name the cells of a row. */
function cellOf(row: Row, by: string): Record<string, string | undefined> {
  if (by === 'none') return {};
  return row[by] === null ? { without: by } : { [by]: row[by] };
}

const MOVING = [
  ...[
    'issued',
    'restored',
    'redeemed',
    'expired',
    'reversed',
    'transferred_net',
    'exchanged_net',
    'adjusted',
  ],
  ...['forfeited', 'debt_repaid', 'debt_incurred', 'debt_settled', 'debt_cancelled'],
];
const isSame = (left: string | null | undefined, right: string | null | undefined) =>
  Number(left ?? 0) === Number(right ?? 0);

describe('the roll-forward', () => {
  it.each(['none', 'wallet', 'tier', 'issuer', 'vintage'])(
    'split by %s: a cell opens rows that add up to it',
    async (by) => {
      const { rows } = await get('/rollforward', { by, from: '2023-08', to: '2023-08', limit: '1000' });
      expect(rows.length).toBeGreaterThan(0);
      const broken: object[] = [];
      for (const row of [rows[0]!, rows.at(-1)!].slice(0, by === 'none' ? 1 : 2)) {
        const cell = { ...cellOf(row, by), month: row.month! };
        for (const movement of MOVING) {
          const { totals } = await get('/events', { ...cell, movement, limit: '1' });
          const money =
            movement.startsWith('debt_') && movement !== 'debt_repaid' ? '0' : row[`${movement}_money`];
          if (!isSame(totals.points, row[movement]) || !isSame(totals.money, money))
            broken.push({ cell, movement, row: row[movement], money, totals });
        }
        const standing = (await get('/lots', { ...cell, limit: '1' })).totals;
        if (!isSame(standing.points, row.closing) || !isSame(standing.money, row.closing_money))
          broken.push({ cell, closing: row.closing, money: row.closing_money, standing });
        const pending = (await get('/lots', { ...cell, part: 'pending', limit: '1' })).totals;
        if (!isSame(pending.points, row.pending_closing) || !isSame(pending.money, row.pending_closing_money))
          broken.push({ cell, pending: row.pending_closing, found: pending });
        const owing = (await get('/debts', { ...cell, limit: '1' })).totals;
        if (!isSame(owing.points, row.debt_closing) || !isSame(owing.money, row.debt_closing_money))
          broken.push({ cell, debt: row.debt_closing, money: row.debt_closing_money, owing });
        const changes = (await get('/changes', { ...cell, movement: 'change_in_estimate', limit: '1' }))
          .totals;
        if (!isSame(changes.money, row.change_in_estimate))
          broken.push({ cell, change: row.change_in_estimate, changes });
      }
      expect(broken).toEqual([]);
    },
    120_000,
  );

  it('calls lots as the book does, and names the entries that moved them', async () => {
    const reader = await books.lease();
    try {
      const named = await reader.reader.rows<{ lot_id: string; event_id: string }>(
        `select lot_id.lot_id, entry.event_id from lots.lot_ids as lot_id
         join lots.lot_facts as lot on lot.lot_no = lot_id.lot_no
         join ledger.entries as entry on entry.entry_no = lot.opening_entry_no`,
      );
      const openings = new Map(named.map((each) => [each.lot_id, each.event_id]));
      const standing = (await get('/lots', { month: '2023-08', limit: '1000' })).rows;
      expect(standing.length).toBeGreaterThan(9);
      for (const row of standing) expect(openings.get(row.lot_id!), row.lot_id!).toBe(row.event_id);
      const used = (await get('/events', { month: '2023-08', movement: 'redeemed', limit: '1000' })).rows;
      expect(used.length).toBeGreaterThan(0);
      for (const row of used) expect(openings.has(row.lot_id!), row.lot_id!).toBe(true);
      expect(used.every((row) => row.kind === 'redeem' || row.cause_event_id !== null)).toBe(true);
    } finally {
      reader.release();
    }
  });

  it('adds up its months: first opening and last closing', async () => {
    const { rows, totals } = await get('/rollforward', { from: '2023-03', to: '2023-12', order: 'asc' });
    expect(totals.opening).toBe(rows[0]!.opening);
    expect(totals.closing).toBe(rows.at(-1)!.closing);
    expect(totals.closing_money).toBe(rows.at(-1)!.closing_money);
  });
});

describe('the liability', () => {
  it('changes by its bridge, to the last digit', async () => {
    type Step = { points: string | null; money: string | null };
    type Standing = { points: string; money: string };
    const found = await get<{
      now: Standing;
      before: Standing;
      bridge: Step[];
      wallets: { now: Standing }[];
    }>('', {
      compare: '2023-06',
    });
    const units = (text: string | null) => BigInt((text ?? '0').replace('.', ''));
    const sum = (pick: (step: Step) => string | null) =>
      found.bridge.reduce((total, step) => total + units(pick(step)), 0n);
    expect(sum((step) => step.points)).toBe(units(found.now.points) - units(found.before.points));
    expect(sum((step) => step.money)).toBe(units(found.now.money) - units(found.before.money));
    const ofWallets = found.wallets.reduce((total, wallet) => total + units(wallet.now.points), 0n);
    expect(ofWallets).toBe(units(found.now.points));
  });

  it('refuses to compare with a month that is not before it', async () => {
    const response = await api.request('/api/liability?compare=2030-01');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('does not lie before');
  });
});

describe('settlement and tie-out', () => {
  it('open the redemptions of a row, which add up to it in points, amount and tax', async () => {
    const { rows } = await get('/settlement', { limit: '1000' });
    expect(rows.length).toBeGreaterThan(9);
    // Months between whose days a rate changes, and what was given back, are among them.
    expect(rows.some((row) => row.month === '2023-10')).toBe(true);
    const broken: object[] = [];
    for (const row of rows) {
      const parties = ['issuer', 'redeemer', 'bearer'] as const;
      const without = parties.filter((party) => row[party] === null).join(',');
      const { totals } = await get('/settlement-events', {
        wallet: row.wallet!,
        month: row.month!,
        ...Object.fromEntries(parties.map((party) => [party, row[party] ?? undefined])),
        ...(without ? { without } : {}),
        limit: '1',
      });
      for (const figure of ['points', 'amount', 'tax'] as const)
        if (!isSame(totals[figure], row[figure])) broken.push({ row, totals });
    }
    expect(broken).toEqual([]);
  }, 60_000);

  it('open the points that a merchant handed out for the operator, which add up to what it owes', async () => {
    const configuration = Configuration.parse({
      programmes: ENRICHED_CONFIGURATION.programmes.map((programme) => ({
        ...programme,
        liability: { entity: 'merchant:S2', default_role: 'agent' },
      })),
    });
    const ofAgent = await lastingBook(enrichedLedger(SEED + 21, 400), configuration);
    const reading = new Books(dirname(ofAgent.books));
    try {
      const agent = createApi({ books: reading, workspace: dirname(ofAgent.books) });
      const ask = (path: string, parameters = {}) => get(path, parameters, agent);
      const { rows } = await ask('/payables', { limit: '1000' });
      expect(rows.length).toBeGreaterThan(9);
      expect(rows.some((row) => Number(row.points_reversed) > 0)).toBe(true);
      const broken: object[] = [];
      for (const row of rows) {
        const { totals } = await ask('/payable-events', {
          wallet: row.wallet!,
          month: row.month!,
          is_sale: String(row.is_sale),
          limit: '1',
        });
        const pairs = [
          ['issued', 'points_issued'],
          ['reversed', 'points_reversed'],
          ['payable', 'payable'],
          ['payable_reversed', 'payable_reversed'],
        ] as const;
        for (const [told, wanted] of pairs)
          if (!isSame(totals[told], row[wanted])) broken.push({ row, totals });
      }
      expect(broken).toEqual([]);
    } finally {
      await reading.close();
      await ofAgent.remove();
    }
  }, 60_000);

  it('open the lots that an account of the general ledger is compared with', async () => {
    const { rows } = await get('/tie-out', { limit: '100' });
    expect(rows.map(({ as_of }) => as_of)).toContain('2023-12-31');
    const evaluable = rows.filter(({ computed }) => computed !== null);
    expect(evaluable.length).toBeGreaterThan(0);
    for (const row of evaluable) {
      const { totals } = await get('/lots', { month: row.as_of!.slice(0, 7), role: row.role!, limit: '1' });
      expect(Number(totals.money)).toBe(Number(row.computed));
    }
  });

  it('open the lots of a span of ages, or of months until expiry', async () => {
    const broken: object[] = [];
    for (const [path, basis] of [
      ['/aging', 'months_since_issue'],
      ['/maturity', 'expiry'],
    ] as const) {
      const { rows } = await get(path, { ...(path === '/maturity' ? { basis } : {}), limit: '100' });
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) {
        const { totals } = await get('/bucket-lots', { basis, bucket: row.bucket!, limit: '1' });
        if (!isSame(totals.points, row.points) || !isSame(totals.money, row.money))
          broken.push({ row, totals });
      }
    }
    expect(broken).toEqual([]);
  }, 60_000);

  it('open the movements of an entry of the journal, and their events', async () => {
    const { rows } = await get('/journal', { wallet: 'base', order: 'asc', limit: '1000' });
    const broken: object[] = [];
    const seen: Record<string, number> = {};
    for (const line of rows) {
      const [name, kind] = line.entry_kind!.split('/');
      const role = kind ? 'provision' : 'contract_liability';
      if (!['sale', 'refund', 'redemption', 'use', 'grant'].includes(name!) || line.account_role !== role)
        continue;
      // Three of each are enough.
      if ((seen[name!] = (seen[name!] ?? 0) + 1) > 3) continue;
      const of = { wallet: 'base', month: line.period! };
      const parts = await get('/journal-parts', { ...of, entry_kind: line.entry_kind! });
      const booked = Number(line.credit) - Number(line.debit);
      const sign = name === 'sale' || name === 'grant' ? 1 : -1;
      if (Math.abs(sign * Number(parts.totals.money) - booked) > 1e-6) broken.push({ line, parts });
      for (const part of parts.rows) {
        const events = await get('/events', {
          ...of,
          movement: part.movement!,
          ...(kind ? { point_kind: kind } : { role }),
          limit: '1',
        });
        if (!isSame(events.totals.points, part.points) || !isSame(events.totals.money, part.money))
          broken.push({ line, part, events: events.totals });
      }
    }
    expect(broken).toEqual([]);
    expect(Object.keys(seen).sort()).toEqual(['grant', 'redemption', 'refund', 'sale', 'use']);
  }, 60_000);
});
