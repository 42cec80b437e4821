import { COLUMN_TYPES } from '../contract/column.ts';
import type { Table } from '../contract/table.ts';
import { findTable, TABLES } from '../contract/tables.ts';
import { oneRow, rows, type DuckDBConnection } from '../database.server.ts';
import type { InputBatch } from '../build/request.ts';
import { step, type Build } from '../build/build.ts';
import { writeRows } from '../build/write-rows.ts';
import { literal, quoted } from '../sql-text.ts';
import { contentHashSql, keyColumns } from '../ledger/content-hash.ts';

/** Where a row came from, beside the contract's columns. Left out of the content fingerprint. */
export const PROVENANCE = ['batch_id', 'source_file', 'source_record'] as const;

/**
 * Loads the events of all batches into `posting.raw_events`, one row per arrived event that was known by `knownAt`
 * (microseconds; null: all). The row's number (`rowid`) is its name until it has an entry.
 */
export async function loadEvents(
  build: Build,
  batches: readonly InputBatch[],
  knownAt: bigint | null,
): Promise<void> {
  const table = findTable('point_events')!;
  await step(build, 'posting.raw_events', async () => {
    const words = await fewWords(build.connection, table, batches);
    // An ENUM has at least one value; a column without any takes the least room as one.
    const coded = [...words].map(
      ([name, each]) =>
        `${quoted(name)}::enum(${each.length ? each.map(literal).join(', ') : `''`}) as ${quoted(name)}`,
    );
    await build.connection.run(
      `create or replace table posting.raw_events as
       select * ${coded.length ? `replace (${coded.join(', ')})` : ''} from (${arrived(table, batches)})
       where coalesce(recorded_at, occurred_at) <= ${instant(knownAt)}`,
    );
  });
  await step(build, 'posting.repeated_events', async () => {
    await build.connection.run(
      `create or replace table posting.repeated_events as
       with repeated_keys as (
         select programme_id, source, event_id from posting.raw_events group by all having count(*) > 1
       )
       select event.rowid as raw_no, programme_id, source, event_id, batch_id, source_file, source_record,
         coalesce(event.recorded_at, event.occurred_at) as known_from, ${contentHashSql(table, 'event')} as content_hash
       from posting.raw_events as event semi join repeated_keys using (programme_id, source, event_id)`,
    );
  });
}

/** A text of at most so many values is kept as an ENUM. */
const FEW = 1000;
/** So many rows tell which texts may be such, before all rows are asked. */
const LOOKED_AT = 20_000;
/** They name one event or person each, or hold what only the source knows: as an ENUM only where they are empty. */
const NAMES_OF_ONE = [
  'event_id',
  'member_id',
  'order_id',
  'related_event_id',
  'counterparty_member_id',
  'extra',
];

/**
 * The texts of few values (shops, channels, kinds), or of none, with their values in order. Sorting and writing an event's
 * many texts is most of what its ledger costs; as an ENUM, one is a byte or two instead.
 */
async function fewWords(
  connection: DuckDBConnection,
  table: Table,
  batches: readonly InputBatch[],
): Promise<Map<string, readonly string[]>> {
  const all = `(${arrived(table, batches)})`;
  const texts = Object.entries(table.columns).filter(([, { type }]) => COLUMN_TYPES[type] === 'VARCHAR');
  const names = [...texts.map(([name]) => name), 'extra', 'batch_id', 'source_file'];
  const most = (name: string) => (NAMES_OF_ONE.includes(name) ? 0 : FEW);
  /** Asks each column for one value. */
  const ask = <Value>(asked: readonly string[], value: (column: string) => string, from: string) =>
    oneRow<Record<string, Value>>(
      connection,
      `select ${['0 as nothing', ...asked.map((name) => `${value(quoted(name))} as ${quoted(name)}`)].join(', ')} from ${from}`,
    );
  /** Those of the columns that have few words, with them. */
  const wordsIn = async (asked: readonly string[], from: string) => {
    const found = await ask<readonly string[] | null>(
      asked,
      (column) => `list_sort(list(distinct ${column}) filter (${column} is not null))`,
      from,
    );
    const words = asked.map((name) => [name, found[name] ?? []] as const);
    return new Map(words.filter(([name, each]) => each.length <= most(name)));
  };
  const first = await wordsIn(names, `(select * from ${all} limit ${LOOKED_AT})`);
  const rowsRead = batches
    .flatMap((batch) => batch.tables)
    .reduce((sum, input) => sum + (input.table === table.name ? input.rows : 0), 0);
  if (rowsRead <= LOOKED_AT) return first;
  // An estimate before the lists, which are held in memory however long they get.
  const about = await ask<bigint>([...first.keys()], (column) => `approx_count_distinct(${column})`, all);
  return wordsIn(
    [...first.keys()].filter((name) => about[name]! <= 2 * most(name)),
    all,
  );
}

