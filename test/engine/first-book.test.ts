import { expect, it } from 'vitest';
import { bookOf } from '#test/support/book.ts';

it('builds a book in which points meet lots', async () => {
  const book = await bookOf(
    {
      point_events: [
        { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '100.50', occurred_at: '2024-03-05 10:00:00' },
        { event_id: 'E2', member_id: 'M1', event_type: 'earn', points: '50', occurred_at: '2024-04-05 10:00:00', balance_after: '150.50' },
        { event_id: 'R1', member_id: 'M1', event_type: 'redeem', points: '120', occurred_at: '2024-05-05 10:00:00', balance_after: '31' },
        { event_id: 'T1', member_id: 'M1', event_type: 'transfer_out', points: '10', occurred_at: '2024-06-05 10:00:00', counterparty_member_id: 'M2' },
        { event_id: 'T2', member_id: 'M2', event_type: 'transfer_in', points: '10', occurred_at: '2024-06-05 10:00:00', counterparty_member_id: 'M1' },
        { event_id: 'T2', member_id: 'M2', event_type: 'transfer_in', points: '10', occurred_at: '2024-06-05 10:00:00', counterparty_member_id: 'M1' },
        { event_id: 'X1', member_id: 'M3', event_type: 'redeem', points: '10', occurred_at: '2025-06-05 10:00:00' },
      ],
      reported_balances: [{ member_id: 'M2', as_of: '2025-01-01', points: '11' }],
    },
    { configuration: { programmes: [{ id: 'p', wallets: { base: { validity: [{ from: '2020-01-01', months: 12 }] } } }] } },
  );
  console.log(JSON.stringify(book.summary, null, 1));
  for (const t of ['ledger.entries', 'lots.lots', 'lots.uses', 'lots.shortfalls', 'balances.accounts', 'balances.mismatches', 'balances.flows', 'balances.totals', 'meta.book'])
    console.log(t, await book.query(`select * from ${t}`));
  expect(1).toBe(1);
});
