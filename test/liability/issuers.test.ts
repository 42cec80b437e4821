import { describe, expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';

const sale = (event_id: string, merchant_id: string | null, more: GivenRow = {}): GivenRow => ({
  event_id,
  member_id: 'M1',
  event_type: 'earn',
  points: '1000',
  occurred_at: '2024-01-05 10:00:00',
  reason: 'purchase',
  amount: '1130',
  tax_rate: '0.13',
  merchant_id,
  ...more,
});
const EVENTS: GivenRow[] = [
  sale('own', 'S1'),
  sale('gift', 'S1', { reason: 'signup', amount: null, tax_rate: null, points: '200' }),
  sale('other', 'S2'),
  {
    event_id: 'spent',
    member_id: 'M1',
    event_type: 'redeem',
    points: '500',
    occurred_at: '2024-02-05 10:00:00',
    merchant_id: 'S2',
  },
  {
    event_id: 'refund',
    member_id: 'M1',
    event_type: 'reverse',
    points: '250',
    occurred_at: '2024-03-05 10:00:00',
    related_event_id: 'own',
  },
];
const VALUES: GivenRow[] = [
  {
    wallet: 'base',
    valid_from: '2023-01-01',
    ssp_per_point: '0.01',
    cost_per_point: '0.008',
    booked_redemption_rate: '0.8',
  },
];
const rate = (issuer: string, redeemer: string | null, price: string): GivenRow => ({
  issuer_merchant_id: issuer,
  redeemer_merchant_id: redeemer,
  bearer_merchant_id: issuer,
  wallet: 'base',
  valid_from: '2023-01-01',
  price_per_point: price,
  tax_rate: '0.06',
});
const of = (liability: object) => ({ configuration: { programmes: [{ id: 'default', liability }] } });
const JOURNAL = `select period, ref, account_name, debit, credit from liability.journal order by entry_no, credit, account_code`;

describe('a merchant that is agent for the points it hands out', () => {
  const given = {
    point_events: EVENTS,
    settlement_rates: [rate('S1', null, '0.006'), rate('S1', 'S2', '0.007')],
  };

  it('owes the operator their price once, with the sale or as expense, and has no liability', async () => {
    const book = await bookOf(given, of({ entity: 'merchant:S1', default_role: 'agent' }));
    expect(await book.query(JOURNAL)).toEqual([
      {
        period: '2024-01',
        ref: 'base/payable',
        account_name: '主营业务收入',
        debit: '6.0000',
        credit: '0.0000',
      },
      { period: '2024-01', ref: 'base/payable', account_name: '应付账款', debit: '0.0000', credit: '6.0000' },
      {
        period: '2024-01',
        ref: 'base/payable-free',
        account_name: '销售费用',
        debit: '1.2000',
        credit: '0.0000',
      },
      {
        period: '2024-01',
        ref: 'base/payable-free',
        account_name: '应付账款',
        debit: '0.0000',
        credit: '1.2000',
      },
      {
        period: '2024-03',
        ref: 'base/payable-refund',
        account_name: '应付账款',
        debit: '1.5000',
        credit: '0.0000',
      },
      {
        period: '2024-03',
        ref: 'base/payable-refund',
        account_name: '主营业务收入',
        debit: '0.0000',
        credit: '1.5000',
      },
    ]);
    const [sums] = await book.query(
      `select sum(contract_liability + provision) as liability, sum(allocated) as allocated from liability.pools`,
    );
    expect(sums).toEqual({ liability: '0.0000', allocated: '0.0000' });
    expect(
      await book.query(
        `select points_issued, payable from liability.payables where is_sale and points_issued > 0`,
      ),
    ).toEqual([{ points_issued: '1000.00', payable: '6.0000' }]);
  }, 60_000);

  it('owes another operator for the points of its wallet, whichever merchant hands them out', async () => {
    const book = await bookOf(given, of({ points_of_others: [{ wallet: 'base', operator: 'Railway' }] }));
    // S1’s sale and gift at its price; S2 has no price of its own, which is said and not guessed.
    expect(
      await book.query(
        `select sum(payable) as payable, sum(payable_reversed) as reversed, sum(points_unpriced) as unpriced
         from liability.payables`,
      ),
    ).toEqual([{ payable: '7.2000', reversed: '1.5000', unpriced: '1000.00' }]);
    const [sums] = await book.query(
      `select sum(contract_liability + provision) as owed from liability.pools`,
    );
    expect(sums).toEqual({ owed: '0.0000' });
  }, 60_000);

  it('in a full journal has the price less what it owes as revenue, and every entry balances', async () => {
    const book = await bookOf(
      { ...given, point_values: VALUES },
      of({ entity: 'merchant:S1', roles: [{ merchant_id: 'S1', role: 'agent' }], journal: 'full' }),
    );
    const january = await book.query<{ account_name: string }>(
      `select account_name, debit, credit from liability.journal where ref = 'base/payable' order by account_code`,
    );
    expect(january).toEqual([
      { account_name: '银行存款', debit: '1130.0000', credit: '0.0000' },
      { account_name: '应付账款', debit: '0.0000', credit: '6.0000' },
      { account_name: '应交税费—应交增值税(销项税额)', debit: '0.0000', credit: '130.0000' },
      { account_name: '主营业务收入', debit: '0.0000', credit: '994.0000' },
    ]);
    const broken = await book.query(
      `select entry_no from liability.journal group by entry_no having sum(debit) <> sum(credit)`,
    );
    expect(broken).toEqual([]);
  }, 60_000);

  it('is not evaluable where redeemers’ prices differ and none is for all', async () => {
    const book = await bookOf(
      { ...given, settlement_rates: [rate('S1', 'S1', '0.006'), rate('S1', 'S2', '0.007')] },
      of({ entity: 'merchant:S1', default_role: 'agent' }),
    );
    expect(await book.query(JOURNAL)).toEqual([]);
    expect(
      await book.query(`select wallet, points from liability.not_evaluable where figure = 'issue_price'`),
    ).toEqual([{ wallet: 'base', points: '1200.00' }]);
  }, 60_000);
});

describe('the operator of a coalition', () => {
  it('has what issuers pay as transaction price, its own shop’s sales apart', async () => {
    const book = await bookOf(
      {
        point_events: EVENTS,
        point_values: VALUES,
        settlement_rates: [rate('S1', 'S1', '0.006'), rate('S1', 'S2', '0.006')],
      },
      of({ transaction_price: 'issuer', own_merchants: ['S2'] }),
    );
    const pools = await book.query(`select kind, allocated from liability.pools order by kind`);
    // S1 pays 1,000 + 200 points, 250 of them taken back; S2 sells for 1,000 net and grants 1,000 × 0.01 × 0.8.
    expect(pools).toEqual([
      { kind: 'issuer_paid', allocated: '5.7000' },
      { kind: 'sale', allocated: '7.9365' },
    ]);
    const [sum] = await book.query(`select sum(debit) = sum(credit) as balances from liability.journal`);
    expect(sum).toEqual({ balances: true });
  }, 60_000);

  it('has the shop’s sale where the policy says so, as by default', async () => {
    const book = await bookOf({ point_events: EVENTS, point_values: VALUES }, of({}));
    expect(await book.query(`select distinct kind from liability.pools order by kind`)).toEqual([
      { kind: 'free' },
      { kind: 'sale' },
    ]);
  }, 60_000);
});
