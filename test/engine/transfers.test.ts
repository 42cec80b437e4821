import { expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

const leg = (id: string, type: string, member: string, points: number, at: string, more: GivenRow = {}) =>
  event(id, `transfer_${type}`, points, at, { member_id: member, ...more });
const earn = (member: string, points: number, at = '2024-01-01') =>
  event(`earn-${member}`, 'earn', points, at, { member_id: member, expires_at: '2030-01-01T00:00:00' });

/** Lots that came by a transfer, with the lot they were cut from; those of an unpaired leg have no parent. */
const ARRIVED = `select lot_id, parent_lot_id, origin_lot_id, points_opened, opened_at from lots.lots
  where opening_event_id like 'in%' order by lot_id`;

it('joins legs by related event id from either side, else by both counterparties, and by nothing fuzzier', async () => {
  const noon = '2024-02-01';
  const book = await bookOf({
    point_events: [
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((member) => earn(member, 100)),
      // By the id that the arriving leg names, in another source.
      leg('out1', 'out', 'a', 10, noon, { source: 'pos' }),
      leg('in1', 'in', 'z', 10, noon, { related_event_id: 'out1', related_source: 'pos' }),
      // By the id that the leaving leg names; the arriving one comes later.
      leg('out2', 'out', 'b', 10, noon, { related_event_id: 'in2' }),
      leg('in2', 'in', 'z', 10, '2024-02-03'),
      // By both counterparties.
      leg('out3', 'out', 'c', 10, noon, { counterparty_member_id: 'z' }),
      leg('in3', 'in', 'z', 10, noon, { counterparty_member_id: 'c' }),
      // Only one side names the other.
      leg('out4', 'out', 'd', 10, noon, { counterparty_member_id: 'z' }),
      leg('in4', 'in', 'z', 10, noon),
      // Counterparties agree, but not the points, the instant or the wallet.
      leg('out5', 'out', 'e', 10, noon, { counterparty_member_id: 'z' }),
      leg('in5', 'in', 'z', 11, noon, { counterparty_member_id: 'e' }),
      leg('out6', 'out', 'f', 10, noon, { counterparty_member_id: 'z' }),
      leg('in6', 'in', 'z', 10, '2024-02-01T12:00:01', { counterparty_member_id: 'f' }),
      leg('out7', 'out', 'g', 10, noon, { counterparty_member_id: 'z' }),
      leg('in7', 'in', 'z', 10, noon, { counterparty_member_id: 'g', wallet: 'green' }),
      // The source of the related event is the leg's own where none is named: this one is not there.
      leg('in8', 'in', 'z', 10, noon, { related_event_id: 'out1' }),
    ],
  });
  const id = (event: string) => `default/default/${event}`;
  const paired = (event: string, member: string, at: string) => ({
    lot_id: `${id(event)}/1`,
    parent_lot_id: id(`earn-${member}`),
    origin_lot_id: id(`earn-${member}`),
    points_opened: '10.00',
    opened_at: at,
  });
  const alone = (event: string, points: string, at = '2024-02-01T04:00:00.000Z') => ({
    lot_id: id(event),
    parent_lot_id: null,
    origin_lot_id: id(event),
    points_opened: points,
    opened_at: at,
  });
  expect(await book.query(ARRIVED)).toEqual([
    paired('in1', 'a', '2024-02-01T04:00:00.000Z'),
    paired('in2', 'b', '2024-02-03T04:00:00.000Z'),
    paired('in3', 'c', '2024-02-01T04:00:00.000Z'),
    alone('in4', '10.00'),
    alone('in5', '11.00'),
    alone('in6', '10.00', '2024-02-01T04:00:01.000Z'),
    alone('in7', '10.00'),
    alone('in8', '10.00'),
  ]);
});

it('pairs the smaller of two differing legs; the rest goes out or comes in unpaired', async () => {
  const at = '2024-02-01';
  const book = await bookOf({
    point_events: [
      earn('a', 100),
      earn('b', 100),
      leg('out1', 'out', 'a', 30, at),
      leg('in1', 'in', 'y', 20, at, { related_event_id: 'out1' }),
      leg('out2', 'out', 'b', 20, at),
      leg('in2', 'in', 'z', 30, at, { related_event_id: 'out2' }),
    ],
  });
  const lots = await book.query(
    `select lot_id, parent_lot_id, points_opened from lots.lots where opening_event_id like 'in%' order by 1`,
  );
  expect(lots).toEqual([
    { lot_id: 'default/default/in1/1', parent_lot_id: 'default/default/earn-a', points_opened: '20.00' },
    { lot_id: 'default/default/in2', parent_lot_id: null, points_opened: '10.00' },
    { lot_id: 'default/default/in2/1', parent_lot_id: 'default/default/earn-b', points_opened: '20.00' },
  ]);
  expect(
    await book.query(
      'select member_id, transferred_in, transferred_out, points_balance from balances.accounts order by 1',
    ),
  ).toEqual([
    { member_id: 'a', transferred_in: '0.00', transferred_out: '30.00', points_balance: '70.00' },
    { member_id: 'b', transferred_in: '0.00', transferred_out: '20.00', points_balance: '80.00' },
    { member_id: 'y', transferred_in: '20.00', transferred_out: '0.00', points_balance: '20.00' },
    { member_id: 'z', transferred_in: '30.00', transferred_out: '0.00', points_balance: '30.00' },
  ]);
  expect(await book.query('select count(*) as n, count(distinct entry_no) as d from ledger.entries')).toEqual(
    [{ n: 6n, d: 6n }],
  );
});

it('opens the arriving lots at the later instant, even where the arriving leg says an earlier one', async () => {
  const book = await bookOf({
    point_events: [
      earn('a', 100),
      leg('in1', 'in', 'b', 10, '2024-02-01', { related_event_id: 'out1' }),
      leg('out1', 'out', 'a', 10, '2024-02-05'),
      event('spend', 'redeem', 4, '2024-02-03', { member_id: 'b' }),
    ],
  });
  expect(await book.query(`select opened_at from lots.lots where member_id = 'b'`)).toEqual([
    { opened_at: '2024-02-05T04:00:00.000Z' },
  ]);
  // What b spent before is debt, and paid when the points arrive.
  expect(
    await book.query(
      `select event_id, cause_event_id, use_type, points, used_at from lots.uses where member_id = 'b'`,
    ),
  ).toEqual([
    {
      event_id: 'in1',
      cause_event_id: 'spend',
      use_type: 'debt_repaid',
      points: '4.00',
      used_at: '2024-02-05T04:00:00.000Z',
    },
  ]);
});

it('holds points in transit across the cut in meta.book and nowhere else', async () => {
  const tables = {
    point_events: [
      earn('a', 100),
      leg('out1', 'out', 'a', 30, '2024-02-01'),
      leg('in1', 'in', 'b', 25, '2024-02-10', { related_event_id: 'out1' }),
    ],
  };
  const cut = await bookOf(tables, { asOf: '2024-02-05' });
  expect(cut.summary.points_in_transit).toEqual([
    { programme_id: 'default', wallet: 'base', points: '25.00' },
  ]);
  expect(cut.summary.control_totals.after_as_of).toBe(1);
  expect(await cut.query('select member_id, points_balance from balances.accounts')).toEqual([
    { member_id: 'a', points_balance: '70.00' },
  ]);
  const [early] = await cut.query<{ net: string }>(
    'select sum(transferred_in - transferred_out)::decimal(18, 2) as net from balances.accounts',
  );
  expect(early!.net).toBe('-30.00');
  const whole = await bookOf(tables);
  expect(whole.summary.points_in_transit).toEqual([]);
});

it('sends points around a cycle of one instant, the smallest out key first', async () => {
  const at = '2024-02-01';
  const book = await bookOf({
    point_events: [
      earn('a', 10),
      // a → b → c → a, each wanting 10; only a has any.
      leg('1', 'out', 'b', 10, at, { counterparty_member_id: 'c' }),
      leg('in1', 'in', 'c', 10, at, { counterparty_member_id: 'b' }),
      leg('2', 'out', 'c', 10, at, { counterparty_member_id: 'a' }),
      leg('in2', 'in', 'a', 10, at, { counterparty_member_id: 'c' }),
      leg('3', 'out', 'a', 10, at, { counterparty_member_id: 'b' }),
      leg('in3', 'in', 'b', 10, at, { counterparty_member_id: 'a' }),
      // A member who sends to herself.
      earn('s', 10),
      leg('4', 'out', 's', 10, at, { counterparty_member_id: 's' }),
      leg('in4', 'in', 's', 10, at, { counterparty_member_id: 's' }),
    ],
  });
  expect(
    await book.query('select member_id, points_balance, points_debt from balances.accounts order by 1'),
  ).toEqual([
    { member_id: 'a', points_balance: '10.00', points_debt: '0.00' },
    { member_id: 'b', points_balance: '0.00', points_debt: '0.00' },
    { member_id: 'c', points_balance: '0.00', points_debt: '0.00' },
    { member_id: 's', points_balance: '10.00', points_debt: '0.00' },
  ]);
  // b went first and had nothing: what it sent is a lot of its own, and its debt was paid when a's points came round.
  expect(await book.query(`select kind, event_id, points, settled from lots.shortfalls`)).toEqual([
    { kind: 'debt', event_id: '1', points: '10.00', settled: '10.00' },
  ]);
  const components = await book.query(
    'select component_no, list(member_id order by member_id) as members from ledger.accounts group by 1 order by 1',
  );
  expect(components.map((row) => row.members)).toEqual([['a', 'b', 'c'], ['s']]);
});
