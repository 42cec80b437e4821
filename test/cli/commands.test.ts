import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, rows } from '#engine/database.server.ts';
import { jiheng, type Run } from './jiheng.ts';

const EVENTS = [
  'event_id,member_id,event_type,points,occurred_at,wallet,reason,balance_after',
  '1,001,earn,100.50,2024-01-01T10:00:00,base,"a ""quoted"", text",100.50',
  '2,001,redeem,30.25,2024-02-01T10:00:00,base,,70.25',
  '3,001,restore,10,2024-02-02T10:00:00,base,,',
  '4,002,redeem,5,2024-02-03T10:00:00,floored,,0',
  '5,002,earn,1,2024-02-04T10:00:00,floored,,1',
  '6,002,forfeit,1,2024-02-05T10:00:00,floored,,0',
  '7,001,earn,0,2024-02-06T10:00:00,base,,',
  '',
].join('\n');
const PROGRAMME = `programmes:
- id: p
  wallets:
    base: { validity: [{ from: 2020-01-01, months: 6 }] }
    floored: { overdraw: floor }
`;

let folder: string;
let workspace: string;
let ingested: Run;
let computed: Run;

/** A command on the workspace of this file. */
const here = (...args: string[]) => jiheng(...args, '--workspace', workspace);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jiheng-cli-'));
  workspace = join(folder, 'w');
  writeFileSync(join(folder, 'point_events.csv'), EVENTS);
  writeFileSync(join(folder, 'programme.yaml'), PROGRAMME);
  expect((await here('init', '--json')).code).toBe(0);
  ingested = await here('ingest', folder, '--json');
  computed = await here('compute', '--as-of', '2024-12-31', '--json');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('lists commands that all have a help of their own, and answers with exit code 0', async () => {
  const help = await jiheng('--help');
  expect(help.code).toBe(0);
  const names = [...help.out.toString().matchAll(/^ {2}([a-z][a-z-]*)(?: |$)/gm)]
    .map((match) => match[1]!)
    .filter((name) => name !== 'help');
  expect(names).toEqual(
    expect.arrayContaining(['init', 'ingest', 'rejects', 'compute', 'books', 'query', 'trace']),
  );
  await Promise.all(
    names.map(async (name) => {
      const run = await jiheng(name, '--help');
      expect(run.code, name).toBe(0);
      expect(run.out.toString(), name).toContain(`Usage: jiheng ${name}`);
    }),
  );
}, 180_000);

it('prints one JSON document and nothing else with --json, progress goes to standard error', async () => {
  expect(ingested.code).toBe(0);
  expect(ingested.json().batch_id).toEqual(expect.any(String));
  expect(computed.code).toBe(0);
  expect(computed.err).toContain('ledger.entries');
  expect(computed.json()).toMatchObject({
    is_new: true,
    as_of: '2024-12-31',
    counts: { entries: 6, accounts: 2 },
    control_totals: { rows_arrived: 6, duplicates: 0, conflicts: 0 },
  });
  for (const args of [['books'], ['rejects'], ['trace', '001'], ['doctor'], ['query', 'select 1 as one']]) {
    const run = await here(...args, '--json');
    expect(run.code, `${args.join(' ')}: ${run.err}`).toBe(0);
    expect(() => run.json(), args.join(' ')).not.toThrow();
  }
}, 120_000);

it('computes nothing twice and says so with exit code 0', async () => {
  const again = await here('compute', '--as-of', '2024-12-31');
  expect(again.code).toBe(0);
  expect(again.out.toString()).toMatch(/^Nothing new to compute: book [0-9a-f]{64}\n/);
}, 60_000);

