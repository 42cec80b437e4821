import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { oneRow, openDatabase, rows, type DuckDBConnection } from '#engine/database.server.ts';
import type { Watcher } from '#engine/build/scratch.ts';
import { recompute } from '#engine/recompute.ts';
import { literal } from '#engine/sql-text.ts';
import { UserError } from '#engine/user-error.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { adoptConfiguration, initWorkspace } from '#pipelines/store/workspace.ts';

/** Columns as AMLSim writes them. */
const TRANSFERS = 'transactions.csv.gz';
const LABELS = 'nodes.csv';

/** A point is often worth a cent: an amount of money moved is that many points. */
export const POINTS_PER_UNIT = 100;

export interface RingMeasure {
  readonly transfers: number;
  /** Of a member to itself: no transfer between two, so that the ledger has none. */
  readonly self_transfers: number;
  readonly labelled_members: number;
  /**
   * Labelled members on a ring that the labelled closed within the data, at one amount throughout. A ring that is not closed
   * yet when the data end is none, so that this bounds what any rule about rings can find.
   */
  readonly closed_members: number;
  readonly findings: number;
  readonly flagged_members: number;
  readonly flagged_labelled: number;
  /** Of the members flagged, those that are labelled. */
  readonly precision: number | null;
  /** Of the members labelled, those that are flagged. */
  readonly recall: number;
  /** Of the labelled members on closed rings, those that are flagged. */
  readonly recall_of_closed: number;
  readonly seconds_of_rule: number;
}

/**
 * How many of the rings planted in labelled transfers the rule `transfer-ring` finds: maps them onto point events, ingests and
 * computes them in a scratch folder, and holds the members in its findings against the labels.
 *
 * @param data a folder with `transactions.csv.gz` and `nodes.csv` of AMLSim
 * @param parameters of the rule, by name
 * @param pointsPerUnit how many points a unit of the amounts in the data is taken to be
 * @throws UserError where the folder has not these files.
 */
