import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { ingestDatabase, type DatabaseOptions } from '#pipelines/ingest/connectors/ingest-database.ts';
import { openSession } from '#pipelines/ingest/connectors/open-session.ts';
import { parseDatabaseUrl } from '#pipelines/ingest/connectors/address.ts';
import { readPreset } from '#pipelines/ingest/read-mapping.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { verifyStore } from '#pipelines/store/verify-store.ts';
import { withdrawBatch } from '#pipelines/store/withdraw.ts';
import { temporaryWorkspace, totals, typedRows } from '../pipelines/workbench.ts';
import { haltingProxy } from './halting-proxy.ts';
import { describeWith, ownDatabase, type ServerName } from './servers.ts';

const TABLE = `create table point_events (event_id int primary key, member_id int not null, event_type varchar(20),
  points int, occurred_at date, changed_at timestamp null)`;
const insert = (...rows: string[]) => `insert into point_events values ${rows.join(', ')}`;
const row = (id: number, at = '2024-01-01 00:00:00') => `(${id}, 7, 'earn', ${id}, '2024-01-01', '${at}')`;

/** SQL that adds events 1 … `count`. */
function manyRows(server: ServerName, count: number): string {
  const numbers =
    server === 'MariaDB'
      ? `select seq as n from seq_1_to_${count}`
      : `select generate_series(1, ${count}) as n`;
  return `insert into point_events select n, n % 100, 'earn', 1, date '2024-01-01', timestamp '2024-01-01 00:00:00' from (${numbers}) as numbers`;
}

