import { expect, it } from 'vitest';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

const KEPT = 'select source, event_id, points, recorded_at from ledger.entries order by entry_no';

it('tells events apart by programme, source and event id', async () => {
  const book = await bookOf(
    {
      point_events: [
        event('1', 'earn', 10, '2024-01-01'),
        event('1', 'earn', 20, '2024-01-01', { source: 'pos' }),
        event('1', 'earn', 40, '2024-01-01', { programme_id: 'q' }),
        event('01', 'earn', 80, '2024-01-01'),
      ],
    },
    { configuration: { programmes: [{ id: 'p' }, { id: 'q' }] } },
  );
  expect(await book.query('select programme_id, earned from balances.accounts order by 1')).toEqual([
    { programme_id: 'p', earned: '110.00' },
    { programme_id: 'q', earned: '40.00' },
  ]);
});

it('orders one instant by programme, source and event id as UTF-8 bytes', async () => {
  const ids = ['é', 'Z', 'a', '10', '9', '积', '￰', '😀'];
  const book = await bookOf({ point_events: ids.map((id) => event(id, 'earn', 1, '2024-01-01')) });
  const found = await book.query<{ event_id: string }>(
    'select event_id from ledger.entries order by entry_no',
  );
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  expect(found.map((row) => row.event_id)).toEqual(
    [...ids].sort((left, right) => Buffer.compare(bytes(left), bytes(right))),
  );
  expect(await book.query('select list(seq order by entry_no) as seq from ledger.entries')).toEqual([
    { seq: ids.map((_, index) => index + 1) },
  ]);
});

it('keeps the row recorded first, whichever arrived first', async () => {
  const early = event('1', 'earn', 10, '2024-01-01', { recorded_at: '2024-01-02T00:00:00' });
  const late = event('1', 'earn', 99, '2024-01-01', { recorded_at: '2024-01-03T00:00:00' });
  for (const rows of [
    [early, late],
    [late, early],
  ]) {
    const book = await bookOf({ point_events: rows });
    expect(await book.query('select points from ledger.entries')).toEqual([{ points: '10.00' }]);
    expect(await book.query('select points from ledger.conflicts')).toEqual([{ points: '99.00' }]);
    expect(book.summary.control_totals).toMatchObject({
      rows_arrived: 2,
      conflicts: 1,
      duplicates: 0,
      entries: 1,
    });
  }
});

it('takes the instant of occurrence for a missing recording instant when two rows claim a key', async () => {
  const book = await bookOf({
    point_events: [
      event('1', 'earn', 10, '2024-01-05'),
      event('1', 'earn', 99, '2024-01-01', { recorded_at: '2024-01-06T00:00:00' }),
    ],
  });
  expect(await book.query('select points from ledger.entries')).toEqual([{ points: '10.00' }]);
});

it('calls equal content a duplicate even where it was recorded again later, and keeps the first recording', async () => {
  const book = await bookOf({
    point_events: [
      event('1', 'earn', 10, '2024-01-01', { recorded_at: '2024-02-01T00:00:00+08:00' }),
      event('1', 'earn', 10, '2024-01-01', { recorded_at: '2024-01-02T00:00:00+08:00' }),
      event('1', 'earn', 10, '2024-01-01', { recorded_at: '2024-01-03T00:00:00+08:00', reason: 'birthday' }),
    ],
  });
  expect(book.summary.control_totals).toMatchObject({ duplicates: 1, conflicts: 1, entries: 1 });
  expect(await book.query(KEPT)).toEqual([
    { source: 'default', event_id: '1', points: '10.00', recorded_at: '2024-01-01T16:00:00.000Z' },
  ]);
});

it('knows only what the sources knew at the known-at instant, duplicates settled among that', async () => {
  const rows = [
    event('1', 'earn', 10, '2024-01-01', { recorded_at: '2024-03-01T00:00:00+08:00' }),
    event('1', 'earn', 20, '2024-01-01', { recorded_at: '2024-04-01T00:00:00+08:00' }),
    event('2', 'earn', 40, '2024-01-02'),
    event('3', 'earn', 80, '2024-01-02', { recorded_at: '2024-03-01T00:00:00.001+08:00' }),
  ];
  const at = await bookOf({ point_events: rows }, { knownAt: '2024-03-01T00:00:00+08:00' });
  expect(await at.query('select points from ledger.entries order by 1')).toEqual([
    { points: '10.00' },
    { points: '40.00' },
  ]);
  expect(at.summary.control_totals).toMatchObject({ rows_arrived: 2, after_known_at: 2, conflicts: 0 });
  const before = await bookOf({ point_events: rows }, { knownAt: '2024-02-29T15:59:59Z' });
  expect(before.summary.counts.entries).toBe(1);
});

