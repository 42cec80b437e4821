import { describe, expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { RANDOM_CONFIGURATION } from '#test/support/random-ledger.ts';
import { bookOf } from '#test/support/book.ts';
import { enrichedLedger } from '#test/liability/enriched-ledger.ts';

let number = 0;
function event(member_id: string, at: string, event_type: string, points: number, rest: GivenRow = {}) {
  return {
    event_id: `E${String(++number).padStart(3, '0')}`,
    member_id,
    event_type,
    points: String(points),
    occurred_at: `${at}T10:00:00`,
    ...rest,
  };
}
const bought = (member: string, at: string, points: number, rest: GivenRow = {}) =>
  event(member, at, 'earn', points, { reason: 'purchase', amount: `${points}.50`, ...rest });

/**
 * A, B, C and D, by hand: A signs up in January and buys in February; B buys in January and again in March; C buys in
 * February, which is refunded whole, and then in March; D only gets a birthday present.
 */
function smallLedger(): GivenRow[] {
  return [
    event('A', '2024-01-10', 'earn', 50, { reason: 'signup' }),
    bought('A', '2024-02-10', 100),
    event('A', '2024-03-10', 'redeem', 60),
    bought('B', '2024-01-05', 200),
    bought('B', '2024-03-05', 40),
    event('B', '2024-03-06', 'redeem', 100, { event_id: 'R1' }),
    event('B', '2024-04-06', 'restore', 100, { related_event_id: 'R1' }),
    bought('C', '2024-02-05', 80, { event_id: 'C1' }),
    event('C', '2024-02-07', 'reverse', 80, { related_event_id: 'C1' }),
    bought('C', '2024-03-20', 10),
    bought('C', '2024-03-25', 30, { wallet: 'green' }),
    event('D', '2024-02-14', 'earn', 5, { reason: 'birthday' }),
  ];
}

const MEMBERS = [
  { member_id: 'A', joined_at: '2024-01-10T09:00:00' },
  { member_id: 'B', joined_at: '2019-05-01T09:00:00' },
  { member_id: 'C', joined_at: '2024-02-05T09:00:00' },
];

const cell = (where: string) =>
  `select strftime(cohort, '%Y-%m') as cohort, age, cohort_members, members, value, is_complete, is_left_truncated
   from cohorts.retention where ${where} order by cohort, age`;

describe('cohorts.retention', () => {
  it('has the cells that are counted by hand; returned rewards and refunds are taken out', async () => {
    const book = await bookOf({ point_events: smallLedger(), members: MEMBERS }, { asOf: '2024-04-15' });
    const active = await book.query(
      cell(`wallet is null and basis = 'first_purchase' and grid = 'month' and measure = 'active'`),
    );
    const row = (cohort: string, age: number, size: number, members: number, value: string) => ({
      cohort,
      age,
      cohort_members: BigInt(size),
      members: BigInt(members),
      value,
      is_complete: !(cohort === '2024-01' ? age === 3 : cohort === '2024-02' ? age === 2 : age === 1),
      is_left_truncated: cohort === '2024-01',
    });
    expect(active).toEqual([
      row('2024-01', 0, 1, 1, '1.0000'),
      row('2024-01', 1, 1, 0, '0.0000'),
      row('2024-01', 2, 1, 1, '1.0000'),
      row('2024-01', 3, 1, 0, '0.0000'),
      row('2024-02', 0, 1, 1, '1.0000'),
      row('2024-02', 1, 1, 1, '1.0000'),
      row('2024-02', 2, 1, 0, '0.0000'),
      // C's first purchase was refunded whole; his second counts once though it falls into two wallets.
      row('2024-03', 0, 1, 1, '1.0000'),
      row('2024-03', 1, 1, 0, '0.0000'),
    ]);

    const quarter = (measure: string) =>
      book.query(
        cell(`wallet is null and basis = 'first_event' and grid = 'quarter' and measure = '${measure}'`),
      );
    const [points] = await quarter('points');
    // A 50 + 100, B 200 + 40, C 10 + 30, D 5 earned; A 60 redeemed, B's 100 returned: 60 ÷ 435.
    expect(points).toMatchObject({ cohort: '2024-01', cohort_members: 4n, members: 1n, value: '0.1379' });
    const [value] = await quarter('value');
    expect(value).toMatchObject({ members: 3n, value: '382.5000', is_left_truncated: true });
    const [redeeming] = await quarter('redeeming');
    expect(redeeming).toMatchObject({ members: 1n, value: '0.2500', is_complete: true });
  });

  it('calls the first month’s members older than the ledger where nothing says when they joined', async () => {
    const book = await bookOf({ point_events: smallLedger() }, { asOf: '2024-04-15' });
    const cohorts = await book.query(
      `select distinct strftime(cohort, '%Y-%m') as cohort, members_left_truncated as older
       from cohorts.retention where wallet is null and basis = 'first_event' and grid = 'month' order by cohort`,
    );
    expect(cohorts).toEqual([
      { cohort: '2024-01', older: 2n },
      { cohort: '2024-02', older: 0n },
    ]);
  });

  it('has no cohorts of first purchase where no event is known as one', async () => {
    const book = await bookOf({
      point_events: smallLedger().map(({ reason: _, ...rest }) => rest),
    });
    expect(
      await book.query(
        `select basis, count(*) > 0 as has_cells from cohorts.retention group by basis order by basis`,
      ),
    ).toEqual([{ basis: 'first_event', has_cells: true }]);
  });

  it('agrees with a query that shares nothing with it, on any ledger and over any shards', async () => {
    const tables = enrichedLedger(Number(process.env.JIHENG_SEED ?? 20260630) + 7, 300);
    const configuration = RANDOM_CONFIGURATION;
    const whole = await bookOf(tables, { configuration });
    const sharded = await bookOf(tables, { configuration, shards: 4 });
    expect(sharded.summary.content_fingerprint).toBe(whole.summary.content_fingerprint);
    const differing = await whole.query(
      `with mine as (
         select entry_no, member_id, event_type, points_posted,
           date_trunc('month', timezone('Asia/Shanghai', effective_at))::date as month
         from ledger.entries),
       undone as (
         select target.entry_no, sum(correction.points_posted) as points
         from ledger.entries as correction join ledger.entries as target
           on target.account_no = correction.account_no and target.event_id = correction.related_event_id
           and target.source = coalesce(correction.related_source, correction.source)
           and case correction.event_type
             when 'reverse' then target.event_type = 'earn' and target.effective_at <= correction.effective_at
             when 'restore' then target.event_type = 'redeem' and target.effective_at < correction.effective_at end
         group by target.entry_no),
       standing as (
         select mine.* exclude (points_posted), points_posted - coalesce(points, 0) as points
         from mine left join undone using (entry_no)
         where event_type in ('earn', 'redeem') and points_posted > coalesce(points, 0)),
       firsts as (select member_id, min(month) as cohort from mine group by member_id),
       counted as (
         select cohort, datediff('month', cohort, month) as age,
           count(distinct member_id) filter (event_type = 'redeem') as members,
           sum(points) filter (event_type = 'redeem') as redeemed,
           sum(points) filter (event_type = 'earn') as earned
         from standing join firsts using (member_id) group by all)
       select retention.cohort, retention.age, counted.members, retention.members as found
       from (from cohorts.retention where wallet is null and basis = 'first_event' and grid = 'month'
               and measure = 'redeeming') as retention
       full join counted on counted.cohort = retention.cohort and counted.age = retention.age
       where coalesce(counted.members, 0) is distinct from retention.members
         or coalesce(counted.redeemed, 0) <> retention.points_redeemed
         or coalesce(counted.earned, 0) <> retention.points_earned`,
    );
    expect(differing).toEqual([]);
    const [{ cells }] = (await whole.query(
      `select count(*) as cells from cohorts.retention where measure = 'redeeming' and members > 0`,
    )) as [{ cells: bigint }];
    expect(cells).toBeGreaterThan(10n);
  });
});
