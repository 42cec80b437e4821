import pg from 'pg';
import Cursor from 'pg-cursor';
import { literal, quoted } from '#engine/sql-text.ts';
import type { DatabaseAddress } from './address.ts';
import type { Credentials } from './credentials.ts';
import { CONNECT_TIMEOUT_MS, FETCH_ROWS } from './fetch-size.ts';
import {
  loweredNumber,
  type DatabaseColumn,
  type DatabaseSession,
  type DatabaseTable,
  type TableFacts,
  type TextRow,
} from './session.ts';
import type { TlsOptions } from './tls.ts';

/** Every value arrives as the text that the server wrote. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

/** One snapshot, no writing, and texts that do not depend on the server's settings. */
const BEGIN = `
  set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set extra_float_digits = 1;
  set bytea_output = 'hex'; set intervalstyle = 'iso_8601'; set statement_timeout = 0;
  set default_transaction_read_only = on;
  begin transaction isolation level repeatable read read only`;

/** Opens a read-only session on a PostgreSQL server. */
export async function openPostgres(
  address: DatabaseAddress,
  credentials: Credentials,
  tls: TlsOptions,
): Promise<DatabaseSession> {
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    database: address.database,
    user: credentials.user,
    // A function: the driver would fall back on ~/.pgpass for an absent one.
    password: () => credentials.password ?? '',
    ssl: tls,
    application_name: 'jiheng',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types: AS_TEXT,
  });
  // A cut connection fails the query that is under way; an event nobody hears would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(BEGIN);
    const [facts] = await ask(
      client,
      `select current_setting('server_version'), current_setting('server_encoding')`,
    );
    return new PostgresSession(client, address, facts![0]!, facts![1]!);
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function ask(client: pg.Client, text: string, values: string[] = []): Promise<TextRow[]> {
  const found = await client.query<TextRow>({ text, values, rowMode: 'array' });
  return found.rows;
}

class PostgresSession implements DatabaseSession {
  readonly system = 'postgresql';
  readonly #client: pg.Client;
  readonly #encoding: string;

  constructor(
    client: pg.Client,
    readonly address: DatabaseAddress,
    readonly version: string,
    encoding: string,
  ) {
    this.#client = client;
    this.#encoding = encoding;
  }

  async tables(): Promise<DatabaseTable[]> {
    const found = await ask(
      this.#client,
      `select n.nspname, c.relname, n.nspname = current_schema() from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition
         and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
       order by 1, 2`,
    );
    return found.map(([schema, name, isUsual]) => ({
      schema: schema!,
      name: name!,
      shown: isUsual === 't' ? name! : `${schema}.${name}`,
    }));
  }

  async describe(table: DatabaseTable): Promise<TableFacts> {
    const place = [table.schema!, table.name];
    const columns = await ask(
      this.#client,
      `select a.attname, coalesce(base.typname, t.typname), a.attnotnull
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
         join pg_type t on t.oid = a.atttypid left join pg_type base on base.oid = nullif(t.typbasetype, 0)
       where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      place,
    );
    const key = await ask(
      this.#client,
      `select a.attname from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
       where n.nspname = $1 and c.relname = $2 and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)`,
      place,
    );
    return {
      columns: columns.map(([name, type, notNull]) => describeColumn(name!, type!, notNull !== 't')),
      primaryKey: key.map(([name]) => name!),
      warnings:
        this.#encoding === 'SQL_ASCII'
          ? [
              '数据库编码为 SQL_ASCII,文本按 UTF-8 读取 / the database is SQL_ASCII; its texts are read as UTF-8',
            ]
          : [],
    };
  }

  async *rows(sql: string): AsyncGenerator<TextRow[]> {
    const cursor = this.#client.query(
      new Cursor<TextRow>(sql, [], { rowMode: 'array', types: AS_TEXT } as never),
    );
    // Whoever stops early ends the session too, so that the cursor needs no closing (of a cut connection that would
    // never come back).
    for (;;) {
      const batch = await cursor.read(FETCH_ROWS);
      if (batch.length === 0) return;
      yield batch;
    }
  }

  quoted(name: string): string {
    return quoted(name);
  }

  watermarkSql(kind: 'number' | 'time', value: string, overlap: bigint): string {
    // A plain number, so that an index on the column serves.
    if (kind === 'number') return loweredNumber(value, overlap);
    return `${literal(value)}::timestamptz at time zone 'UTC' - interval '${overlap} seconds'`;
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}

function describeColumn(name: string, type: string, isNullable: boolean): DatabaseColumn {
  const sql = quoted(name);
  const isNumber = ['int2', 'int4', 'int8', 'numeric'].includes(type);
  const isTime = ['timestamp', 'timestamptz', 'date'].includes(type);
  return {
    name,
    type,
    isBytes: type === 'bytea',
    grows: isNumber ? 'number' : isTime ? 'time' : null,
    isNullable,
    // As text a truth value is a word, and money a number without the locale's signs.
    select: type === 'bool' ? `${sql}::text` : type === 'money' ? `${sql}::numeric` : sql,
  };
}
