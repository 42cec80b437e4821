import { expect, it } from 'vitest';
import { findTable } from '#engine/contract/tables.ts';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

const KEY = 'programme_id source event_id';

/** Tables of a book that others build on, with the columns that the contract names. More columns are welcome. */
const PUBLIC: Record<string, string> = {
  'ledger.entries': `${Object.keys(findTable('point_events')!.columns).join(' ')}
    points_posted account_no seq batch_id source_file source_record`,
  'ledger.conflicts': `${Object.keys(findTable('point_events')!.columns).join(' ')} batch_id source_file source_record`,
  'ledger.unposted': `${KEY} points reason`,
  'lots.lots': `lot_id programme_id wallet member_id account_no opening_source opening_event_id parent_lot_id
    origin_lot_id origin_opened_at issuer_merchant_id tier_at_opening opened_at available_at expires_at points_opened
    points_redeemed points_expired points_transferred points_reversed points_forfeited points_adjusted points_exchanged
    points_debt_repaid points_restored points_remaining`,
  'lots.uses': `${KEY} lot_id use_type points used_at cause_source cause_event_id`,
  'lots.shortfalls': `${KEY} kind points settled cancelled`,
  'balances.accounts': `programme_id wallet member_id account_no points_available points_pending points_debt
    points_balance points_shortfall earned redeemed expired transferred_in transferred_out exchanged_in exchanged_out
    reversed restored adjusted forfeited first_event_at last_event_at`,
  'balances.mismatches': `programme_id wallet member_id source event_id reported recomputed difference
    is_first_divergence`,
  'redemption.preferences': `segment category kind item members redemptions points share lift lift_low lift_high q_value
    points_value trend affordable_members`,
  'catalogue.items': `programme_id wallet item_id valid_from valid_to points_price value_per_point stock stock_out_at
    is_green points`,
  'promotions.effects': 'promotion_id design effect standard_error cost liability_added',
  'cohorts.retention': `cohort age grid measure members value is_complete is_left_truncated`,
  'members.profile': `member_id recency frequency monetary segment tier next_tier_gap expiring_points
    expected_purchases p_alive acceleration acceleration_p consent`,
  'meta.book': `book_id content_fingerprint engine_version rule_pack as_of known_at inputs points_in_transit
    control_totals`,
};

it('has every public table and column of the contract', async () => {
  const book = await bookOf({ point_events: [event('1', 'earn', 1, '2024-01-01')] });
  const found = await book.query<{ name: string; column_name: string }>(
    `select concat(schema_name, '.', table_name) as name, column_name from duckdb_columns()`,
  );
  const missing = Object.entries(PUBLIC).flatMap(([table, names]) =>
    names
      .split(/\s+/)
      .filter((name) => !found.some((column) => column.name === table && column.column_name === name))
      .map((name) => `${table}.${name}`),
  );
  expect(missing).toEqual([]);
});

it('keeps points and money as exact decimals everywhere in a book', async () => {
  const book = await bookOf({ point_events: [event('1', 'earn', '0.01', '2024-01-01')] });
  const wrong = await book.query(
    `select concat(schema_name, '.', table_name, '.', column_name) as column, data_type from duckdb_columns()
     where schema_name in ('ledger', 'lots', 'balances') and data_type in ('DOUBLE', 'FLOAT')`,
  );
  expect(wrong).toEqual([]);
  const points = await book.query(
    `select concat(schema_name, '.', table_name, '.', column_name) as column, data_type from duckdb_columns()
     where schema_name in ('ledger', 'lots', 'balances') and data_type like 'DECIMAL%' and data_type <> 'DECIMAL(18,2)'
     and column_name not in ('amount', 'tax_rate', 'quantity', 'cash_paid', 'exchange_rate', 'points_per_yuan')`,
  );
  expect(points).toEqual([]);
});
