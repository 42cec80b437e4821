import { describe, expect, it } from 'vitest';
import { bookOf, type BuiltBook } from '#test/support/book.ts';
import { ENRICHED_CONFIGURATION, enrichedLedger } from './enriched-ledger.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);

const OF_LOTS = [
  'issued',
  'restored',
  'redeemed',
  'expired',
  'reversed',
  'transferred_net',
  'exchanged_net',
  'adjusted',
  'forfeited',
  'debt_repaid',
];
const OF_DEBT = ['debt_incurred', 'debt_settled', 'debt_cancelled'];

describe(`what the cells of the roll-forward are made of (JIHENG_SEED=${SEED})`, () => {
  it.each([10, 11])(
    'adds up to every moving cell, in points and in money (%i)',
    async (round) => {
      const book = await bookOf(enrichedLedger(SEED + round, 260), { configuration: ENRICHED_CONFIGURATION });
      const broken = [];
      for (const movement of [...OF_LOTS, ...OF_DEBT]) broken.push(...(await differing(book, movement)));
      expect(broken).toEqual([]);
      const [kinds] = await book.query<{ movements: number }>(
        'select count(distinct movement)::int as movements from liability.cell_events',
      );
      expect(kinds!.movements).toBeGreaterThan(9);
    },
    60_000,
  );
});

/** Cells whose rows do not add up to them. */
function differing(book: BuiltBook, movement: string): Promise<object[]> {
  const money = OF_DEBT.includes(movement) ? 'null' : `${movement}_money`;
  return book.query(
    `with cells as (
       select programme_id, wallet, month, tier, issuer, vintage, ${movement} as points, ${money} as money
       from liability.rollforward where ${movement} <> 0 or coalesce(${money}, 0) <> 0),
     events as (
       select programme_id, wallet, month, tier, issuer, vintage, sum(points) as points, sum(money) as money
       from liability.cell_events where movement = '${movement}' group by all
       having sum(points) <> 0 or coalesce(sum(money), 0) <> 0)
     select '${movement}' as movement, cells.wallet, cells.month::varchar as month, cells.points, events.points as found,
       cells.money, events.money as found_money
     from cells full join events on events.wallet = cells.wallet and events.month = cells.month
       and events.tier is not distinct from cells.tier and events.issuer is not distinct from cells.issuer
       and events.vintage is not distinct from cells.vintage
     where coalesce(cells.points, 0) <> coalesce(events.points, 0)
       or coalesce(cells.money, 0) <> coalesce(events.money, 0)`,
  );
}