for (const server of ['PostgreSQL', 'MariaDB'] satisfies ServerName[]) {
  describeWith(server, 'reading on', () => {
    async function begin(...rows: string[]) {
      const database = await ownDatabase(server);
      await database.run(TABLE, insert(...rows));
      const workspace = await temporaryWorkspace();
      const read = (options: DatabaseOptions = {}) =>
        ingestDatabase(workspace, database.url, { watermark: { column: 'event_id' }, ...options });
      return { database, workspace, read };
    }

    it('takes what is above the watermark; late rows below it need an overlap or a whole reading', async () => {
      const { database, workspace, read } = await begin(row(1), row(5), row(100));
      expect(totals((await read()).manifest)).toMatchObject({ read: 3, accepted: 3 });
      await database.run(insert(row(99), row(101)));
      const next = await read();
      expect(totals(next.manifest)).toMatchObject({ read: 2, accepted: 1, duplicates: 1 });
      expect(next.manifest.files[0]!.warnings.join()).toMatch(/committed late below it are not seen/);
      expect(next.manifest.files[0]!.database!.watermark).toEqual({
        column: 'event_id',
        from: '100',
        overlap: null,
        to: '101',
      });
      const late = await read({ overlap: '2' });
      expect(totals(late.manifest)).toMatchObject({ read: 3, accepted: 1, duplicates: 2 });
      expect(late.manifest.files[0]!.warnings.join()).toMatch(/up to 2 below it/);
      await database.run(insert(row(2)));
      expect((await read()).isNew).toBe(false);
      expect(totals((await read({ full: true })).manifest)).toMatchObject({
        read: 6,
        accepted: 1,
        duplicates: 5,
      });
      expect((await typedRows(workspace)).map((each) => each.event_id)).toContain('2');
    });

    it('takes a time for a watermark too, with rows that have none', async () => {
      const { database, read } = await begin(
        row(1, '2024-01-01 10:00:00'),
        row(2, '2024-01-01 12:00:00'),
        row(3, '2024-01-01 09:00:00').replace(/'2024-01-01 09:00:00'/, 'null'),
      );
      const watermark = { column: 'changed_at', overlap: '3600s' };
      expect(totals((await read({ watermark })).manifest)).toMatchObject({ read: 3, accepted: 3 });
      await database.run(insert(row(4, '2024-01-01 11:30:00'), row(5, '2024-01-01 10:30:00')));
      const { manifest } = await read({ watermark });
      expect(totals(manifest)).toMatchObject({ read: 3, accepted: 1, duplicates: 2 });
      expect(manifest.files[0]!.database!.watermark!.to).toMatch(/^2024-01-01 12:00:00/);
      await expect(read({ watermark: { column: 'changed_at', overlap: '5' } })).rejects.toThrow(/in seconds/);
      await expect(read({ watermark: { column: 'member' } })).rejects.toThrow(
        /has no column member .*event_id/,
      );
      await expect(read({ watermark: { column: 'event_type' } })).rejects.toThrow(/cannot be a watermark/);
    });

    it('goes back to before a batch that was withdrawn', async () => {
      const { database, workspace, read } = await begin(row(1));
      await read();
      await database.run(insert(row(2), row(3)));
      const second = await read();
      await database.run(insert(row(4)));
      await read();
      await withdrawBatch(workspace, second.manifest.batch_id);
      const { manifest } = await read();
      expect(totals(manifest)).toMatchObject({ read: 4, accepted: 1, duplicates: 3 });
      expect((await typedRows(workspace)).filter((each) => each.event_id === '2')).toHaveLength(1);
    });

    it('keeps nothing of a reading that is cut, and then reads all', async () => {
      const { database, workspace } = await begin(row(100_000));
      await database.run(manyRows(server, 60_000));
      const proxy = await haltingProxy(database.url);
      const read = () =>
        ingestDatabase(workspace, proxy.through(database.url), { watermark: { column: 'event_id' } });
      proxy.limit(1_000_000);
      const failure = await read().catch((error: Error) => error.message);
      expect(failure).toMatch(
        /Reading point_events from .* ended after \d+ rows: .*run the same command again/,
      );
      expect((await readStore(workspace)).manifests).toEqual([]);
      proxy.limit(null);
      const { manifest } = await read();
      expect(totals(manifest)).toMatchObject({ read: 60_001, accepted: 60_001 });
      expect(await verifyStore(await readStore(workspace))).toEqual([]);
    });

    it('killed in the middle leaves no batch, and the next reading takes all', async () => {
      const { database, workspace } = await begin(row(100_000));
      await database.run(manyRows(server, 60_000));
      const proxy = await haltingProxy(database.url);
      proxy.limit(1_000_000, 'hang');
      const url = proxy.through(database.url);
      const words = ['ingest', '--from', url, '--workspace', workspace];
      const child = spawn(process.execPath, [join(PACKAGE_ROOT, 'pipelines/cli/jiheng.mjs'), ...words], {
        stdio: 'ignore',
        detached: true,
      });
      const ended = new Promise((done) => child.once('exit', done));
      await proxy.halted;
      // The whole group: the command line may run in a process of its own below this one.
      process.kill(-child.pid!, 'SIGKILL');
      await ended;
      expect((await readStore(workspace)).manifests).toEqual([]);
      proxy.limit(null);
      const { manifest } = await ingestDatabase(workspace, url);
      expect(totals(manifest)).toMatchObject({ read: 60_001, accepted: 60_001 });
      expect((await readdir(join(workspace, 'source'))).sort()).toEqual([manifest.batch_id, 'head'].sort());
    });

    it('cannot write', async () => {
      const { database } = await begin(row(1));
      const { address, user, password } = parseDatabaseUrl(database.url);
      const session = await openSession(address, { user: user!, password });
      const attempt = async (sql: string) => {
        for await (const batch of session.rows(sql, 1)) expect(batch).toEqual([]);
      };
      await expect(attempt(insert(row(2)))).rejects.toThrow(/read.only/i);
      await session.close();
    });

    it('sees one state of the database, whatever is written meanwhile', async () => {
      const { database } = await begin(row(1));
      const { address, user, password } = parseDatabaseUrl(database.url);
      const session = await openSession(address, { user: user!, password });
      const count = async () => {
        for await (const [found] of session.rows('select count(*) from point_events', 1)) return found![0];
      };
      expect(await count()).toBe('1');
      await database.run(insert(row(2)));
      expect(await count()).toBe('1');
      await session.close();
    });
  });
}

describeWith('PostgreSQL', 'the Odoo table', () => {
  it('comes in through its preset, and one record that is two events too', async () => {
    const database = await ownDatabase('PostgreSQL');
    await database.run(
      `create table loyalty_history (id serial primary key, card_id int, company_id int, description text, issued float8,
        used float8, order_model varchar, order_id int, create_date timestamp, write_date timestamp, expiration_date date)`,
      `insert into loyalty_history (card_id, issued, used, create_date, expiration_date, order_id) values
        (7, 100.5, 0, '2024-01-01 02:00:00.123', '2024-12-31', 9), (7, 10, 40, '2024-01-02 02:00:00', null, 0),
        (7, 0, 0, '2024-01-03 02:00:00', null, 0)`,
    );
    const workspace = await temporaryWorkspace();
    const { manifest } = await ingestDatabase(workspace, database.url, { mapping: await readPreset('odoo') });
    expect(totals(manifest)).toMatchObject({ read: 3, accepted: 2, skipped: 1 });
    const rows = await typedRows(workspace);
    expect(
      rows.map((each) => [each.event_id, each.event_type, each.points, each.occurred_at]).sort(),
    ).toEqual([
      ['1', 'earn', '100.50', '2024-01-01T02:00:00.123Z'],
      ['2', 'earn', '10.00', '2024-01-02T02:00:00.000Z'],
      ['2-used', 'redeem', '40.00', '2024-01-02T02:00:00.000Z'],
    ]);
  });
});
