import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { givenBatch, type GivenRow } from '#engine/build/given.ts';
import { freezePeriod } from '#engine/books/freeze-period.ts';
import { Configuration } from '#engine/contract/programme.ts';
import { bookOf, bookOfBatches } from '#test/support/book.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { published } from './vectors.ts';

const { given, allocation, periods } = published.ifrs15_example_52;

const SALE: GivenRow = {
  event_id: 'sale',
  member_id: 'M1',
  event_type: 'earn',
  points: String(given.points_issued),
  occurred_at: '2024-01-05 10:00:00',
  reason: 'purchase',
  order_id: 'O1',
  amount: String(given.transaction_price),
  merchant_id: 'S1',
};
const SPENT: GivenRow[] = [
  redemption('R1', '4500', '2024-12-05 10:00:00'),
  redemption('R2', '4000', '2025-12-05 10:00:00'),
];
const VALUES = [rate('2024-01-01', '0.95'), rate('2025-12-01', '0.97')];

describe('IFRS 15 Example 52 as a ledger', () => {
  it('gives the published allocation, revenue and contract liability at both year ends', async () => {
    for (const [i, asOf] of ['2024-12-31', '2025-12-31'].entries()) {
      const book = await bookOf({ point_events: [SALE, ...SPENT], point_values: VALUES }, { asOf });
      const [pool] = await book.query<Record<string, string>>('from liability.pools');
      const before = i === 0 ? 0 : periods[0]!.revenue;
      expect(Math.round(Number(pool!.allocated))).toBe(allocation.points);
      expect(Number(pool!.expected_total)).toBe(periods[i]!.expected_redemption);
      expect(Math.round(Number(pool!.contract_liability))).toBe(periods[i]!.liability);
      expect(Math.round(Number(pool!.recognised))).toBe(before + periods[i]!.revenue);
    }
  }, 60_000);

  it('books the allocation, the redemptions and the change in estimate, and nothing else', async () => {
    const book = await bookOf(
      { point_events: [SALE, ...SPENT], point_values: VALUES },
      { asOf: '2025-12-31' },
    );
    const lines = await book.query<Record<string, string>>(
      `select period, ref, round(debit, 0)::int as debit, round(credit, 0)::int as credit from liability.journal
       where account_code = '2205' order by entry_no`,
    );
    expect(lines).toEqual([
      { period: '2024-01', ref: 'base/sale', debit: 0, credit: 8676 },
      { period: '2024-12', ref: 'base/redemption', debit: 4110, credit: 0 },
      { period: '2025-12', ref: 'base/redemption', debit: 3653, credit: 0 },
      { period: '2025-12', ref: 'base/estimate', debit: 0, credit: 160 },
    ]);
  }, 60_000);
});

describe('a closed period', () => {
  it('stays as it was closed; a late event counts in the open month, its money as prior period', async () => {
    const folder = await temporaryFolder();
    const configuration = Configuration.parse({});
    const known = await givenBatch(
      join(folder, 'in'),
      { point_events: [SALE, SPENT[0]!], point_values: VALUES },
      configuration,
      'known',
    );
    const first = await bookOfBatches(folder, [known], { asOf: '2024-12-31' });
    await mkdir(join(folder, 'close'));
    const frozen = await freezePeriod(first.path, '2024-12', join(folder, 'close'));

    const late = await givenBatch(
      join(folder, 'in'),
      {
        point_events: [
          { ...redemption('late', '500', '2024-11-20 10:00:00'), recorded_at: '2025-01-10 09:00:00' },
        ],
      },
      configuration,
      'late',
    );
    const close = {
      ...frozen,
      period: '2024-12',
      bookId: first.summary.book_id,
      preparer: 'A',
      approver: 'B',
    };
    const second = await bookOfBatches(folder, [known, late], { asOf: '2025-01-31', closes: [close] });
    const open = await bookOfBatches(folder, [known, late], { asOf: '2025-01-31' });

    const until = `from liability.rollforward where month <= '2024-12-01' order by all`;
    expect(await second.query(until)).toEqual(await first.query(until));
    expect(await open.query(until)).not.toEqual(await first.query(until));
    expect(second.summary.book_id).not.toBe(open.summary.book_id);
    const january = `select opening, redeemed, closing, round(redeemed_money, 2) as redeemed_money,
      round(prior_period, 2) as prior_period from liability.rollforward where month = '2025-01-01'`;
    expect(await second.query(january)).toEqual([
      {
        opening: '5500.00',
        redeemed: '500.00',
        closing: '5000.00',
        redeemed_money: '0.00',
        prior_period: '-456.62',
      },
    ]);
    const [sums] = await second.query(
      `select count(*) filter (closing_money <> opening_money + issued_money - redeemed_money + change_in_estimate
         + prior_period)::int as broken from liability.rollforward`,
    );
    expect(sums).toEqual({ broken: 0 });
    const journal = `select round(debit, 2) as debit from liability.journal
      where account_code = '2205' and ref = 'base/prior-period'`;
    expect(await second.query(journal)).toEqual([{ debit: '456.62' }]);
  }, 60_000);
});

function redemption(event_id: string, points: string, occurred_at: string): GivenRow {
  return { event_id, member_id: 'M1', event_type: 'redeem', points, occurred_at };
}

function rate(valid_from: string, booked_redemption_rate: string): GivenRow {
  return { wallet: 'base', valid_from, ssp_per_point: '1', cost_per_point: '0.8', booked_redemption_rate };
}
