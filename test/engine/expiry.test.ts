import { expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

/** Local text of an instant in the zone, for an eye that reads days. */
const local = (zone: string) => `strftime(timezone('${zone}', expires_at), '%Y-%m-%d %H:%M')`;

it('ends a validity of months with the corresponding day, or else the last day of the month, at 24:00 local', async () => {
  const cases: [wallet: string, at: string, expires: string | null][] = [
    ['m12', '2024-03-05T10:00:00', '2025-03-06 00:00'],
    ['m12', '2024-02-29T00:00:00', '2025-03-01 00:00'],
    ['m12', '2023-02-28T23:59:59', '2024-02-29 00:00'],
    ['m1', '2024-01-31T12:00:00', '2024-03-01 00:00'],
    ['m1', '2023-01-31T12:00:00', '2023-03-01 00:00'],
    ['m1', '2024-03-31T12:00:00', '2024-05-01 00:00'],
    ['m24', '2022-02-28T12:00:00', '2024-02-29 00:00'],
    // The local day decides: 17:00 in London is the next day in Shanghai.
    ['m12', '2024-03-05T17:00:00Z', '2025-03-07 00:00'],
    ['calendar', '2024-01-01T00:00:00', '2025-04-01 00:00'],
    ['calendar', '2024-12-31T23:59:59', '2025-04-01 00:00'],
    ['yearend', '2024-12-31T23:59:59', '2025-01-01 00:00'],
    ['lifetime', '2024-03-05T10:00:00', null],
    // A dated list: the entry in force when the points were earned.
    ['dated', '2019-06-01T12:00:00', '2019-07-02 00:00'],
    ['dated', '2023-12-31T23:59:59', '2024-02-01 00:00'],
    ['dated', '2024-01-01T00:00:00', '2024-07-02 00:00'],
    ['dated', '2025-01-01T00:00:00', null],
  ];
  const explicit = event('explicit', 'earn', 1, '2024-03-05', {
    wallet: 'm12',
    expires_at: '2024-09-09T09:09:09',
  });
  const months = (count: number) => ({ validity: [{ from: '2000-01-01', months: count }] });
  const calendar = (count: number) => ({
    validity: [{ from: '2000-01-01', calendar_year_end_plus_months: count }],
  });
  const book = await bookOf(
    {
      point_events: [
        ...cases.map(([wallet, at], index) =>
          event(`e${String(index).padStart(2, '0')}`, 'earn', 1, at, { wallet }),
        ),
        explicit,
      ],
    },
    {
      configuration: {
        programmes: [
          {
            id: 'p',
            wallets: {
              m1: months(1),
              m12: months(12),
              m24: months(24),
              calendar: calendar(3),
              yearend: calendar(0),
              dated: {
                validity: [
                  { from: '2025-01-01', lifetime: true },
                  { from: '2020-01-01', months: 1 },
                  { from: '2024-01-01', months: 6 },
                ],
              },
            },
          },
        ],
      },
    },
  );
  const found = await book.query<{ expires: string | null }>(
    `select ${local('Asia/Shanghai')} as expires from lots.lots where opening_event_id like 'e__' order by opening_event_id`,
  );
  expect(found.map((row) => row.expires)).toEqual(cases.map(([, , expires]) => expires));
  expect(await book.query(`select expires_at from lots.lots where opening_event_id = 'explicit'`)).toEqual([
    { expires_at: '2024-09-09T01:09:09.000Z' },
  ]);
});

it('puts expiry at local midnight on either side of daylight saving', async () => {
  const book = await bookOf(
    {
      point_events: [
        event('winter', 'earn', 1, '2024-01-15T12:00:00Z'),
        event('summer', 'earn', 1, '2024-05-15T12:00:00Z'),
        // 03:00 UTC is still the day before in New York.
        event('night', 'earn', 1, '2024-01-15T03:00:00Z'),
      ],
    },
    {
      configuration: {
        programmes: [
          {
            id: 'p',
            time_zone: 'America/New_York',
            wallets: { base: { validity: [{ from: '2000-01-01', months: 6 }] } },
          },
        ],
      },
    },
  );
  expect(await book.query('select opening_event_id as id, expires_at from lots.lots order by 1')).toEqual([
    { id: 'night', expires_at: '2024-07-15T04:00:00.000Z' },
    { id: 'summer', expires_at: '2024-11-16T05:00:00.000Z' },
    { id: 'winter', expires_at: '2024-07-16T04:00:00.000Z' },
  ]);
});

it('keeps one deadline per account by the last earn or redemption, and no other event moves it', async () => {
  const validity = [{ from: '2000-01-01', months_since_last_activity: 3 }];
  const member = (id: string, rows: GivenRow[]) =>
    rows.map((row) => ({ ...row, event_id: `${id}${row.event_id}`, member_id: id }));
  const book = await bookOf(
    {
      point_events: [
        ...member('quiet', [event('1', 'earn', 10, '2024-01-10')]),
        ...member('earner', [event('1', 'earn', 10, '2024-01-10'), event('2', 'earn', 5, '2024-03-10')]),
        ...member('spender', [event('1', 'earn', 10, '2024-01-10'), event('2', 'redeem', 5, '2024-04-10')]),
        ...member('adjusted', [event('1', 'earn', 10, '2024-01-10'), event('2', 'adjust', 5, '2024-03-10')]),
        ...member('late', [
          event('1', 'earn', 10, '2024-01-10'),
          event('2', 'redeem', 5, '2024-04-11T00:00:00'),
        ]),
        event('clock', 'earn', 1, '2024-06-30', { member_id: 'clock' }),
      ],
    },
    { configuration: { programmes: [{ id: 'p', wallets: { base: { validity } } }] } },
  );
  // 2024-01-10 and three months: until 24:00 of 2024-04-10.
  expect(
    await book.query(
      `select member_id, points, used_at from lots.uses where use_type = 'expire' order by member_id, use_no`,
    ),
  ).toEqual([
    { member_id: 'adjusted', points: '10.00', used_at: '2024-04-10T16:00:00.000Z' },
    { member_id: 'adjusted', points: '5.00', used_at: '2024-04-10T16:00:00.000Z' },
    { member_id: 'earner', points: '10.00', used_at: '2024-06-10T16:00:00.000Z' },
    { member_id: 'earner', points: '5.00', used_at: '2024-06-10T16:00:00.000Z' },
    { member_id: 'late', points: '10.00', used_at: '2024-04-10T16:00:00.000Z' },
    { member_id: 'quiet', points: '10.00', used_at: '2024-04-10T16:00:00.000Z' },
  ]);
  expect(
    await book.query(`select points_balance, points_debt from balances.accounts where member_id = 'spender'`),
  ).toEqual([{ points_balance: '5.00', points_debt: '0.00' }]);
});

it('expires by the clock, by booked events or by the clock with booked events that move nothing', async () => {
  const validity = [{ from: '2000-01-01', months: 1 }];
  const rows = (wallet: string): GivenRow[] => [
    event(`${wallet}1`, 'earn', 10, '2024-01-10', { wallet }),
    // Valid until 2024-02-11T00:00; spent a second before, then at that instant.
    event(`${wallet}2`, 'redeem', 2, '2024-02-10T23:59:59', { wallet }),
    event(`${wallet}3`, 'redeem', 3, '2024-02-11T00:00:00', { wallet }),
    event(`${wallet}4`, 'expire', 4, '2024-02-12', { wallet }),
    event(`${wallet}5`, 'expire', 9, '2024-02-13', { wallet }),
  ];
  const book = await bookOf(
    { point_events: ['implied', 'booked', 'both'].flatMap(rows) },
    {
      configuration: {
        programmes: [
          {
            id: 'p',
            wallets: Object.fromEntries(
              ['implied', 'booked', 'both'].map((source) => [source, { validity, expiry_source: source }]),
            ),
          },
        ],
      },
    },
  );
  expect(
    await book.query(
      'select wallet, redeemed, expired, points_balance, points_debt from balances.accounts order by 1',
    ),
  ).toEqual([
    { wallet: 'booked', redeemed: '5.00', expired: '5.00', points_balance: '0.00', points_debt: '0.00' },
    { wallet: 'both', redeemed: '5.00', expired: '8.00', points_balance: '-3.00', points_debt: '3.00' },
    { wallet: 'implied', redeemed: '5.00', expired: '8.00', points_balance: '-3.00', points_debt: '3.00' },
  ]);
  // Of the 3 that were spent too late all had expired in that account: expired points used, not overdrawn.
  expect(
    await book.query('select wallet, kind, points, points_expired_before from lots.shortfalls order by 1, 2'),
  ).toEqual([
    { wallet: 'booked', kind: 'excess', points: '8.00', points_expired_before: '0.00' },
    { wallet: 'both', kind: 'debt', points: '3.00', points_expired_before: '3.00' },
    { wallet: 'implied', kind: 'debt', points: '3.00', points_expired_before: '3.00' },
  ]);
  expect(
    await book.query(
      `select wallet, event_id, points_posted from ledger.entries where event_type = 'expire' order by 1, 2`,
    ),
  ).toEqual([
    { wallet: 'booked', event_id: 'booked4', points_posted: '4.00' },
    { wallet: 'booked', event_id: 'booked5', points_posted: '1.00' },
    { wallet: 'both', event_id: 'both4', points_posted: '0.00' },
    { wallet: 'both', event_id: 'both5', points_posted: '0.00' },
    { wallet: 'implied', event_id: 'implied4', points_posted: '0.00' },
    { wallet: 'implied', event_id: 'implied5', points_posted: '0.00' },
  ]);
  // Flows tell the clock's expiry apart from booked ones.
  expect(
    await book.query(
      `select wallet, kind, points_change from balances.flows where kind in ('expire', 'implied_expiry') order by 1, 2`,
    ),
  ).toEqual([
    { wallet: 'booked', kind: 'expire', points_change: '-5.00' },
    { wallet: 'both', kind: 'expire', points_change: '0.00' },
    { wallet: 'both', kind: 'implied_expiry', points_change: '-8.00' },
    { wallet: 'implied', kind: 'expire', points_change: '0.00' },
    { wallet: 'implied', kind: 'implied_expiry', points_change: '-8.00' },
  ]);
});

it('restores into an expired lot by policy: expired again at once, or a child lot that lives some days', async () => {
  const validity = [{ from: '2000-01-01', months: 1 }];
  const rows = (wallet: string): GivenRow[] => [
    event(`${wallet}1`, 'earn', 10, '2024-01-10', { wallet }),
    event(`${wallet}2`, 'redeem', 10, '2024-01-20', { wallet }),
    event(`${wallet}3`, 'restore', 6, '2024-03-05T08:00:00', { wallet, related_event_id: `${wallet}2` }),
  ];
  const book = await bookOf(
    { point_events: [...rows('original'), ...rows('grace')] },
    {
      configuration: {
        programmes: [
          { id: 'p', wallets: { original: { validity }, grace: { validity, restore: { grace_days: 30 } } } },
        ],
      },
    },
  );
  expect(
    await book.query(
      `select wallet, event_id, use_type, points, used_at from lots.uses where use_type <> 'redeem' order by use_no`,
    ),
  ).toEqual([
    {
      wallet: 'original',
      event_id: 'original3',
      use_type: 'restore',
      points: '6.00',
      used_at: '2024-03-05T00:00:00.000Z',
    },
    {
      wallet: 'original',
      event_id: 'original3',
      use_type: 'expire',
      points: '6.00',
      used_at: '2024-03-05T00:00:00.000Z',
    },
  ]);
  // Thirty days after the 5th of March end with the 4th of April.
  expect(
    await book.query(
      `select lot_id, parent_lot_id, origin_lot_id, points_remaining, ${local('Asia/Shanghai')} as expires
       from lots.lots where parent_lot_id is not null`,
    ),
  ).toEqual([
    {
      lot_id: 'p/default/grace3/1',
      parent_lot_id: 'p/default/grace1',
      origin_lot_id: 'p/default/grace1',
      points_remaining: '6.00',
      expires: '2024-04-05 00:00',
    },
  ]);
});