/**
 * Loads every other table into `data.<table>`: cut at as-of and known-at, one row per key. Of rows with one key and
 * other content the latest `recorded_at` counts, at a tie the smallest content hash; the others stand in
 * `data.superseded`. Tables that no batch has are there too, empty.
 */
export async function loadTables(
  build: Build,
  batches: readonly InputBatch[],
  knownAt: bigint | null,
): Promise<void> {
  const { connection } = build;
  await connection.run(
    `create or replace table data.superseded (table_name varchar, programme_id varchar, outcome varchar, record json,
       batch_id varchar, source_file varchar, source_record bigint)`,
  );
  for (const table of TABLES.filter((each) => each.name !== 'point_events')) {
    await step(build, `data.${table.name}`, () => loadTable(connection, table, batches, knownAt));
  }
  await step(build, 'meta.columns', () => describeColumns(connection, batches));
}

async function loadTable(
  connection: DuckDBConnection,
  table: Table,
  batches: readonly InputBatch[],
  knownAt: bigint | null,
): Promise<void> {
  if (!batches.some((batch) => batch.tables.some((input) => input.table === table.name && input.rows > 0))) {
    await connection.run(`create or replace table data.${table.name} as ${arrived(table, [])}`);
    return;
  }
  const contract = Object.keys(table.columns).map(quoted);
  const known = [...contract, 'extra', ...PROVENANCE].join(', ');
  const key = keyColumns(table).map(quoted).join(', ');
  const dated = table.datedBy ? `arrived.${quoted(table.datedBy)}` : null;
  const isDay = table.datedBy !== undefined && table.columns[table.datedBy]!.type === 'date';
  const knownFrom = isDay || !dated ? 'arrived.recorded_at' : `coalesce(arrived.recorded_at, ${dated})`;
  const exists = !dated
    ? 'true'
    : isDay
      ? `coalesce(${dated} <= programme.as_of, true)`
      : `coalesce(${dated} < programme.ends_at, true)`;
  const cut = Object.entries(table.columns)
    .filter(([, column]) => column.happensLater)
    .map(([name]) => `case when ${quoted(name)} < ends_at then ${quoted(name)} end as ${quoted(name)}`);
  await connection.run(
    `create or replace table posting.ranked_rows as
     with arrived as (${arrived(table, batches)}),
     known as (
       select arrived.*, programme.ends_at, ${contentHashSql(table, 'arrived')} as content_hash
       from arrived left join meta.programmes as programme using (programme_id)
       where coalesce(${knownFrom} <= ${instant(knownAt)}, true) and ${exists}
     )
     select *,
       row_number() over (
         partition by ${key} order by recorded_at desc nulls last, content_hash, batch_id, source_file, source_record
       ) as position,
       first_value(content_hash) over (
         partition by ${key} order by recorded_at desc nulls last, content_hash
       ) as kept_content_hash,
       first_value(recorded_at) over (
         partition by ${key} order by recorded_at desc nulls last, content_hash
       ) as kept_recorded_at
     from known`,
  );
  await connection.run(
    `create or replace table data.${table.name} as
     select ${known} from (select * ${cut.length ? `replace (${cut.join(', ')})` : ''} from posting.ranked_rows)
     where position = 1 order by ${key}`,
  );
  await connection.run(
    `insert into data.superseded
     select '${table.name}', programme_id,
       case when recorded_at is not distinct from kept_recorded_at then 'conflict' else 'superseded' end,
       to_json(struct_pack(${contract.map((name) => `${name} := ${name}`).join(', ')})), ${PROVENANCE.join(', ')}
     from posting.ranked_rows where position > 1 and content_hash <> kept_content_hash`,
  );
}

