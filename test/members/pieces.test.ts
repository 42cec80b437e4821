import { afterAll, beforeAll, expect, it } from 'vitest';
import { createModel } from '#engine/build/build.ts';
import { openDatabase, rows, type Database } from '#engine/database.server.ts';
import { MEMBER_FACTS } from '#engine/models/member-models.ts';

let database: Database;

beforeAll(async () => {
  database = await openDatabase(':memory:');
  for (const statement of TABLES) await database.connection.run(statement);
});
afterAll(() => database.close());

it('makes the same rows whether all accounts are taken at once or three of them', async () => {
  const model = MEMBER_FACTS.find(({ name }) => name === 'members.earnings')!;
  const made = async (accounts?: number) => {
    await createModel(database.connection, model, {}, accounts);
    return rows(database.connection, 'select * exclude (programme_id, wallet), rowid from members.earnings');
  };
  const whole = await made();
  expect(whole).toHaveLength(7);
  expect(whole[0]).toMatchObject({ account_no: 10, earned_ago: [0, 3], held_months: [4, null] });
  expect(await made(3)).toEqual(whole);
});

/** Ten accounts from number 10 on, of which three neither hold nor earned anything. */
const TABLES = [
  'create schema members',
  'create schema cohorts',
  'create schema ledger',
  'create schema lots',
  'create schema meta',
  'create schema posting',
  'create macro month_no(day) as year(day) * 12 + month(day) - 1',
  'create macro local_day(programme_id, instant) as instant::date',
  `create table meta.programmes as select 'p' as programme_id, date '2024-06-30' as as_of,
     timestamptz '2024-07-01 00:00:00+00' as ends_at`,
  `create table ledger.accounts as select 'p' as programme_id, 'base' as wallet, 'm' || n as member_id,
     n::integer as account_no, (n // 2)::integer as component_no from range(10, 20) as numbers(n)`,
  'create table cohorts.members as select account_no, account_no as member_no from ledger.accounts',
  `create table posting.account_firsts as select account_no, date '2023-01-15' as first_event_on from ledger.accounts`,
  `create table cohorts.activity as
     select account_no, month_no(date '2024-06-01') - months_ago as month_no, 1.5 * account_no as points_earned
     from ledger.accounts, (values (0), (3)) as given(months_ago) where account_no % 3 = 1`,
  `create table lots.lot_facts as
     select account_no, expires_at, 2.25 as points_remaining, false as is_pending
     from ledger.accounts, (values (null), (timestamptz '2024-10-15 00:00:00+00')) as given(expires_at)
     where account_no % 2 = 0`,
];
