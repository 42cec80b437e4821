import { expect, it } from 'vitest';
import { TABLES } from '#engine/contract/tables.ts';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

const EVENTS = [event('1', 'earn', 1, '2024-01-01')];

it('cuts dated tables at the as-of midnight and reads what happens later as empty', async () => {
  const book = await bookOf(
    {
      point_events: EVENTS,
      consents: [
        {
          member_id: 'a',
          purpose: 'sharing',
          granted_at: '2024-06-30T23:59:59',
          withdrawn_at: '2024-07-01T00:00:00',
        },
        {
          member_id: 'b',
          purpose: 'sharing',
          granted_at: '2024-01-01T00:00:00',
          withdrawn_at: '2024-06-30T23:59:59',
        },
        { member_id: 'c', purpose: 'sharing', granted_at: '2024-07-01T00:00:00' },
      ],
      gl_balances: ['2024-06-30', '2024-07-01'].map((as_of) => ({
        entity: 'operator',
        account_code: '2205',
        side: 'credit',
        as_of,
        amount: '1',
      })),
      // Without a date of its own a row always counts.
      products: [{ product_id: 'lamp', name: 'LED' }],
      members: [{ member_id: 'a', closed_at: '2024-08-01T00:00:00' }],
    },
    { asOf: '2024-06-30' },
  );
  expect(await book.query('select member_id, withdrawn_at from data.consents order by 1')).toEqual([
    { member_id: 'a', withdrawn_at: null },
    { member_id: 'b', withdrawn_at: '2024-06-30T15:59:59.000Z' },
  ]);
  expect(await book.query('select as_of::varchar as as_of from data.gl_balances')).toEqual([
    { as_of: '2024-06-30' },
  ]);
  expect(await book.query('select member_id, closed_at from data.members')).toEqual([
    { member_id: 'a', closed_at: null },
  ]);
  expect(await book.query('select count(*) as n from data.products')).toEqual([{ n: 1n }]);
});

it('lets the latest recording win, at a tie the smallest content hash, and keeps the others aside', async () => {
  const row = (name: string, recorded_at: string | null, member_id = name) => ({
    member_id,
    region_code: name,
    recorded_at,
  });
  const tables = {
    point_events: EVENTS,
    members: [
      row('old', '2024-01-01T00:00:00', 'm'),
      row('new', '2024-03-01T00:00:00', 'm'),
      row('undated', null, 'm'),
      row('left', '2024-01-01T00:00:00', 'tie'),
      row('right', '2024-01-01T00:00:00', 'tie'),
      // The same twice is the same, whenever it was recorded.
      row('same', '2024-01-01T00:00:00', 'same'),
      row('same', '2024-02-01T00:00:00', 'same'),
    ],
  };
  const kept = 'select member_id, region_code from data.members order by 1';
  const aside = `select outcome, record->>'region_code' as region, programme_id from data.superseded order by 1, 2`;
  const book = await bookOf(tables);
  const [forward, backward] = [book, await bookOf({ ...tables, members: [...tables.members].reverse() })];
  const [, , tie] = await forward.query<{ region_code: string }>(kept);
  const loser = tie!.region_code === 'left' ? 'right' : 'left';
  for (const each of [forward, backward]) {
    expect(await each.query(kept)).toEqual([
      { member_id: 'm', region_code: 'new' },
      { member_id: 'same', region_code: 'same' },
      { member_id: 'tie', region_code: tie!.region_code },
    ]);
    expect(await each.query(aside)).toEqual([
      { outcome: 'conflict', region: loser, programme_id: 'default' },
      { outcome: 'superseded', region: 'old', programme_id: 'default' },
      { outcome: 'superseded', region: 'undated', programme_id: 'default' },
    ]);
  }
  const known = await bookOf(tables, { knownAt: '2024-02-01T00:00:00+08:00' });
  expect((await known.query(kept))[0]).toEqual({ member_id: 'm', region_code: 'old' });
});

it('has every table of the contract, the absent ones empty, and says which columns the inputs had', async () => {
  const book = await bookOf({
    point_events: EVENTS,
    members: [{ member_id: 'm' }],
    // There, but without rows.
    consents: [],
  });
  for (const table of TABLES.filter((each) => each.name !== 'point_events')) {
    const found = await book.query<{ column_name: string; data_type: string }>(
      `select column_name, data_type from duckdb_columns() where schema_name = 'data' and table_name = '${table.name}'`,
    );
    expect(found.map((column) => column.column_name)).toEqual([
      ...Object.keys(table.columns),
      'extra',
      'batch_id',
      'source_file',
      'source_record',
    ]);
  }
  expect(await book.query('select count(*) as n from data.terms')).toEqual([{ n: 0n }]);
  expect(
    await book.query(`select table_name, column_name from meta.columns where is_present order by 1, 2`),
  ).toEqual([
    { table_name: 'members', column_name: 'member_id' },
    ...['event_id', 'event_type', 'member_id', 'occurred_at', 'points'].map((column_name) => ({
      table_name: 'point_events',
      column_name,
    })),
  ]);
});
