import { COLUMN_TYPES } from '#engine/contract/column.ts';
import { findTable } from '#engine/contract/tables.ts';
import type { DuckDBConnection } from '#engine/database.server.ts';
import { quoted } from '#engine/sql-text.ts';

/**
 * Makes the table `made` of `events` events over `members` members with every column of the contract filled as a real
 * system would: text ids, five years, earns and redemptions with some of every other kind. Deterministic: each cell is
 * a hash of its row's number. Made by SQL, since a benchmark must not wait for its data.
 */
export async function makeEvents(
  connection: DuckDBConnection,
  events: number,
  members: number,
): Promise<void> {
  const h = (salt: number) => `(hash(n * 31 + ${salt}) >> 8)`;
  const cells: Record<string, string> = {
    programme_id: `'bench'`,
    source: `'pos'`,
    recorded_at: `occurred + to_seconds(${h(3)} % 90)`,
    event_id: `printf('EV%016d', (n * 7919) % ${nextPrime(events)})`,
    member_id: `printf('M%010d', member)`,
    wallet: `if(${h(1)} % 10 < 8, 'base', 'green')`,
    event_type: 'kind',
    points: `case when kind = 'redeem' then 50 + ${h(4)} % 450 else 1 + ${h(4)} % 300 end + (${h(5)} % 4) * 0.25::decimal(18, 2)`,
    occurred_at: 'occurred',
    available_at: `if(kind = 'earn' and ${h(6)} % 20 = 0, occurred + to_days(7), null)`,
    expires_at: 'null',
    reason: `if(kind = 'earn', 'purchase', null)`,
    amount: `if(kind = 'earn', (1 + ${h(4)} % 300)::decimal(18, 4), null)`,
    currency: `'CNY'`,
    amount_includes_tax: 'true',
    tax_rate: '0.13',
    quantity: '1',
    merchant_id: `printf('S%05d', ${h(7)} % 500)`,
    product_id: `if(kind = 'earn', printf('P%06d', ${h(8)} % 50000), null)`,
    item_id: `if(kind = 'redeem', printf('I%04d', ${h(8)} % 800), null)`,
    cash_paid: `if(kind = 'redeem', (${h(9)} % 20)::decimal(18, 4), null)`,
    order_id: `if(kind = 'earn', printf('O%016d', n), null)`,
    channel: `case ${h(10)} % 3 when 0 then 'shop' when 1 then 'app' else 'web' end`,
    promotion_id: `if(${h(11)} % 8 = 0, printf('PR%03d', ${h(11)} % 60), null)`,
    related_event_id: 'null',
    related_source: 'null',
    behaviour: 'null',
    counterparty_member_id: 'null',
    counterpart_programme: 'null',
    exchange_rate: 'null',
    balance_after: 'null',
  };
  const columns = Object.entries(findTable('point_events')!.columns).map(
    ([name, column]) => `cast(${cells[name]!} as ${COLUMN_TYPES[column.type]}) as ${quoted(name)}`,
  );
  await connection.run(
    `create or replace table made as
     with rows as (
       select range as n, (hash(range) >> 8) % ${members} as member,
         timestamptz '2021-07-01 00:00:00+08' + to_seconds(((hash(range * 31 + 99) >> 8) % 157680000)::bigint) as occurred,
         case when (hash(range * 31 + 2) >> 8) % 100 < 62 then 'earn'
           when (hash(range * 31 + 2) >> 8) % 100 < 97 then 'redeem'
           when (hash(range * 31 + 2) >> 8) % 100 < 99 then 'adjust' else 'exchange_in' end as kind
       from range(${events})
     )
     select ${columns.join(', ')}, cast(null as varchar) as extra, 'made.csv' as source_file, n + 1 as source_record
     from rows`,
  );
}

/** A prime not below `floor`: multiplying by another prime modulo it visits every number once. */
function nextPrime(floor: number): number {
  for (let candidate = floor; ; candidate++) if (isPrime(candidate)) return candidate;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return number > 1;
}
