import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Configuration } from '#engine/contract/programme.ts';
import { COMMON_COLUMNS } from '#engine/contract/table.ts';
import { TABLES } from '#engine/contract/tables.ts';
import { openDatabase, oneRow, rows, type Database } from '#engine/database.server.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { generateSample } from '#pipelines/sample/generate.ts';

const COMMITTED = join(PACKAGE_ROOT, 'sample-data');
const AS_COMMITTED = { events: 40_000, members: 3000, seed: 20_260_630 };

/** Ids that must lead to a row: table, column, and where it leads. `x|y` are alternatives. */
const LEADS_TO = [
  ['point_events.member_id', 'members.member_id'],
  ['point_events.counterparty_member_id', 'members.member_id'],
  ['point_events.merchant_id', 'merchants.merchant_id'],
  ['point_events.product_id', 'products.product_id'],
  ['point_events.item_id', 'catalogue_items.item_id'],
  ['point_events.promotion_id', 'promotions.promotion_id'],
  ['point_events.related_event_id', 'point_events.event_id'],
  ['members.referrer_member_id', 'members.member_id'],
  ['member_attributes.member_id', 'members.member_id'],
  ['dependants.member_id', 'members.member_id'],
  ['products.merchant_id', 'merchants.merchant_id'],
  ['product_attributes.product_id', 'products.product_id'],
  ['catalogue_items.merchant_id', 'merchants.merchant_id'],
  ['catalogue_items.min_tier', 'tiers.tier'],
  ['earn_rates.terms_id', 'terms.terms_id'],
  ['earn_rates.merchant_id', 'merchants.merchant_id'],
  ['notices.member_id', 'members.member_id'],
  ['notices.merchant_id', 'merchants.merchant_id'],
  ['notices.terms_id', 'terms.terms_id'],
  ['acknowledgements.member_id', 'members.member_id'],
  ['acknowledgements.terms_id', 'terms.terms_id'],
  ['promotions.item_id', 'catalogue_items.item_id'],
  ['draws.event_id', 'point_events.event_id'],
  ['draws.promotion_id', 'promotions.promotion_id'],
  ['draws.member_id', 'members.member_id'],
  ['advertisements.item_id', 'catalogue_items.item_id'],
  ['advertisements.promotion_id', 'promotions.promotion_id'],
  ['advertisements.green_factor_id', 'green_factors.factor_id'],
  ['returns.event_id', 'point_events.event_id'],
  ['redemption_requests.member_id', 'members.member_id'],
  ['redemption_requests.item_id', 'catalogue_items.item_id'],
  ['referrals.referrer_member_id', 'members.member_id'],
  ['referrals.referred_member_id', 'members.member_id'],
  ['referral_rewards.event_id', 'point_events.event_id'],
  ['referral_rewards.source_member_id', 'members.member_id'],
  ['reported_balances.member_id', 'members.member_id'],
  ['settlement_rates.issuer_merchant_id', 'merchants.merchant_id'],
  ['settlement_rates.redeemer_merchant_id', 'merchants.merchant_id'],
  ['consents.member_id', 'members.member_id'],
  ['campaigns.promotion_id', 'promotions.promotion_id'],
  ['campaign_targets.campaign_id', 'campaigns.campaign_id'],
  ['campaign_targets.member_id', 'members.member_id'],
  ['memberships.member_id', 'members.member_id'],
  ['memberships.terms_id', 'terms.terms_id'],
  ['data_shares.member_id', 'members.member_id'],
  ['complaints.member_id', 'members.member_id'],
  ['data_requests.member_id', 'members.member_id'],
] as const;

let folder: string;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiheng-sample-'));
  database = await openDatabase(':memory:');
  for (const { name } of TABLES) {
    const file = join(COMMITTED, `${name}.csv`);
    await database.connection.run(
      `create view ${name} as select * from read_csv('${file}', all_varchar = true, header = true, auto_detect = false, columns = ${await columnsOf(file)})`,
    );
  }
});

afterAll(async () => {
  database.close();
  await rm(folder, { recursive: true, force: true });
});

async function columnsOf(file: string): Promise<string> {
  const header = (await readFile(file, 'utf8')).split('\n', 1)[0]!;
  return `{${header
    .split(',')
    .map((name) => `'${name}': 'VARCHAR'`)
    .join(', ')}}`;
}

async function filesOf(directory: string): Promise<Map<string, string>> {
  const names = (await readdir(directory)).sort();
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => [
        name,
        await readFile(join(directory, name), 'utf8'),
      ]),
    ),
  );
}

