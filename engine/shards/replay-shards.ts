import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildModel, createModel, step, timedWithin, together, type Build } from '../build/build.ts';
import { DRAFT_OPTIONS, rows, type DuckDBConnection } from '../database.server.ts';
import { literal } from '../sql-text.ts';
import { buildKernelInput } from '../lots/kernel-input.ts';
import { replayLots, type Offsets, type Replayed } from '../lots/runner.ts';
import { defineEventCodes } from '../lots/event-codes.ts';
import { ACCOUNT_MODELS, ENTRIES, SCHEMAS } from '../models/catalogue.ts';
import type { Model } from '../models/model.ts';
import { judgeShard, type Judging } from '../rules/judge.ts';
import type { Cut } from '../time/cut.ts';

/** Some whole components, by their numbers; their programmes end at one instant. */
interface Shard {
  readonly first: number;
  readonly last: number;
  /** First instant (µs) after the as-of day of those programmes. */
  readonly endsAt: number;
}

/** Points that had left a sender and not arrived by the as-of date, per programme and wallet; hundredths. */
export interface InTransit {
  readonly programmeId: string;
  readonly wallet: string;
  readonly hundredths: number;
}

const FACTS = ['lots.lot_facts', 'lots.use_facts', 'lots.shortfall_facts'] as const;

/**
 * Replays all accounts and builds the account-level models, shard by shard. One shard is built in the book itself;
 * several are built one after another in a file of their own with the same models, and their rows taken over. The
 * content of the book is the same for any number.
 */
export async function replayShards(
  build: Build,
  cut: Cut,
  scratch: string,
  shardsWanted: number,
  judging: Judging,
): Promise<InTransit[]> {
  await defineEventCodes(build.connection);
  const shards = await planShards(build, cut, shardsWanted);
  const inTransit = new Map<string, InTransit>();
  let offsets: Offsets = { firstEntry: 1, firstLot: 1, firstUse: 1 };
  for (const [index, shard] of shards.entries()) {
    const apart = shards.length > 1;
    if (apart) await enterShard(build, scratch, shard, index === 0);
    await buildKernelInput(build, shard);
    const catalog = apart ? 'shard' : 'book';
    const replayed = await step(build, 'ledger.entries and lots', () =>
      replay(build, catalog, offsets, shard.endsAt),
    );
    for (const model of ACCOUNT_MODELS) await buildModel(build, model, { first_entry: offsets.firstEntry });
    await judgeShard(build, judging);
    if (apart) await leaveShard(build, scratch, index === 0);
    offsets = replayed.next;
    await addInTransit(build, inTransit, replayed.inTransit);
  }
  if (shards.length > 1) {
    for (const model of ACCOUNT_MODELS) if (model.sums) await addUp(build, model);
    // A shard had views over its own tables; the book has the same over all of them.
    for (const model of ACCOUNT_MODELS) if (model.isView) await buildModel(build, model);
  }
  return [...inTransit.values()];
}

/**
 * The kernel's replay, and the entries beside it: the one keeps a core busy in this process, the other sorts wide rows in
 * the database, and neither needs the other before its end.
 */
async function replay(build: Build, catalog: string, offsets: Offsets, endsAt: number): Promise<Replayed> {
  const { connection, beside } = build;
  await beside.run(`use ${catalog}`);
  const [replayed] = await together(
    () => timedWithin(build, 'lots', () => replayLots(build, catalog, offsets, endsAt)),
    () =>
      timedWithin(build, 'ledger.entries', () =>
        createModel(beside, ENTRIES, { first_entry: offsets.firstEntry }),
      ),
  );
  await beside.run('use book');
  await correctEntries(connection);
  return replayed;
}

/** Takes out of the entries what the kernel could not post at all, and puts right what it posted only in part. */
async function correctEntries(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `delete from ledger.entries
     where entry_no in (select entry_no from posting.postings where is_wholly_unposted)`,
  );
  await connection.run(
    `update ledger.entries set points_posted = posting.points_posted,
       points_change = if(points_change = points, posting.points_posted, -posting.points_posted)
     from posting.postings as posting where posting.entry_no = entries.entry_no`,
  );
}

/**
 * Cuts the components into as many spans of equal length as were asked for, empty ones left out. Programmes of one time
 * zone are cut together: their days end at one instant, and components are numbered programme by programme.
 */
