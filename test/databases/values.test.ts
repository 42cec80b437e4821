import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestDatabase } from '#pipelines/ingest/connectors/ingest-database.ts';
import { shortestSingle } from '#pipelines/ingest/connectors/single-float.ts';
import { temporaryWorkspace, totals, typedRows } from '../pipelines/workbench.ts';
import { describeWith, ownDatabase } from './servers.ts';

const TABLE = 'point_events';

/** Reads the table `point_events` and gives its kept bytes and its typed rows. */
async function readAll(url: string) {
  const workspace = await temporaryWorkspace();
  const { manifest } = await ingestDatabase(workspace, url);
  const raw = join(workspace, 'source', manifest.batch_id, manifest.files[0]!.raw);
  return { manifest, raw: await readFile(raw, 'utf8'), rows: await typedRows(workspace) };
}

describeWith('PostgreSQL', 'values', () => {
  it('come as exact text, whatever their type', async () => {
    const database = await ownDatabase('PostgreSQL');
    await database.run(
      `create table ${TABLE} (event_id bigint primary key, member_id text, event_type text, points numeric(20, 4),
        occurred_at timestamptz, recorded_at timestamp, amount float8, amount_includes_tax bool, quantity real,
        cash_paid numeric, remark text, photo bytea, day date, tags int[], price money)`,
      `insert into ${TABLE} values
        (9223372036854775807, '007', 'earn', 12345678.2500, '2024-03-10 08:30:00.123456+08', '2024-03-10 08:30:00', 0.1, true, 12.3, 3, null, '\\x00ff', '2024-02-29', '{1,2}', 12.34),
        (2, E'line\nbreak', 'earn', 1, '2024-03-10 00:00:00+00', null, null, null, null, null, '', null, null, null, null),
        (3, '逗号,引号"', 'earn', 1, '2024-03-10 00:00:00-09:30', null, null, false, 16777217, null, ' 空格 ', null, null, null, null)`,
    );
    const { manifest, raw, rows } = await readAll(database.url);
    expect(raw).toBe(
      [
        'event_id,member_id,event_type,points,occurred_at,recorded_at,amount,amount_includes_tax,quantity,cash_paid,remark,day,tags,price',
        '2,"line\nbreak",earn,1.0000,2024-03-10 00:00:00+00,,,,,,"",,,',
        '3,"逗号,引号""",earn,1.0000,2024-03-10 09:30:00+00,,,false,1.6777216e+07,, 空格 ,,,',
        '9223372036854775807,007,earn,12345678.2500,2024-03-10 00:30:00.123456+00,2024-03-10 08:30:00,0.1,true,12.3,3,,2024-02-29,"{1,2}",12.34',
        '',
      ].join('\n'),
    );
    expect(manifest.files[0]!.warnings.join()).toMatch(/photo \(bytea\) holds bytes and was left out/);
    expect(totals(manifest)).toMatchObject({ read: 3, rejected: 1 });
    expect(rows.map((row) => [row.event_id, row.points, row.occurred_at, row.recorded_at])).toEqual([
      ['2', '1.00', '2024-03-10T00:00:00.000Z', null],
      ['9223372036854775807', '12345678.25', '2024-03-10T00:30:00.123456Z', '2024-03-10T00:30:00.000Z'],
    ]);
  });

  it('of a server in another encoding come right; bytes where a text is wanted are refused', async () => {
    const database = await ownDatabase('PostgreSQL', `encoding 'EUC_CN' template template0 locale 'C'`);
    await database.run(
      `create table ${TABLE} (event_id int, member_id text, event_type text, points int, occurred_at date)`,
      `insert into ${TABLE} values (1, '会员', 'earn', 1, '2024-01-01')`,
    );
    expect((await readAll(database.url)).rows[0]!.member_id).toBe('会员');
    await database.run(`alter table ${TABLE} alter member_id type bytea using convert_to(member_id, 'UTF8')`);
    await expect(readAll(database.url)).rejects.toThrow(/point_events.member_id is bytea: bytes/);
  });

  it('of a server without an encoding are refused where they are no UTF-8', async () => {
    const database = await ownDatabase('PostgreSQL', `encoding 'SQL_ASCII' template template0 locale 'C'`);
    await database.run(
      `create table ${TABLE} (event_id int, member_id text, event_type text, points int, occurred_at date)`,
      `insert into ${TABLE} values (1, E'\\xbb\\xe1', 'earn', 1, '2024-01-01')`,
    );
    await expect(readAll(database.url)).rejects.toThrow(
      /invalid byte sequence .* declares no encoding; export the table as CSV and name its --encoding/,
    );
  });
});

describeWith('MariaDB', 'values', () => {
  it('come as exact text, whatever their type and encoding', async () => {
    const database = await ownDatabase('MariaDB');
    await database.run(
      `create table ${TABLE} (event_id bigint unsigned primary key, member_id varchar(40) character set gbk, event_type varchar(10),
        points decimal(20, 4), occurred_at timestamp(6), recorded_at datetime, amount double, quantity float,
        channel varchar(20) character set latin1, remark varchar(20), photo blob, flag bit(1), tier json)`,
      `set time_zone = '+08:00'`,
      `insert into ${TABLE} values
        (18446744073709551615, '会员', 'earn', 12345678.2500, '2024-03-10 08:30:00.123456', '2024-03-10 08:30:00', 0.1, 12.3, 'café', null, x'00ff', b'1', '{"a":1}'),
        (2, 'm', 'earn', 1, '2024-03-10 08:00:00', null, null, 16777216, null, '', null, null, null)`,
    );
    const { manifest, raw, rows } = await readAll(database.url);
    expect(raw).toBe(
      [
        'event_id,member_id,event_type,points,occurred_at,recorded_at,amount,quantity,channel,remark,flag,tier',
        '2,m,earn,1.0000,2024-03-10 00:00:00.000000+00:00,,,16777216,,"",,',
        '18446744073709551615,会员,earn,12345678.2500,2024-03-10 00:30:00.123456+00:00,2024-03-10 08:30:00,0.1,12.3,café,,1,"{""a"":1}"',
        '',
      ].join('\n'),
    );
    expect(manifest.files[0]!.warnings.join()).toMatch(/photo \(blob\) holds bytes and was left out/);
    expect(rows.map((row) => [row.event_id, row.occurred_at, row.recorded_at, row.quantity])).toEqual(
      [
        ['18446744073709551615', '2024-03-10T00:30:00.123456Z', '2024-03-10T00:30:00.000Z', '12.3000'],
        ['2', '2024-03-10T00:00:00.000Z', null, '16777216.0000'],
      ].reverse(),
    );
  });

  it('of an engine without snapshots come with a warning', async () => {
    const database = await ownDatabase('MariaDB');
    await database.run(
      `create table ${TABLE} (event_id int, member_id int, event_type varchar(9), points int, occurred_at date) engine = MyISAM`,
      `insert into ${TABLE} values (1, 1, 'earn', 1, '2024-01-01')`,
    );
    const { manifest } = await readAll(database.url);
    expect(manifest.files[0]!.warnings.join()).toMatch(/MyISAM has no snapshots/);
  });
});

describe('a single-precision number', () => {
  it.each([
    ['12.300000190734863', '12.3'],
    ['16777216', '16777216'],
    ['15000000', '15000000'],
    ['-0.000019999999494757503', '-0.00002'],
    ['0', '0'],
    ['1e30', '1e30'],
  ])('%s is written %s', (double, text) => {
    expect(shortestSingle(double)).toBe(text);
  });
});
