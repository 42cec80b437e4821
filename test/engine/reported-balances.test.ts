import { expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

const FOUND = `select member_id, source, event_id, reported, recomputed, difference, is_first_divergence
  from balances.mismatches order by member_id, reported_for, source`;

/** The same events for one member; ids carry the member. */
function of(member: string, rows: GivenRow[]): GivenRow[] {
  return rows.map((row) => ({
    ...row,
    event_id: `${member}-${row.event_id}`,
    member_id: member,
    ...(row.related_event_id ? { related_event_id: `${member}-${row.related_event_id}` } : {}),
  }));
}
const saying = (balance: number, more: GivenRow = {}): GivenRow => ({
  balance_after: String(balance),
  ...more,
});

it('compares balance_after in the order in which the source knew, not in that of effect', async () => {
  const book = await bookOf({
    point_events: [
      // The redemption took effect first but was recorded last: the source said 100 before it knew.
      ...of('late', [
        event('1', 'earn', 100, '2024-01-01', saying(100)),
        event('2', 'redeem', 30, '2024-01-02', saying(120, { recorded_at: '2024-01-05T00:00:00' })),
        event('3', 'earn', 50, '2024-01-03', saying(150)),
      ]),
      // One recorded instant: the source reports once, after the group; the order within it is nobody's.
      ...of('group', [
        event('1', 'earn', 100, '2024-01-01T00:00:00', saying(100)),
        event('2', 'earn', 10, '2024-01-02T00:00:00', saying(110)),
        event('3', 'redeem', 5, '2024-01-02T00:00:00', saying(105)),
      ]),
      // Wrong from the second event on: each later figure differs, the first is the divergence.
      ...of('wrong', [
        event('1', 'earn', 100, '2024-01-01', saying(100)),
        event('2', 'redeem', 30, '2024-01-02', saying(80)),
        event('3', 'earn', 50, '2024-01-03', saying(130)),
      ]),
      // Silence is no mismatch.
      ...of('silent', [event('1', 'earn', 100, '2024-01-01')]),
    ],
  });
  expect(await book.query(FOUND)).toEqual([
    {
      member_id: 'wrong',
      source: 'balance_after',
      event_id: 'wrong-2',
      reported: '80.00',
      recomputed: '70.00',
      difference: '10.00',
      is_first_divergence: true,
    },
    {
      member_id: 'wrong',
      source: 'balance_after',
      event_id: 'wrong-3',
      reported: '130.00',
      recomputed: '120.00',
      difference: '10.00',
      is_first_divergence: false,
    },
  ]);
});

it('reads balance_after as the available balance or with pending points, as the wallet says', async () => {
  const rows = (wallet: string, balances: number[]): GivenRow[] => [
    event(`${wallet}1`, 'earn', 100, '2024-01-01', saying(balances[0]!, { wallet })),
    // Known a day after it took effect, available on the 10th.
    event(
      `${wallet}2`,
      'earn',
      40,
      '2024-01-02',
      saying(balances[1]!, {
        wallet,
        recorded_at: '2024-01-04T12:00:00',
        available_at: '2024-01-10T00:00:00',
      }),
    ),
    event(`${wallet}3`, 'redeem', 10, '2024-01-03', saying(balances[2]!, { wallet })),
    // Taken back in part while pending.
    event(
      `${wallet}4`,
      'reverse',
      15,
      '2024-01-05',
      saying(balances[3]!, { wallet, related_event_id: `${wallet}2` }),
    ),
    event(`${wallet}5`, 'redeem', 1, '2024-01-20', saying(balances[4]!, { wallet })),
  ];
  const book = await bookOf(
    {
      point_events: [
        // In the order of knowing: 100, then −10, then +40 pending, then −15 of those, then 25 available.
        ...rows('available', [100, 90, 90, 90, 114]),
        ...rows('with_pending', [100, 130, 90, 115, 114]),
      ],
    },
    {
      configuration: {
        programmes: [
          {
            id: 'p',
            wallets: {
              available: { balance_after_means: 'available' },
              with_pending: { balance_after_means: 'with_pending' },
            },
          },
        ],
      },
    },
  );
  expect(await book.query('select wallet, event_id, reported, recomputed from balances.mismatches')).toEqual(
    [],
  );
});

it('counts expiry by the clock before a reported balance, and a late restore with its own recording', async () => {
  const book = await bookOf(
    {
      point_events: [
        ...of('clock', [
          event('1', 'earn', 100, '2024-01-01', saying(100)),
          event('2', 'earn', 10, '2024-02-02T00:00:00', saying(10)),
        ]),
        // Given back into an expired lot, which expires it again at once: both known with the restore.
        ...of('restore', [
          event('1', 'earn', 100, '2024-01-01', saying(100)),
          event('2', 'redeem', 100, '2024-01-05', saying(0)),
          event(
            '3',
            'restore',
            60,
            '2024-02-10',
            saying(7, { related_event_id: '2', recorded_at: '2024-02-20T00:00:00' }),
          ),
          event('4', 'earn', 7, '2024-02-15', saying(7)),
        ]),
        // An earn that the source learnt of after it had expired never showed in any balance.
        ...of('dead', [
          event('1', 'earn', 100, '2024-01-01', saying(5, { recorded_at: '2024-02-25T00:00:00' })),
          event('2', 'earn', 5, '2024-02-15', saying(5)),
        ]),
      ],
    },
    {
      configuration: {
        programmes: [{ id: 'p', wallets: { base: { validity: [{ from: '2000-01-01', months: 1 }] } } }],
      },
    },
  );
  expect(await book.query('select event_id, reported, recomputed from balances.mismatches')).toEqual([]);
});

it('lets a floored account stand at zero until what was let go is given back or cancelled', async () => {
  const book = await bookOf(
    {
      point_events: [
        ...of('restored', [
          event('1', 'earn', 60, '2024-01-01', saying(60)),
          event('2', 'redeem', 100, '2024-01-02', saying(0)),
          event('3', 'earn', 10, '2024-01-03', saying(10)),
          event('4', 'restore', 100, '2024-01-04', saying(70, { related_event_id: '2' })),
        ]),
        ...of('forfeited', [
          event('1', 'redeem', 40, '2024-01-02', saying(0)),
          event('2', 'earn', 10, '2024-01-03', saying(10)),
          event('3', 'forfeit', 10, '2024-01-04', saying(0)),
          event('4', 'earn', 5, '2024-01-05', saying(5)),
        ]),
      ],
    },
    { configuration: { programmes: [{ id: 'p', wallets: { base: { overdraw: 'floor' } } }] } },
  );
  expect(await book.query('select event_id, reported, recomputed from balances.mismatches')).toEqual([]);
  expect(
    await book.query(
      `select flows.month, flows.change, accounts.balance from
       (select month, sum(points_change)::decimal(18, 2) as change from balances.flows group by month) as flows,
       (select sum(points_balance)::decimal(18, 2) as balance from balances.accounts) as accounts`,
    ),
  ).toEqual([{ month: '2024-01-01', change: '75.00', balance: '75.00' }]);
});

it('compares reported balances at the end of their local day, for accounts without events too', async () => {
  const reported = (member_id: string, as_of: string, points: string, wallet: string | null = 'base') => ({
    member_id,
    as_of,
    points,
    wallet,
  });
  const tables = {
    point_events: [
      event('1', 'earn', 100, '2024-01-01T23:59:59'),
      event('2', 'redeem', 30, '2024-01-02T00:00:00'),
      event('3', 'earn', 1, '2024-01-31'),
    ],
    reported_balances: [
      reported('m', '2024-01-01', '100'),
      reported('m', '2024-01-02', '100', null),
      reported('m', '2023-12-31', '0'),
      reported('nobody', '2024-01-10', '5'),
      reported('nothing', '2024-01-10', '0'),
      reported('m', '2024-02-01', '999'),
    ],
  };
  for (const shards of [1, 3]) {
    const book = await bookOf(tables, { shards });
    expect(await book.query(`${FOUND}`)).toEqual([
      {
        member_id: 'm',
        source: 'reported_balances',
        event_id: null,
        reported: '100.00',
        recomputed: '70.00',
        difference: '30.00',
        is_first_divergence: true,
      },
      {
        member_id: 'nobody',
        source: 'reported_balances',
        event_id: null,
        reported: '5.00',
        recomputed: '0.00',
        difference: '5.00',
        is_first_divergence: true,
      },
    ]);
  }
});
