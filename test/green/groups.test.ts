import { beforeAll, describe, expect, it } from 'vitest';
import { openBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import type { GivenRow, GivenTables } from '#engine/build/given.ts';
import { DEFAULT_CONFIGURATION } from '#engine/contract/programme.ts';
import { rows } from '#engine/database.server.ts';
import { lastingBook } from '#test/support/lasting-book.ts';
import { bookOf } from '#test/support/book.ts';

const earn = (event_id: string, member_id: string, day: string, more: GivenRow = {}): GivenRow => ({
  event_id,
  member_id,
  wallet: 'green',
  event_type: 'earn',
  points: '100',
  occurred_at: `${day}T10:00:00`,
  reason: 'purchase',
  product_id: 'rice',
  ...more,
});
const attribute = (
  member_id: string,
  name: string,
  value: string,
  from: string | null,
  to: string | null = null,
) => ({ member_id, attribute: name, value, valid_from: from, valid_to: to });

const TABLES: GivenTables = {
  members: [
    { member_id: 'a', region_code: '110100', member_type: 'person' },
    { member_id: 'b', region_code: '110100', member_type: 'person' },
    { member_id: 'c', region_code: '330100', member_type: 'person' },
    { member_id: 'firm', region_code: '110100', member_type: 'enterprise' },
  ],
  member_attributes: [
    attribute('a', 'household_id', 'h1', '2024-01-01T00:00:00', '2024-07-01T00:00:00'),
    attribute('b', 'household_id', 'h1', '2024-01-01T00:00:00'),
    attribute('a', 'region_code', '320100', '2024-07-01T00:00:00'),
    attribute('a', 'employer_member_id', 'firm', '2024-07-01T00:00:00'),
  ],
  products: [{ product_id: 'rice', name: 'Rice', category: 'organic', green_category: 'organic_food' }],
  catalogue_items: [
    { item_id: 'bag', valid_from: '2024-01-01T00:00:00', points_price: '30', is_green: 'true' },
    {
      item_id: 'cup',
      valid_from: '2024-02-01T00:00:00',
      valid_to: '2024-03-01T00:00:00',
      points_price: '30',
      is_green: 'false',
    },
    { item_id: 'pen', valid_from: '2024-02-01T00:00:00', points_price: '30' },
  ],
  point_events: [
    earn('e1', 'a', '2024-03-01'),
    earn('e2', 'a', '2024-08-01'),
    earn('e3', 'c', '2024-08-02'),
    earn('e4', 'firm', '2024-08-03', { reason: 'b2b_green', product_id: null }),
    {
      event_id: 'out',
      member_id: 'a',
      wallet: 'green',
      event_type: 'transfer_out',
      points: '60',
      occurred_at: '2024-04-01T10:00:00',
      related_event_id: 'in',
      counterparty_member_id: 'b',
    },
    {
      event_id: 'in',
      member_id: 'b',
      wallet: 'green',
      event_type: 'transfer_in',
      points: '60',
      occurred_at: '2024-04-01T10:00:00',
      related_event_id: 'out',
      counterparty_member_id: 'a',
    },
    {
      event_id: 'gift',
      member_id: 'a',
      wallet: 'green',
      event_type: 'transfer_out',
      points: '10',
      occurred_at: '2024-09-01T10:00:00',
      related_event_id: 'gift in',
      counterparty_member_id: 'b',
    },
    {
      event_id: 'gift in',
      member_id: 'b',
      wallet: 'green',
      event_type: 'transfer_in',
      points: '10',
      occurred_at: '2024-09-01T10:00:00',
      related_event_id: 'gift',
      counterparty_member_id: 'a',
    },
    {
      event_id: 'spent',
      member_id: 'b',
      wallet: 'green',
      event_type: 'redeem',
      points: '50',
      occurred_at: '2024-10-01T10:00:00',
      item_id: 'bag',
    },
  ],
};

let query: <Row = Record<string, unknown>>(sql: string) => Promise<Row[]>;
let fingerprint: unknown;

beforeAll(async () => {
  const kept = await lastingBook(TABLES, DEFAULT_CONFIGURATION, { asOf: '2024-10-31', rules: [] });
  const book = await openBook(bookPath(kept.books, kept.bookId));
  query = (sql) => rows(book.connection, sql);
  fingerprint = (
    await query<{ content_fingerprint: string }>('select content_fingerprint from meta.book')
  )[0]!.content_fingerprint;
  return async () => {
    book.close();
    await kept.remove();
  };
});

describe('whom an act belongs to', () => {
  it('is the household, region and employer of that day, not of today', async () => {
    expect(
      await query(
        `select event_id, region_code, household_id, enterprise_id, enterprise_part from green.acts order by event_id`,
      ),
    ).toEqual([
      {
        event_id: 'e1',
        region_code: '110100',
        household_id: 'h1',
        enterprise_id: null,
        enterprise_part: null,
      },
      {
        event_id: 'e2',
        region_code: '320100',
        household_id: null,
        enterprise_id: 'firm',
        enterprise_part: 'employees',
      },
      {
        event_id: 'e3',
        region_code: '330100',
        household_id: null,
        enterprise_id: null,
        enterprise_part: null,
      },
      {
        event_id: 'e4',
        region_code: '110100',
        household_id: null,
        enterprise_id: 'firm',
        enterprise_part: 'own',
      },
    ]);
  });
});

describe('green points', () => {
  it('stay green in the hands of whoever they are given to, and family is who shared the household that day', async () => {
    const flows = await query(
      `select flow, member_id, behaviour, sum(points)::varchar as points from green.point_flows
       where flow <> 'earned' group by all order by flow, member_id, points`,
    );
    expect(flows).toEqual([
      { flow: 'given_to_family', member_id: 'a', behaviour: 'purchase', points: '60.00' },
      { flow: 'given_to_others', member_id: 'a', behaviour: 'purchase', points: '10.00' },
      { flow: 'received_from_family', member_id: 'b', behaviour: 'purchase', points: '60.00' },
      { flow: 'received_from_others', member_id: 'b', behaviour: 'purchase', points: '10.00' },
      { flow: 'redeemed', member_id: 'b', behaviour: 'purchase', points: '50.00' },
    ]);
  });

  it('are all accounted for: what was earned and not used up remains in lots', async () => {
    const [row] = await query<{ left: string; remaining: string }>(
      `select (select sum(case when flow like 'earned' or flow like 'received%' or flow = 'restored' then points else -points end)
           from green.point_flows)::decimal(18, 2)::varchar as left,
         (select sum(points_remaining) from lots.lots)::varchar as remaining`,
    );
    expect(row).toEqual({ left: '350.00', remaining: '350.00' });
  });
});

it('counts who buys green again, by the quarter of the first green purchase', async () => {
  expect(
    await query(
      `select cohort::varchar as cohort, age, cohort_members::integer as size, members::integer as members, is_complete
       from green.retention order by cohort, age`,
    ),
  ).toEqual([
    { cohort: '2024-01-01', age: 0, size: 1, members: 1, is_complete: true },
    { cohort: '2024-01-01', age: 1, size: 1, members: 0, is_complete: true },
    { cohort: '2024-01-01', age: 2, size: 1, members: 1, is_complete: true },
    { cohort: '2024-01-01', age: 3, size: 1, members: 0, is_complete: false },
    { cohort: '2024-07-01', age: 0, size: 1, members: 1, is_complete: true },
    { cohort: '2024-07-01', age: 1, size: 1, members: 0, is_complete: false },
  ]);
});

it('counts the rewards on offer at the end of each month, and those of which nobody says whether they are green', async () => {
  expect(
    await query(
      `select month::varchar as month, rewards::integer as rewards, green_rewards::integer as green,
         unknown_rewards::integer as unknown from green.catalogue_months where month < '2024-04-01' order by month`,
    ),
  ).toEqual([
    { month: '2024-01-01', rewards: 1, green: 1, unknown: 0 },
    { month: '2024-02-01', rewards: 3, green: 1, unknown: 1 },
    { month: '2024-03-01', rewards: 2, green: 1, unknown: 1 },
  ]);
});

it('says the same for any number of shards', async () => {
  const three = await bookOf(TABLES, { asOf: '2024-10-31', rules: [], shards: 3 });
  expect(three.summary.content_fingerprint).toBe(fingerprint);
});
