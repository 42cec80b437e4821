import { execFile } from 'node:child_process';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { parseDatabaseUrl, shownAddress } from '#pipelines/ingest/connectors/address.ts';
import { findCredentials, redacted } from '#pipelines/ingest/connectors/credentials.ts';
import { ingestDatabase } from '#pipelines/ingest/connectors/ingest-database.ts';
import { temporaryWorkspace } from '../pipelines/workbench.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { describeWith, ownDatabase, type ServerName } from './servers.ts';

const ROWS = [
  'create table point_events (event_id int, member_id int, event_type varchar(9), points int, occurred_at date)',
  `insert into point_events values (1, 1, 'earn', 1, '2024-01-01')`,
];

/** Runs the command line and gives all it said. */
function jiheng(
  words: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(PACKAGE_ROOT, 'pipelines/cli/jiheng.mjs'), ...words],
      { env: { ...process.env, ...environment } },
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

describe('credentials', () => {
  const url = parseDatabaseUrl('postgres://reader:in%40url@db.example/mall');

  it('come from the file, the URL or the environment, in this order', async () => {
    const file = join(await temporaryFolder(), 'secret');
    await writeFile(file, 'user=other\npassword=a=b c\n', { mode: 0o600 });
    expect(await findCredentials(url, file, {})).toEqual({ user: 'other', password: 'a=b c' });
    await writeFile(file, 'just a password\n');
    expect(await findCredentials(url, file, {})).toEqual({ user: 'reader', password: 'just a password' });
    expect(await findCredentials(url, undefined, { PGPASSWORD: 'x' })).toEqual({
      user: 'reader',
      password: 'in@url',
    });
    const bare = parseDatabaseUrl('mysql://db.example/mall');
    const environment = { JIHENG_DB_USER: 'u', MYSQL_PWD: 'second', JIHENG_DB_PASSWORD: 'first' };
    expect(await findCredentials(bare, undefined, environment)).toEqual({ user: 'u', password: 'first' });
    await expect(findCredentials(bare, undefined, {})).rejects.toThrow(/Nobody is named/);
  });

  it('in a file that everybody may read are refused', async () => {
    const file = join(await temporaryFolder(), 'secret');
    await writeFile(file, 'password=x');
    await chmod(file, 0o644);
    await expect(findCredentials(url, file, {})).rejects.toThrow(/chmod 600/);
    await chmod(file, 0o600);
    await writeFile(file, 'password=x\npasswort=y');
    await expect(findCredentials(url, file, {})).rejects.toThrow(/other lines than user=… and password=…/);
  });

  it('are in no message, even about a URL that cannot be read', async () => {
    const said: string[] = [];
    for (const text of [
      'postgres://u:se/cret@h/d',
      'oracle://u:secret@h/d',
      'mysql://u:secret@h/',
      'mysql://u:secret%@h/d',
      'mysql://u:secret@h/d?ssl=x',
      'mysql://u:secret@h/d?sslmode=maybe',
    ]) {
      try {
        parseDatabaseUrl(text);
        said.push(`${text} was taken`);
      } catch (error) {
        said.push((error as Error).message);
      }
    }
    expect(said.join('\n')).not.toMatch(/secret|se\/cret|was taken/);
    expect(redacted('no p@ss or p%40ss', { user: 'u', password: 'p@ss' })).toBe('no *** or ***');
    const asPath = await jiheng([
      'ingest',
      'mysql://u:secret@h/d',
      '--workspace',
      await temporaryWorkspace(),
    ]);
    expect(asPath).toMatchObject({ code: 2, said: expect.not.stringContaining('secret') as string });
  });
});

describe('addresses', () => {
  it.each([
    ['postgres://u@db.example/mall', 'postgres://db.example:5432/mall', 'verify'],
    ['postgresql://u@127.0.0.1:5433/mall', 'postgres://127.0.0.1:5433/mall', 'disable'],
    ['mariadb://u@[::1]/%E5%95%86%E5%9F%8E?ssl-mode=REQUIRED', 'mysql://[::1]:3306/商城', 'require'],
  ])('%s is %s, TLS %s', (text, shown, tls) => {
    const { address } = parseDatabaseUrl(text);
    expect([shownAddress(address), address.tls]).toEqual([shown, tls]);
  });
});

for (const server of ['PostgreSQL', 'MariaDB'] satisfies ServerName[]) {
  describeWith(server, 'credentials', () => {
    it('are nowhere in the workspace and in nothing that is said', async () => {
      const database = await ownDatabase(server);
      await database.run(...ROWS);
      const workspace = await temporaryWorkspace();
      const words = ['ingest', '--from', database.bare, '--json', '--workspace', workspace];
      const good = await jiheng(words, { JIHENG_DB_PASSWORD: database.password });
      expect(good.code).toBe(0);
      const wrong = await jiheng(words, { JIHENG_DB_PASSWORD: 'not-the-password' });
      expect(wrong).toMatchObject({
        code: 1,
        said: expect.stringMatching(/cannot be opened as owner: .*check the user and the password/) as string,
      });
      const files = await readdir(workspace, { recursive: true, withFileTypes: true });
      const kept = await Promise.all(
        files
          .filter((each) => each.isFile())
          .map(async (each) => readFile(join(each.parentPath, each.name), 'latin1')),
      );
      expect(kept.length).toBeGreaterThan(3);
      const all = [good.said, wrong.said, ...kept].join('\n');
      for (const secret of [database.password, encodeURIComponent(database.password), 'not-the-password'])
        expect(all).not.toContain(secret);
    });

    it('travel encrypted where that is wanted, to a server that proves who it is', async () => {
      const database = await ownDatabase(server);
      await database.run(...ROWS);
      const read = async (tls: string, tlsAuthority?: string) =>
        (await ingestDatabase(await temporaryWorkspace(), database.url, { tls, tlsAuthority })).isNew;
      await expect(read('verify')).rejects.toThrow(/self.signed.*--tls-ca/);
      expect(await read('verify', process.env.JIHENG_TEST_CA)).toBe(true);
      expect(await read('require')).toBe(true);
    });
  });
}
