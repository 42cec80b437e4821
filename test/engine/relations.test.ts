import { expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

/** Two earns of a member, `near` (older, spent first) and `far`. */
const earns = (member: string): GivenRow[] => [
  event(`near-${member}`, 'earn', 100, '2024-01-01', { member_id: member }),
  event(`far-${member}`, 'earn', 100, '2024-01-02', { member_id: member }),
];
const reverse = (member: string, more: GivenRow, at = '2024-02-01') =>
  event(`reverse-${member}`, 'reverse', 10, at, { member_id: member, ...more });

it('lets a reversal name an earn of its own account only, at its own instant at the latest', async () => {
  const book = await bookOf({
    point_events: [
      ...['named', 'other', 'wallet', 'later', 'kind', 'source', 'absent'].flatMap(earns),
      reverse('named', { related_event_id: 'far-named' }),
      reverse('other', { related_event_id: 'far-named' }),
      event('green', 'earn', 100, '2024-01-02', { member_id: 'wallet', wallet: 'green' }),
      reverse('wallet', { related_event_id: 'green' }),
      event('after', 'earn', 100, '2024-02-01T12:00:01', { member_id: 'later' }),
      reverse('later', { related_event_id: 'after' }),
      event('redeem', 'redeem', 100, '2024-01-03', { member_id: 'kind' }),
      reverse('kind', { related_event_id: 'redeem' }),
      reverse('source', { related_event_id: 'far-source', related_source: 'pos' }),
      reverse('absent', { related_event_id: 'nothing' }),
    ],
  });
  // A relation that counts takes from the named lot, any other from the account's first in spend order.
  const uses = await book.query(
    `select member_id, split_part(lot_id, '/', 3) as lot, points from lots.uses where use_type = 'reverse' order by 1`,
  );
  expect(uses).toEqual([
    { member_id: 'absent', lot: 'near-absent', points: '10.00' },
    { member_id: 'kind', lot: 'far-kind', points: '10.00' },
    { member_id: 'later', lot: 'near-later', points: '10.00' },
    { member_id: 'named', lot: 'far-named', points: '10.00' },
    { member_id: 'other', lot: 'near-other', points: '10.00' },
    { member_id: 'source', lot: 'near-source', points: '10.00' },
    { member_id: 'wallet', lot: 'near-wallet', points: '10.00' },
  ]);
});

it('takes back an earn of the same instant even where the reversal has the smaller event id', async () => {
  const at = '2024-01-01T00:00:00';
  const book = await bookOf({
    point_events: [
      event('b', 'earn', 10, at),
      event('a', 'reverse', 4, at, { related_event_id: 'b' }),
      event('d', 'earn', 10, at, { member_id: 'n' }),
      event('c', 'reverse', 4, '2024-01-02T00:00:00', { member_id: 'n', related_event_id: 'd' }),
    ],
  });
  expect(
    await book.query('select lot_id, points_reversed, points_remaining from lots.lots order by 1'),
  ).toEqual([
    { lot_id: 'default/default/b', points_reversed: '4.00', points_remaining: '6.00' },
    { lot_id: 'default/default/d', points_reversed: '4.00', points_remaining: '6.00' },
  ]);
});

it('gives back a redemption before the restore, and opens a lot where none is named or it is not earlier', async () => {
  const book = await bookOf({
    point_events: [
      ...['named', 'same', 'free'].flatMap((member) => [
        ...earns(member),
        event(`redeem-${member}`, 'redeem', 120, '2024-02-01', { member_id: member }),
      ]),
      event('r1', 'restore', 30, '2024-03-01', { member_id: 'named', related_event_id: 'redeem-named' }),
      event('r2', 'restore', 30, '2024-02-01', { member_id: 'same', related_event_id: 'redeem-same' }),
      event('r3', 'restore', 30, '2024-03-01', { member_id: 'free' }),
      // More than the redemption had: 90 are left of it, 10 are excess.
      event('r4', 'restore', 100, '2024-03-02', { member_id: 'named', related_event_id: 'redeem-named' }),
    ],
  });
  // Its latest use first: 20 of the far lot, then the near one.
  expect(
    await book.query(
      `select split_part(lot_id, '/', 3) as lot, event_id, points from lots.uses where use_type = 'restore' order by use_no`,
    ),
  ).toEqual([
    { lot: 'far-named', event_id: 'r1', points: '20.00' },
    { lot: 'near-named', event_id: 'r1', points: '10.00' },
    { lot: 'near-named', event_id: 'r4', points: '90.00' },
  ]);
  expect(
    await book.query(
      `select lot_id, points_opened from lots.lots where opening_event_id like 'r_' order by 1`,
    ),
  ).toEqual([
    { lot_id: 'default/default/r2', points_opened: '30.00' },
    { lot_id: 'default/default/r3', points_opened: '30.00' },
  ]);
  expect(
    await book.query('select event_id, points, reason, is_wholly_unposted from ledger.unposted'),
  ).toEqual([{ event_id: 'r4', points: '10.00', reason: 'excess', is_wholly_unposted: false }]);
});

it('posts of a reversal what is reversible, from the lot, then others, then debt; the rest is excess', async () => {
  const book = await bookOf({
    point_events: [
      ...earns('m'),
      event('spend', 'redeem', 150, '2024-01-10'),
      event('back', 'reverse', 80, '2024-02-01', { related_event_id: 'near-m' }),
      event('again', 'reverse', 80, '2024-02-02', { related_event_id: 'near-m' }),
      event('more', 'reverse', 5, '2024-02-03', { related_event_id: 'near-m' }),
    ],
  });
  expect(
    await book.query(
      `select event_id, points_posted, points_change from ledger.entries where event_type = 'reverse' order by seq`,
    ),
  ).toEqual([
    { event_id: 'back', points_posted: '80.00', points_change: '-80.00' },
    { event_id: 'again', points_posted: '20.00', points_change: '-20.00' },
  ]);
  expect(
    await book.query('select event_id, points, is_wholly_unposted from ledger.unposted order by entry_no'),
  ).toEqual([
    { event_id: 'again', points: '60.00', is_wholly_unposted: false },
    { event_id: 'more', points: '5.00', is_wholly_unposted: true },
  ]);
  expect(
    await book.query('select kind, event_id, points from lots.shortfalls order by entry_no, kind'),
  ).toEqual([
    { kind: 'debt', event_id: 'back', points: '30.00' },
    { kind: 'debt', event_id: 'again', points: '20.00' },
    { kind: 'excess', event_id: 'again', points: '60.00' },
    { kind: 'excess', event_id: 'more', points: '5.00' },
  ]);
  expect(book.summary.control_totals).toMatchObject({ rows_arrived: 6, entries: 5, wholly_unposted: 1 });
  expect(await book.query('select points_balance, points_debt, reversed from balances.accounts')).toEqual([
    { points_balance: '-50.00', points_debt: '50.00', reversed: '100.00' },
  ]);
});