/** All rows of a table that arrived, with their batch; an empty relation of the right shape where none did. */
function arrived(table: Table, batches: readonly InputBatch[]): string {
  const columns = Object.entries(table.columns);
  const parts = batches.flatMap((batch) =>
    batch.tables
      .filter((input) => input.table === table.name && input.files.length > 0)
      .map((input) => {
        const files = input.files.map(literal).join(', ');
        const names = [...columns.map(([name]) => quoted(name)), 'extra'].join(', ');
        return `select ${names}, ${literal(batch.batchId)} as batch_id, source_file, source_record
                from read_parquet([${files}])`;
      }),
  );
  if (parts.length) return `select * from (${parts.join(' union all ')})`;
  const empty = columns.map(
    ([name, column]) => `cast(null as ${COLUMN_TYPES[column.type]}) as ${quoted(name)}`,
  );
  return `select * from (select ${empty.join(', ')}, cast(null as varchar) as extra, cast(null as varchar) as batch_id,
            cast(null as varchar) as source_file, cast(null as bigint) as source_record limit 0)`;
}

/** Says for each contract column whether any batch that counts had it: what is absent is not evaluable. */
async function describeColumns(connection: DuckDBConnection, batches: readonly InputBatch[]): Promise<void> {
  const present = new Set(
    batches.flatMap((batch) =>
      batch.tables.flatMap((input) => input.columnsPresent.map((column) => `${input.table}.${column}`)),
    ),
  );
  const all = TABLES.flatMap((table) =>
    Object.keys(table.columns).map((column) => ({
      table_name: table.name,
      column_name: column,
      is_present: present.has(`${table.name}.${column}`),
    })),
  );
  await writeRows(
    connection,
    'meta.columns',
    { table_name: 'text', column_name: 'text', is_present: 'flag' },
    all,
  );
}

/**
 * Per programme the latest instant (µs) at which an accepted event takes effect, of those known by `knownAt`: one whose
 * key is taken by another row does not count. Only the claims of the latest keys are settled, more of them as needed.
 */
export async function latestEvents(
  connection: DuckDBConnection,
  batches: readonly InputBatch[],
  knownAt: bigint | null,
): Promise<Map<string, bigint>> {
  const table = findTable('point_events')!;
  const known = `select *, coalesce(recorded_at, occurred_at) as known_from from (${arrived(table, batches)})
    where known_from <= ${instant(knownAt)}`;
  const programmes = await rows<{ programme_id: string }>(
    connection,
    `select distinct programme_id from (${known}) order by programme_id`,
  );
  const latest = new Map<string, bigint>();
  for (const { programme_id: id } of programmes) {
    const events = `(${known} and programme_id = ${literal(id)})`;
    for (let wanted = 100; !latest.has(id); wanted *= 100) {
      const found = await oneRow<{ accepted: bigint; looked_from: bigint; looked: bigint }>(
        connection,
        `with looked as not materialized (
           select occurred_at, source, event_id from ${events} order by occurred_at desc limit ${wanted}
         ),
         claims as (
           select occurred_at, row_number() over (
             partition by source, event_id order by known_from, ${contentHashSql(table, 'event')}
           ) as position
           from ${events} as event semi join looked using (source, event_id)
         )
         select epoch_us(max(occurred_at) filter (position = 1)) as accepted,
           (select epoch_us(min(occurred_at)) from looked) as looked_from, (select count(*) from looked) as looked
         from claims`,
      );
      // An accepted row that lies before all that were looked at says nothing of those between.
      if (found.accepted >= found.looked_from || found.looked < wanted) latest.set(id, found.accepted);
    }
  }
  return latest;
}

function instant(micros: bigint | null): string {
  return micros === null ? `'infinity'::timestamptz` : `make_timestamptz(${micros})`;
}