it('gives one book id to one known-at instant, however it is written', async () => {
  const tables = { point_events: [event('1', 'earn', 10, '2024-01-01')] };
  const local = await bookOf(tables, { knownAt: '2024-03-01T00:00:00+08:00' });
  const utc = await bookOf(tables, { knownAt: '2024-02-29T16:00:00Z' });
  expect(utc.summary.book_id).toBe(local.summary.book_id);
});

it('cuts at the local midnight that ends the as-of day: events, expiries and availabilities before it count', async () => {
  const book = await bookOf(
    {
      point_events: [
        event('in', 'earn', 1, '2024-06-30T23:59:59.999999'),
        event('out', 'earn', 2, '2024-07-01T00:00:00'),
        event('expired', 'earn', 4, '2024-01-01', { expires_at: '2024-06-30T23:59:59' }),
        event('kept', 'earn', 8, '2024-01-01', { expires_at: '2024-07-01T00:00:00' }),
        event('available', 'earn', 16, '2024-01-01', { available_at: '2024-06-30T23:59:59' }),
        event('pending', 'earn', 32, '2024-01-01', { available_at: '2024-07-01T00:00:00' }),
      ],
    },
    { asOf: '2024-06-30' },
  );
  expect(
    await book.query('select earned, expired, points_available, points_pending from balances.accounts'),
  ).toEqual([{ earned: '61.00', expired: '4.00', points_available: '25.00', points_pending: '32.00' }]);
  expect(book.summary.control_totals.after_as_of).toBe(1);
});

it('cuts each programme at its own midnight, daylight saving included', async () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata'];
  // Midnight that ends 2024-07-03 there: summer time in New York (−4) and Berlin (+2).
  const ends = [
    '2024-07-03T16:00:00Z',
    '2024-07-04T04:00:00Z',
    '2024-07-03T22:00:00Z',
    '2024-07-03T18:30:00Z',
  ];
  const book = await bookOf(
    {
      point_events: zones.flatMap((zone, index) => {
        const end = Date.parse(ends[index]!);
        return [
          event('in', 'earn', 1, new Date(end - 1).toISOString(), { programme_id: zone }),
          event('out', 'earn', 2, new Date(end).toISOString(), { programme_id: zone }),
        ];
      }),
    },
    {
      asOf: '2024-07-03',
      configuration: { programmes: zones.map((zone) => ({ id: zone, time_zone: zone })) },
    },
  );
  expect(await book.query('select distinct points_balance from balances.accounts')).toEqual([
    { points_balance: '1.00' },
  ]);
  expect(book.summary.control_totals).toMatchObject({ entries: 4, after_as_of: 4 });
});

it('ends a day at its first instant after, where clocks go forward at midnight', async () => {
  // Chile went from -4 to -3 at 2024-09-08 00:00, so that the 8th began at 01:00 local, 04:00 UTC.
  const book = await bookOf(
    {
      point_events: [
        event('in', 'earn', 1, '2024-09-08T03:59:59Z'),
        event('out', 'earn', 2, '2024-09-08T04:00:00Z'),
        event('old', 'earn', 4, '2024-08-07T12:00:00Z', { wallet: 'w' }),
        event('gone', 'earn', 8, '2024-08-06T12:00:00Z', { wallet: 'w' }),
      ],
    },
    {
      asOf: '2024-09-07',
      configuration: {
        programmes: [
          {
            id: 'p',
            time_zone: 'America/Santiago',
            wallets: { w: { validity: [{ from: '2020-01-01', months: 1 }] } },
          },
        ],
      },
    },
  );
  expect(await book.query('select wallet, points_balance from balances.accounts order by 1')).toEqual([
    { wallet: 'base', points_balance: '1.00' },
    { wallet: 'w', points_balance: '4.00' },
  ]);
  expect(await book.query(`select expires_at from lots.lots where wallet = 'w' order by 1`)).toEqual([
    { expires_at: '2024-09-07T04:00:00.000Z' },
    { expires_at: '2024-09-08T04:00:00.000Z' },
  ]);
});

it('takes the local day of the latest accepted event for as-of, not that of a conflict', async () => {
  const book = await bookOf({
    point_events: [
      event('1', 'earn', 10, '2024-05-31T23:30:00', { recorded_at: '2024-06-01T00:00:00' }),
      event('1', 'earn', 10, '2024-08-01T00:00:00', { recorded_at: '2024-08-01T00:00:00' }),
      event('0', 'earn', 10, '2024-02-01'),
    ],
  });
  expect(book.summary.as_of).toBe('2024-05-31');
  expect(book.summary.control_totals).toMatchObject({ entries: 2, conflicts: 1, after_as_of: 0 });
});

it('refuses an as-of day that the calendar does not have', async () => {
  const tables = { point_events: [event('1', 'earn', 10, '2024-01-01')] };
  await expect(bookOf(tables, { asOf: '2024-02-30' })).rejects.toThrow(/--as-of takes a day/);
  await expect(bookOf(tables, { asOf: 'today' })).rejects.toThrow(/--as-of takes a day/);
});