it('exits 2 with one sentence for wrong usage or input, and a JSON error where one was asked for', async () => {
  const wrong: [args: string[], says: RegExp][] = [
    [['frobnicate'], /unknown command/],
    [['compute', '--frobnicate'], /unknown option/],
    [['compute', '--shards', '0'], /--shards takes a whole number/],
    [['compute', '--as-of', '2024-02-30'], /--as-of takes a day/],
    [['compute', '--known-at', '2024-02-03'], /--known-at takes an instant/],
    [['query'], /missing required argument/],
    [['query', 'selec 1'], /The query cannot be read: Parser Error/],
    [['query', 'select 1', '--format', 'xml'], /--format takes one of/],
    [['query', `select * from read_text('/etc/passwd')`], /The query failed: Permission Error/],
    [['query', 'select 1', '--book', 'ffff'], /There is no book ffff/],
    [['trace', '1'], /no account of member 1/],
    [['books', 'diff', 'current', '../../etc'], /There is no book/],
    [['books', 'prune', '--keep', '0'], /--keep takes a whole number/],
    [['ingest', join(folder, 'nothing')], /nothing/],
  ];
  for (const [args, says] of wrong) {
    const run = await here(...args);
    expect(run.code, args.join(' ')).toBe(2);
    expect(run.err.trim(), args.join(' ')).toMatch(says);
    expect(run.err, args.join(' ')).not.toMatch(/\n\s+at /);
  }
  const asked = await here('trace', 'nobody', '--json');
  expect(asked.code).toBe(2);
  expect(asked.json()).toEqual({ error: expect.stringContaining('no account of member nobody') as string });
  const nowhere = await jiheng('compute', '--workspace', join(folder, 'nowhere'));
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('is no workspace; make one with')]);
}, 240_000);

it('writes a query as CSV without byte order mark, with LF, all rows and exact decimals', async () => {
  const csv = await here(
    'query',
    'select event_id, points, reason, occurred_at from ledger.entries order by event_id',
    '--format',
    'csv',
  );
  expect(csv.out.toString('utf8')).toBe(
    [
      'event_id,points,reason,occurred_at',
      '1,100.50,"a ""quoted"", text",2024-01-01T10:00:00+08:00',
      '2,30.25,,2024-02-01T10:00:00+08:00',
      '3,10.00,,2024-02-02T10:00:00+08:00',
      '4,5.00,,2024-02-03T10:00:00+08:00',
      '5,1.00,,2024-02-04T10:00:00+08:00',
      '6,1.00,,2024-02-05T10:00:00+08:00',
      '',
    ].join('\n'),
  );
  const many = await here(
    'query',
    `select i, '积' || i as 名, '=1+1' as f, '' as e, null as n from range(100000) t(i)`,
    '--format',
    'csv',
  );
  const lines = many.out.toString('utf8').split('\n');
  expect(lines[0]).toBe('i,名,f,e,n');
  expect(lines.at(-2)).toBe('99999,积99999,=1+1,"",');
  expect(lines).toHaveLength(100_002);
}, 60_000);

it('writes a query as JSON, Parquet and Arrow with the same rows', async () => {
  const sql = `select points::decimal(18, 2) as points, event_id, occurred_at, 9007199254740993::bigint as big,
    12345678901234567890.123456::decimal(38, 6) as wide, date '2024-02-29' as day, null::integer as nothing
    from ledger.entries where event_id in ('1', '2') order by event_id`;
  const json = (await here('query', sql, '--format', 'json')).json<Record<string, unknown>[]>();
  expect(json).toEqual(
    ['100.50', '30.25'].map((points, index) => ({
      points,
      event_id: String(index + 1),
      occurred_at: index ? '2024-02-01T10:00:00+08:00' : '2024-01-01T10:00:00+08:00',
      big: '9007199254740993',
      wide: '12345678901234567890.123456',
      day: '2024-02-29',
      nothing: null,
    })),
  );
  const file = join(folder, 'result.parquet');
  writeFileSync(file, (await here('query', sql, '--format', 'parquet')).out);
  const database = await openDatabase(':memory:');
  const read = await rows(
    database.connection,
    `select points, wide, typeof(wide) as type, big from read_parquet('${file}')`,
  );
  database.close();
  expect(read).toEqual(
    ['100.50', '30.25'].map((points) => ({
      points,
      wide: '12345678901234567890.123456',
      type: 'DECIMAL(38,6)',
      big: 9007199254740993n,
    })),
  );
  const arrow = tableFromIPC((await here('query', sql, '--format', 'arrow')).out);
  expect(arrow.numRows).toBe(2);
  expect(arrow.schema.fields.map((field) => `${field.name} ${String(field.type)}`)).toEqual([
    'points Decimal[18e+2]',
    'event_id Utf8',
    'occurred_at Timestamp<MICROSECOND, UTC>',
    'big Int64',
    'wide Decimal[38e+6]',
    'day Date32<DAY>',
    'nothing Int32',
  ]);
  expect(arrow.getChild('big')!.get(0)).toBe(9007199254740993n);
}, 60_000);