export async function measureRings(
  data: string,
  parameters: Readonly<Record<string, number>>,
  pointsPerUnit: number,
  scratch: string,
  watcher: Watcher,
): Promise<RingMeasure> {
  if (!Number.isInteger(pointsPerUnit) || pointsPerUnit < 1)
    throw new UserError(`A unit of money is a whole number of points from 1 on, not ${pointsPerUnit}.`);
  for (const file of [TRANSFERS, LABELS])
    if (!existsSync(join(data, file)))
      throw new UserError(`${data} has no ${file}: name a folder with labelled transfers of AMLSim.`);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(join(scratch, 'in'), { recursive: true });
  const database = await openDatabase(':memory:');
  try {
    const { connection } = database;
    await load(connection, data, pointsPerUnit);
    await connection.run(`copy (${EVENTS}) to ${literal(join(scratch, 'in', 'point_events.csv'))} (header)`);
    const found = await judge(scratch, parameters, watcher);
    await connection.run(
      `create table flagged as select unnest(from_json(${literal(JSON.stringify(found.members))}, '["INTEGER"]')) as member`,
    );
    return { ...(await compared(connection)), findings: found.findings, seconds_of_rule: found.seconds };
  } finally {
    database.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function load(connection: DuckDBConnection, data: string, pointsPerUnit: number): Promise<void> {
  await connection.run(
    `create table sent as select row_number() over () as no, sourceNodeId::integer as sender,
       targetNodeId::integer as receiver, (value::decimal(18, 2) * ${pointsPerUnit})::decimal(18, 2) as points, time::integer as day
     from read_csv(${literal(join(data, TRANSFERS))}, all_varchar = true)`,
  );
  await connection.run(
    `create table labelled as select nodeid::integer as member
     from read_csv(${literal(join(data, LABELS))}, all_varchar = true) where isFraud = '1'`,
  );
}

// Day 0 is the first on which the law that the rule rests on is in force.
const AT = `strftime(date '2025-01-01' + day::integer, '%Y-%m-%d') || ' 10:00:00'`;

// Both legs of each transfer, and one earn of each sender that covers all it sends.
const EVENTS = `
  select concat('T', no, 'o') as event_id, concat('N', sender) as member_id, 'transfer_out' as event_type, points,
    ${AT} as occurred_at, concat('N', receiver) as counterparty_member_id
  from sent where sender <> receiver
  union all
  select concat('T', no, 'i'), concat('N', receiver), 'transfer_in', points, ${AT}, concat('N', sender)
  from sent where sender <> receiver
  union all
  select concat('E', sender), concat('N', sender), 'earn', sum(points), '2025-01-01 00:00:00', null
  from sent where sender <> receiver group by sender`;

async function judge(scratch: string, parameters: Readonly<Record<string, number>>, watcher: Watcher) {
  const workspace = join(scratch, 'workspace');
  await initWorkspace(workspace);
  const overridden = Object.entries(parameters);
  if (overridden.length > 0) {
    const file = join(scratch, 'programme.yaml');
    const set = overridden.map(([name, value]) => `        ${name}: { value: ${value}, reason: measured }`);
    await writeFile(
      file,
      ['programmes:', '  - id: default', '    rule_parameters:', '      transfer-ring:', ...set, ''].join(
        '\n',
      ),
    );
    await adoptConfiguration(workspace, file);
  }
  await ingest(workspace, [join(scratch, 'in')], { signal: watcher.signal });
  let seconds = 0;
  let started: number | undefined;
  const timed: Watcher = {
    signal: watcher.signal,
    progress(step, fraction) {
      if (started !== undefined) seconds += (performance.now() - started) / 1000;
      started = step === 'rule transfer-ring' ? performance.now() : undefined;
      watcher.progress(step, fraction);
    },
  };
  const request = await bookRequest(workspace, {});
  const { book_id } = await recompute({ ...request, rules: ['transfer-ring'] }, timed);
  const book = await openBook(bookPath(request.books, book_id));
  try {
    const members = await rows<{ member: number }>(
      book.connection,
      `select distinct substr(member_id, 2)::integer as member from rules.evidence where rule_id = 'transfer-ring'`,
    );
    const { findings } = await oneRow<{ findings: bigint }>(
      book.connection,
      'select count(*) as findings from rules.findings',
    );
    return { members: members.map(({ member }) => member), findings: Number(findings), seconds };
  } finally {
    book.close();
  }
}

async function compared(
  connection: DuckDBConnection,
): Promise<Omit<RingMeasure, 'findings' | 'seconds_of_rule'>> {
  const counts = await oneRow<Record<string, bigint>>(
    connection,
    `with recursive steps as (
       select distinct sender, receiver, points from sent
       where sender <> receiver and sender in (from labelled) and receiver in (from labelled)
     ),
     ways as (
       select sender as home, receiver as reached, points, 1 as length from steps
       union
       select ways.home, steps.receiver, ways.points, ways.length + 1
       from ways join steps on steps.sender = ways.reached and steps.points = ways.points
       where ways.reached <> ways.home and ways.length < 20
     ),
     closed as (select distinct home as member from ways where home = reached and length >= 3)
     select (select count(*) from sent) as transfers,
       (select count(*) from sent where sender = receiver) as self_transfers,
       (select count(*) from labelled) as labelled_members,
       (select count(*) from closed) as closed_members,
       (select count(*) from flagged) as flagged_members,
       (select count(*) from flagged where member in (from labelled)) as flagged_labelled,
       (select count(*) from flagged where member in (from closed)) as flagged_closed`,
  );
  const count = (name: string) => Number(counts[name]);
  const share = (part: string, whole: string) => Number((count(part) / count(whole)).toFixed(4));
  return {
    transfers: count('transfers'),
    self_transfers: count('self_transfers'),
    labelled_members: count('labelled_members'),
    closed_members: count('closed_members'),
    flagged_members: count('flagged_members'),
    flagged_labelled: count('flagged_labelled'),
    precision: count('flagged_members') > 0 ? share('flagged_labelled', 'flagged_members') : null,
    recall: share('flagged_labelled', 'labelled_members'),
    recall_of_closed: share('flagged_closed', 'closed_members'),
  };
}
