import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freezePeriod } from '#engine/books/freeze-period.ts';
import { givenBatch } from '#engine/build/given.ts';
import { Configuration } from '#engine/contract/programme.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { recompute } from '#engine/recompute.ts';
import { ENRICHED_CONFIGURATION, enrichedLedger } from '#test/liability/enriched-ledger.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);
const CLOSED = '2023-08';
const OPEN = '2023-09';

let workspace: string;
let books: Books;
let api: ReturnType<typeof createApi>;
let closingBook: string;

/** A book closed as of the end of August 2023, and a later one for which a fifth of the events until then arrived late. */
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'jiheng-closed-'));
  for (const folder of ['source', 'frozen']) await mkdir(join(workspace, folder));
  const configuration = Configuration.parse(ENRICHED_CONFIGURATION);
  const { point_events, ...others } = enrichedLedger(SEED + 40, 260);
  const isLate = (index: number) => index % 5 === 3;
  const known = await givenBatch(
    join(workspace, 'known'),
    { ...others, point_events: point_events!.filter((_, index) => !isLate(index)) },
    configuration,
    'known',
  );
  const late = await givenBatch(
    join(workspace, 'late'),
    { point_events: point_events!.filter((_, index) => isLate(index)) },
    configuration,
    'late',
  );
  const shelf = join(workspace, 'books');
  const make = (request: object) =>
    recompute(
      { configuration, books: shelf, temporary: join(workspace, 'tmp'), rules: [], ...request } as never,
      { signal: new AbortController().signal, progress() {} },
    );
  closingBook = (await make({ batches: [known], asOf: '2023-08-31' })).book_id;
  const frozen = await freezePeriod(bookPath(shelf, closingBook), CLOSED, join(workspace, 'frozen'));
  const close = { ...frozen, period: CLOSED, bookId: closingBook, preparer: 'A', approver: 'B' };
  await make({ batches: [known, late], asOf: '2023-10-31', closes: [close] });
  books = new Books(workspace);
  api = createApi({ books, workspace });
}, 120_000);

afterAll(async () => {
  await books.close();
  await rm(workspace, { recursive: true, force: true });
});

type Row = Record<string, string | null>;

async function get(path: string, parameters: Record<string, string>) {
  const response = await api.request(`/api/liability${path}?${new URLSearchParams(parameters)}`);
  expect(response.status, `${path} ${JSON.stringify(parameters)}`).toBe(200);
  return (await response.json()) as { rows: Row[]; totals: Row; total: number; book: { book_id: string } };
}

const MOVING = [
  ...['issued', 'restored', 'redeemed', 'expired', 'reversed', 'transferred_net', 'exchanged_net'],
  ...['adjusted', 'forfeited', 'debt_repaid', 'debt_incurred', 'debt_settled', 'debt_cancelled'],
];
const figure = (text: string | null | undefined) => Number(text ?? 0);
const moneyOf = (row: Row, movement: string) =>
  movement.startsWith('debt_') && movement !== 'debt_repaid' ? 0 : figure(row[`${movement}_money`]);

describe('a closed month', () => {
  it('opens what it was closed with, and that adds up to the frozen figures', async () => {
    const broken: object[] = [];
    for (const month of [CLOSED]) {
      const { rows } = await get('/rollforward', { by: 'wallet', from: month, to: month });
      const then = await get('/rollforward', { by: 'wallet', from: month, to: month, book: closingBook });
      expect(rows).toEqual(then.rows);
      for (const row of rows.slice(0, 2)) {
        const cell = { wallet: row.wallet!, month, limit: '1' };
        for (const movement of MOVING) {
          const { totals, book } = await get('/events', { ...cell, movement });
          expect(book.book_id).toBe(closingBook);
          if (
            figure(totals.points) !== figure(row[movement]) ||
            figure(totals.money) !== moneyOf(row, movement)
          )
            broken.push({ cell, movement, row, totals });
        }
        const standing = (await get('/lots', cell)).totals;
        if (
          figure(standing.points) !== figure(row.closing) ||
          figure(standing.money) !== figure(row.closing_money)
        )
          broken.push({ cell, row, standing });
      }
    }
    expect(broken).toEqual([]);
  }, 120_000);
});

describe('the first open month', () => {
  it.each(['none', 'vintage'])(
    'split by %s: its own events and the late ones of closed months add up to its cells',
    async (by) => {
      const { rows } = await get('/rollforward', { by, from: OPEN, to: OPEN });
      const broken: object[] = [];
      let lines = 0;
      // Debt has no vintage; the newest and the oldest ones are enough.
      for (const row of [...new Set([...rows.slice(0, 2), rows.at(-1)!])]) {
        const cell = {
          month: OPEN,
          limit: '1',
          ...(by === 'none' ? {} : row[by] === null ? { without: by } : { [by]: row[by]! }),
        };
        for (const movement of MOVING) {
          const own = (await get('/events', { ...cell, movement })).totals;
          const late = await get('/late', { ...cell, movement });
          lines += late.total;
          if (
            Math.abs(figure(own.points) + figure(late.totals.points) - figure(row[movement])) > 0.001 ||
            figure(own.money) !== moneyOf(row, movement)
          )
            broken.push({ cell, movement, row: row[movement], own, late: late.totals });
        }
        const all = (await get('/late', cell)).totals;
        if (figure(all.money) !== figure(row.prior_period))
          broken.push({ cell, prior: row.prior_period, all });
        const standing = (await get('/lots', cell)).totals;
        if (by !== 'vintage' || row.vintage !== null)
          if (
            figure(standing.points) !== figure(row.closing) ||
            figure(standing.money) !== figure(row.closing_money)
          )
            broken.push({ cell, closing: row.closing, standing });
      }
      expect(broken).toEqual([]);
      expect(lines).toBeGreaterThan(9);
    },
    120_000,
  );

  it('has late lines in that month alone', async () => {
    expect((await get('/late', { month: '2023-10' })).total).toBe(0);
    expect((await get('/late', { month: CLOSED })).total).toBe(0);
  });
});