interface Traced {
  accounts: {
    wallet: string;
    account: { points_balance: string };
    events: {
      event_type: string;
      points_change: string;
      points_balance: string;
      source_file: string;
      source_record: number;
    }[];
    lots: { points_remaining: string }[];
  }[];
}

it('traces a member down to file and record, with a running balance that ends at the account’s', async () => {
  const [base] = (await here('trace', '001', '--json')).json<Traced>().accounts;
  expect(base!.events.map((each) => [each.event_type, each.points_change, each.points_balance])).toEqual([
    ['earn', '100.50', '100.50'],
    ['redeem', '-30.25', '70.25'],
    ['restore', '10.00', '80.25'],
    ['expire', '-70.25', '10.00'],
    ['expire', '-10.00', '0.00'],
  ]);
  expect(base!.account.points_balance).toBe('0.00');
  expect(base!.events[1]).toMatchObject({ source_file: 'point_events.csv', source_record: 2 });
  // The floor let 5 go; the forfeit takes the point that is there and cancels those 5.
  const [floored] = (await here('trace', '002', '--json')).json<Traced>().accounts;
  expect(floored!.events.map((each) => [each.event_type, each.points_change, each.points_balance])).toEqual([
    ['redeem', '-5.00', '-5.00'],
    ['shortfall', '5.00', '0.00'],
    ['earn', '1.00', '1.00'],
    ['forfeit', '4.00', '5.00'],
    ['shortfall', '-5.00', '0.00'],
  ]);
}, 60_000);

it('lists, compares and prunes books', async () => {
  const earlier = (await here('compute', '--as-of', '2024-02-01', '--json')).json<{ book_id: string }>();
  const later = computed.json<{ book_id: string }>();
  type Listed = { books: { book_id: string; is_current: boolean; as_of: string }[] };
  const listed = (await here('books', '--json')).json<Listed>().books;
  expect(listed.map((book) => [book.book_id, book.is_current])).toEqual([
    [earlier.book_id, true],
    [later.book_id, false],
  ]);
  const diff = (
    await here('books', 'diff', earlier.book_id.slice(0, 8), later.book_id.slice(0, 8), '--json')
  ).json<{
    same_content: boolean;
    figures: { wallet: string; figure: string; before: string; after: string; difference: string }[];
    events: { wallet: string; points_change: string }[];
  }>();
  expect(diff.same_content).toBe(false);
  expect(
    diff.figures.find((each) => each.wallet === 'base' && each.figure === 'points_balance'),
  ).toMatchObject({
    before: '70.25',
    after: '0.00',
    difference: '-70.25',
  });
  // The kinds of events bridge the balances.
  const bridged = diff.events
    .filter((each) => each.wallet === 'base')
    .reduce((sum, each) => sum + Number(each.points_change), 0);
  expect(bridged).toBeCloseTo(-70.25, 2);
  const pruned = (await here('books', 'prune', '--keep', '1', '--json')).json();
  expect(pruned).toEqual({ removed: [later.book_id] });
  expect((await here('books', '--json')).json<Listed>().books.map((book) => book.book_id)).toEqual([
    earlier.book_id,
  ]);
}, 120_000);
