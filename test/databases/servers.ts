import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { afterAll, describe } from 'vitest';

/** A database of a test's own on one of the servers that `npm run test:databases` starts. */
export interface OwnDatabase {
  /** With user and password. */
  readonly url: string;
  /** The same without a password. */
  readonly bare: string;
  readonly password: string;
  /** Runs statements as its owner. */
  run(...statements: string[]): Promise<void>;
  /** Ends every other connection to it, as a failing network would. */
  cut(): Promise<void>;
}

const SERVERS = {
  PostgreSQL: process.env.JIHENG_TEST_POSTGRES,
  MariaDB: process.env.JIHENG_TEST_MARIADB,
} as const;
export type ServerName = keyof typeof SERVERS;

/** Tests that need a server; where it is absent they are listed as not run, and say how to run them. */
export function describeWith(server: ServerName, title: string, tests: () => void): void {
  if (SERVERS[server]) describe(`${server}: ${title}`, tests);
  else describe.skip(`${server}: ${title} (not run: no server; npm run test:databases starts one)`, tests);
}

/** Makes a database; it goes when its server goes. */
export async function ownDatabase(server: ServerName, options = ''): Promise<OwnDatabase> {
  const name = `d${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const home = SERVERS[server]!;
  const url = new URL(home);
  url.pathname = `/${name}`;
  const bare = new URL(url);
  bare.password = '';
  const facts = { url: url.href, bare: bare.href, password: decodeURIComponent(url.password) };
  if (server === 'PostgreSQL') {
    const root = await connectPostgres(home);
    await root.query(`create database ${name} ${options}`);
    const own = await connectPostgres(url.href);
    afterAll(async () => {
      await own.end();
      await root.end();
    });
    return {
      ...facts,
      async run(...statements) {
        for (const each of statements) await own.query(each);
      },
      async cut() {
        await own.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
      },
    };
  }
  const root = await mysql.createConnection(home);
  await root.query(`create database ${name} ${options || 'character set utf8mb4'}`);
  const own = await mysql.createConnection(url.href);
  afterAll(async () => {
    await own.end();
    await root.end();
  });
  return {
    ...facts,
    async run(...statements) {
      for (const each of statements) await own.query(each);
    },
    async cut() {
      const [rows] = await own.query(
        'select id from information_schema.processlist where db = database() and id <> connection_id()',
      );
      for (const { id } of rows as { id: number }[]) await own.query(`kill connection ${id}`);
    },
  };
}

async function connectPostgres(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