describe('sample-data', () => {
  it('is what the generator makes of its seed, byte for byte', async () => {
    const directory = join(folder, 'again');
    await generateSample({ ...AS_COMMITTED, directory });
    const [made, committed] = [await filesOf(directory), await filesOf(COMMITTED)];
    expect([...made.keys()]).toEqual([...committed.keys()]);
    for (const [name, content] of committed) expect(made.get(name) === content, name).toBe(true);
  });

  it('is smaller than five megabytes', async () => {
    const sizes = await Promise.all(
      (await readdir(COMMITTED)).map(async (name) => (await stat(join(COMMITTED, name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000);
  });

  it('says in programme.yaml only what the configuration knows', async () => {
    const configuration = Configuration.parse(
      parse(await readFile(join(COMMITTED, 'programme.yaml'), 'utf8')),
    );
    expect(configuration.programmes.map((programme) => programme.id)).toEqual(['hongmi']);
    const policies = Object.values(configuration.programmes[0]!.wallets);
    expect(new Set(policies.map((wallet) => wallet.expiry_source))).toEqual(
      new Set(['implied', 'booked', 'both']),
    );
    expect(new Set(policies.map((wallet) => wallet.spend_order))).toEqual(new Set(['fefo', 'fifo', 'lifo']));
    expect(new Set(policies.map((wallet) => wallet.overdraw))).toEqual(new Set(['debt', 'floor']));
  });

  it.each(TABLES.map((table) => [table.name, table] as const))(
    'has rows of %s under the columns of the contract',
    async (name, table) => {
      const text = await readFile(join(COMMITTED, `${name}.csv`), 'utf8');
      const own = Object.keys(table.columns);
      const expected =
        name === 'point_events' ? own : own.filter((each) => table.columns[each] !== COMMON_COLUMNS[each]);
      expect(text.split('\n', 1)[0]!.split(',')).toEqual(expected);
      const { count } = await oneRow<{ count: bigint }>(
        database.connection,
        `select count(*) as count from ${name}`,
      );
      // No field breaks a line, so lines and records are the same.
      expect(Number(count)).toBe(text.trimEnd().split('\n').length - 1);
      expect(Number(count)).toBeGreaterThan(0);
    },
  );

  it.each(LEADS_TO)('leads from every %s to a %s', async (from, to) => {
    const [table, column] = from.split('.') as [string, string];
    const [target, key] = to.split('.') as [string, string];
    const astray = await rows(
      database.connection,
      `select distinct ${column} from ${table} where ${column} is not null
       and ${column} not in (select ${key} from ${target} where ${key} is not null)`,
    );
    expect(astray).toEqual([]);
  });

  it('uses an event id once, but for the planted duplicate and conflict', async () => {
    const repeated = await rows<{ copies: bigint }>(
      database.connection,
      "select count(*) copies from point_events group by coalesce(source, ''), event_id having count(*) > 1",
    );
    expect(repeated.map(({ copies }) => Number(copies))).toEqual([2, 2]);
  });

  it('covers sixty months to the last day', async () => {
    const span = await oneRow(
      database.connection,
      `select min(occurred_at)[:7] as first, max(occurred_at)[:10] as last, count(distinct occurred_at[:7]) as months from point_events`,
    );
    expect({ ...span, months: Number((span as { months: bigint }).months) }).toEqual({
      first: '2021-07',
      last: '2026-06-30',
      months: 60,
    });
  });
});

describe('the generator', () => {
  it('gives the same files for the same seed and others for another', async () => {
    const make = async (seed: number, name: string): Promise<Map<string, string>> => {
      const directory = join(folder, name);
      await generateSample({ events: 600, members: 45, seed, directory });
      return filesOf(directory);
    };
    const [first, second, other] = [await make(1, 'a'), await make(1, 'b'), await make(2, 'c')];
    expect(second).toEqual(first);
    expect(other.get('point_events.csv')).not.toBe(first.get('point_events.csv'));
    // Plants do not depend on the size or the seed but for the numbers of ids.
    expect(other.get('expected_findings.csv')!.split('\n').length).toBe(
      first.get('expected_findings.csv')!.split('\n').length,
    );
  });

  it('keeps its shape at five times the size', async () => {
    const directory = join(folder, 'large');
    const summary = await generateSample({ events: 200_000, members: 15_000, seed: 7, directory });
    expect(summary.events).toBeGreaterThan(185_000);
    expect(summary.events).toBeLessThan(215_000);
    const file = join(directory, 'point_events.csv');
    const shares = (source: string): Promise<{ event_type: string; share: number }[]> =>
      rows(
        database.connection,
        `select event_type, cast(round(100.0 * count(*) / sum(count(*)) over ()) as integer) as share
         from ${source} group by event_type having count(*) > 1 order by event_type`,
      );
    const large = await shares(
      `read_csv('${file}', all_varchar = true, header = true, auto_detect = false, columns = ${await columnsOf(file)})`,
    );
    const small = new Map((await shares('point_events')).map((each) => [each.event_type, each.share]));
    for (const { event_type, share } of large) {
      expect(Math.abs(share - (small.get(event_type) ?? 0)), event_type).toBeLessThanOrEqual(2);
    }
  });
});
