import { expect, it } from 'vitest';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

it('refuses a ledger without events in one sentence', async () => {
  await expect(bookOf({ point_events: [] })).rejects.toThrow(/no events to compute from; ingest/);
  await expect(bookOf({ members: [{ member_id: 'm' }] })).rejects.toThrow(/no events to compute from/);
  await expect(
    bookOf({ point_events: [event('1', 'earn', 1, '2024-01-01')] }, { knownAt: '2023-01-01T00:00:00Z' }),
  ).rejects.toThrow(/no events to compute from/);
});

it('gives an empty book where every event lies after the as-of day', async () => {
  const tables = {
    point_events: [
      event('1', 'earn', 1, '2024-01-01', { balance_after: '7' }),
      event('2', 'transfer_out', 1, '2024-01-02', { counterparty_member_id: 'n' }),
      event('2i', 'transfer_in', 1, '2024-01-02', { member_id: 'n', related_event_id: '2' }),
    ],
    reported_balances: [{ member_id: 'm', wallet: 'base', as_of: '2023-12-01', points: '3' }],
  };
  for (const shards of [1, 4]) {
    const book = await bookOf(tables, { asOf: '2023-12-31', shards });
    expect(book.summary.counts).toMatchObject({
      members: 0,
      accounts: 0,
      entries: 0,
      lots: 0,
      uses: 0,
      mismatches: 1,
    });
    expect(book.summary.control_totals).toMatchObject({
      rows_arrived: 3,
      after_as_of: 3,
      entries: 0,
      wallets: [],
    });
  }
});

it('takes a programme that nobody configured with the defaults', async () => {
  const book = await bookOf(
    {
      point_events: [
        event('1', 'earn', 1, '2024-01-01T00:00:00+08:00', { programme_id: 'stranger' }),
        event('2', 'redeem', 5, '2024-01-02T00:00:00+08:00', { programme_id: 'stranger' }),
      ],
    },
    { configuration: { programmes: [{ id: 'known', time_zone: 'Europe/Berlin' }] } },
  );
  expect(await book.query('select programme_id, time_zone from meta.programmes order by 1')).toEqual([
    { programme_id: 'known', time_zone: 'Europe/Berlin' },
    { programme_id: 'stranger', time_zone: 'Asia/Shanghai' },
  ]);
  expect(await book.query('select programme_id, points_debt from balances.accounts')).toEqual([
    { programme_id: 'stranger', points_debt: '4.00' },
  ]);
  expect(book.summary.as_of).toBe('2024-01-02');
});

it('cuts three members into thirteen shards without losing one', async () => {
  const tables = {
    point_events: ['a', 'b', 'c'].flatMap((member) => [
      event(`${member}1`, 'earn', 10, '2024-01-01', { member_id: member }),
      event(`${member}2`, 'redeem', 3, '2024-01-02', { member_id: member }),
    ]),
  };
  const [one, many] = [await bookOf(tables), await bookOf(tables, { shards: 13 })];
  expect(many.summary.content_fingerprint).toBe(one.summary.content_fingerprint);
  expect(await many.query('select count(*) as n, count(distinct entry_no) as d from ledger.entries')).toEqual(
    [{ n: 6n, d: 6n }],
  );
});

it('computes an existing book only once and says so', async () => {
  const tables = { point_events: [event('1', 'earn', 1, '2024-01-01')] };
  const [first, second] = [await bookOf(tables), await bookOf(tables)];
  expect(first.summary.is_new && second.summary.is_new).toBe(true);
  expect(second.summary.book_id).toBe(first.summary.book_id);
  expect(second.summary.content_fingerprint).toBe(first.summary.content_fingerprint);
});

it('accounts for every row and every point, per wallet', async () => {
  const book = await bookOf(
    {
      point_events: [
        event('1', 'earn', '10.25', '2024-01-01', { expires_at: '2024-02-01T00:00:00' }),
        event('1', 'earn', '10.25', '2024-01-01', { expires_at: '2024-02-01T00:00:00' }),
        event('1', 'earn', '11', '2024-01-01', { recorded_at: '2024-01-09T00:00:00' }),
        event('2', 'redeem', '4.50', '2024-01-02'),
        event('3', 'restore', '2', '2024-01-03', { related_event_id: '2' }),
        event('4', 'restore', '9', '2024-01-04', { related_event_id: '2' }),
        event('5', 'restore', '1', '2024-01-05', { related_event_id: '2' }),
        event('6', 'earn', '5', '2024-03-01', { wallet: 'green' }),
        event('7', 'earn', '5', '2024-04-01'),
        event('8', 'earn', '5', '2024-01-01', { recorded_at: '2025-01-01T00:00:00' }),
      ],
    },
    { asOf: '2024-03-31', knownAt: '2024-12-31T00:00:00+08:00' },
  );
  expect(book.summary.control_totals).toEqual({
    rows_arrived: 9,
    duplicates: 1,
    conflicts: 1,
    after_as_of: 1,
    after_known_at: 1,
    entries: 5,
    wholly_unposted: 1,
    wallets: [
      {
        programme_id: 'default',
        wallet: 'base',
        points_opened: '10.25',
        points_restored: '4.50',
        points_used: '14.75',
        points_remaining: '0.00',
      },
      {
        programme_id: 'default',
        wallet: 'green',
        points_opened: '5.00',
        points_restored: '0.00',
        points_used: '0.00',
        points_remaining: '5.00',
      },
    ],
  });
  // What the clock expired stands in the account's `expired`, so that its terms add up.
  expect(
    await book.query(
      `select earned, redeemed, restored, expired, points_balance from balances.accounts where wallet = 'base'`,
    ),
  ).toEqual([
    { earned: '10.25', redeemed: '4.50', restored: '4.50', expired: '10.25', points_balance: '0.00' },
  ]);
});