async function planShards(build: Build, cut: Cut, wanted: number): Promise<Shard[]> {
  const spans = await rows<{ programme_id: string; first: number; last: number }>(
    build.connection,
    `select programme_id, min(component_no) as first, max(component_no) as last from posting.accounts
     group by programme_id order by first`,
  );
  const wholes: Shard[] = [];
  for (const { programme_id: programmeId, first, last } of spans) {
    const endsAt = cut.endsAt[cut.programmes.findIndex((each) => each.id === programmeId)]! * 1000;
    const before = wholes.at(-1);
    if (before?.endsAt === endsAt) wholes[wholes.length - 1] = { ...before, last };
    else wholes.push({ first, last, endsAt });
  }
  const shards = wholes.flatMap(({ first, last, endsAt }) => {
    const size = Math.ceil((last - first + 1) / wanted);
    return Array.from({ length: wanted }, (_, index) => ({
      first: first + index * size,
      last: Math.min(last, first + (index + 1) * size - 1),
      endsAt,
    })).filter((shard) => shard.first <= shard.last);
  });
  // A ledger whose every event lies after the cut still gives a book: an empty one.
  return shards.length ? shards : [{ first: 0, last: -1, endsAt: cut.endsAt[0]! * 1000 }];
}

/** Makes a fresh file in which unqualified names mean the shard: its own tables, the book's for all it only reads. */
async function enterShard(build: Build, scratch: string, shard: Shard, isFirst: boolean): Promise<void> {
  const { connection } = build;
  const path = join(scratch, 'shard.duckdb');
  await connection.run(`attach ${literal(path)} as shard ${DRAFT_OPTIONS}`);
  await connection.run('use shard');
  for (const schema of SCHEMAS) await connection.run(`create schema shard.${schema}`);
  const read = await rows<{ schema_name: string; table_name: string }>(
    connection,
    `select schema_name, table_name from duckdb_tables()
     where database_name = 'book' and schema_name in ('meta', 'data') and table_name <> 'reported_balances'`,
  );
  for (const { schema_name: schema, table_name: table } of read)
    await connection.run(`create view shard.${schema}.${table} as select * from book.${schema}.${table}`);
  await connection.run(
    `create view shard.ledger.accounts as select * from book.ledger.accounts
     where component_no between ${shard.first} and ${shard.last}`,
  );
  // A balance reported for an account without events belongs to no shard; the first one judges it.
  await connection.run(
    `create view shard.data.reported_balances as
     select reported.* from book.data.reported_balances as reported
     left join book.ledger.accounts as account on account.programme_id = reported.programme_id
       and account.member_id = reported.member_id and account.wallet = coalesce(reported.wallet, 'base')
     where account.component_no between ${shard.first} and ${shard.last}
       or (account.account_no is null and ${isFirst})`,
  );
}

/** Takes the shard's rows over into the book and drops its file. */
async function leaveShard(build: Build, scratch: string, isFirst: boolean): Promise<void> {
  const { connection } = build;
  await connection.run('use book');
  const tables = [
    ...FACTS,
    ...[ENTRIES, ...ACCOUNT_MODELS]
      .filter((model) => !model.isView)
      .map((model) => model.name)
      .filter((name) => !name.startsWith('posting.')),
  ];
  for (const table of tables) {
    await step(build, `merge ${table}`, () =>
      connection.run(
        isFirst
          ? `create table book.${table} as select * from shard.${table}`
          : `insert into book.${table} select * from shard.${table}`,
      ),
    );
  }
  await connection.run('detach shard');
  await rm(join(scratch, 'shard.duckdb'), { force: true });
  await rm(join(scratch, 'shard.duckdb.wal'), { force: true });
}

/** Adds up the rows of shards that differ only in the model's sums. */
async function addUp(build: Build, model: Model): Promise<void> {
  const sums = model.sums!;
  const replaced = sums.map((name) => `sum(${name})::`);
  const types = await rows<{ column_name: string; data_type: string }>(
    build.connection,
    `select column_name, data_type from duckdb_columns()
     where database_name = 'book' and concat(schema_name, '.', table_name) = '${model.name}' order by column_index`,
  );
  const columns = types.map(({ column_name: name, data_type: type }) => {
    const place = sums.indexOf(name);
    return place < 0 ? name : `${replaced[place]}${type} as ${name}`;
  });
  const keys = types.map(({ column_name: name }) => name).filter((name) => !sums.includes(name));
  await build.connection.run(
    `create or replace table ${model.name} as select ${columns.join(', ')} from ${model.name}
     group by ${keys.join(', ')} order by ${keys.join(', ')}`,
  );
}

async function addInTransit(
  build: Build,
  sums: Map<string, InTransit>,
  byPolicy: readonly number[],
): Promise<void> {
  const wallets = await rows<{ policy_no: number; programme_id: string; wallet: string }>(
    build.connection,
    'select policy_no, programme_id, wallet from posting.wallet_policies order by policy_no',
  );
  for (const { policy_no: no, programme_id: programmeId, wallet } of wallets) {
    const key = JSON.stringify([programmeId, wallet]);
    const before = sums.get(key)?.hundredths ?? 0;
    sums.set(key, { programmeId, wallet, hundredths: before + (byPolicy[no] ?? 0) });
  }
}
