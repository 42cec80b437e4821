import mysql, { type Connection, type TypeCastField } from 'mysql2';
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
import { shortestSingle } from './single-float.ts';
import type { TlsOptions } from './tls.ts';

/** One snapshot, no writing, texts in UTF-8 whatever the tables are in, instants in UTC, no odd modes. */
const BEGIN = [
  `set names utf8mb4`,
  `set session time_zone = '+00:00', sql_mode = '', net_write_timeout = 3600, group_concat_max_len = 1048576`,
  `set session transaction isolation level repeatable read`,
  `set session transaction read only`,
  `start transaction with consistent snapshot, read only`,
];
const BYTES =
  /^(tiny|medium|long)?blob$|^(var)?binary$|^geometry|^(multi)?(point|linestring|polygon)|^vector$/;
const WHOLE = /^(tiny|small|medium|big)?int$/;

/** Opens a read-only session on a MySQL or MariaDB server. */
export async function openMysql(
  address: DatabaseAddress,
  credentials: Credentials,
  tls: TlsOptions,
): Promise<DatabaseSession> {
  const connection = mysql.createConnection({
    host: address.host,
    port: address.port,
    database: address.database,
    user: credentials.user,
    password: credentials.password ?? '',
    ...(tls === false ? {} : { ssl: { ...tls, verifyIdentity: tls.rejectUnauthorized } }),
    charset: 'utf8mb4',
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Every value arrives as the text that the server wrote.
    typeCast: (field: TypeCastField) => field.string('utf8'),
    rowsAsArray: true,
    // Files of this machine are nobody's business but its own.
    flags: ['-LOCAL_FILES'],
  });
  // A cut connection fails the query that is under way; an event nobody hears would end the process.
  connection.on('error', () => undefined);
  try {
    await new Promise<void>((done, fail) => connection.connect((error) => (error ? fail(error) : done())));
    for (const sql of BEGIN) await ask(connection, sql);
    const [facts] = await ask(connection, 'select version()');
    return new MysqlSession(connection, address, facts![0]!);
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

function ask(connection: Connection, sql: string, values: string[] = []): Promise<TextRow[]> {
  return new Promise((done, fail) => {
    connection.query({ sql, values }, (error, rows) => {
      if (error) fail(error);
      else done(rows as unknown as TextRow[]);
    });
  });
}

class MysqlSession implements DatabaseSession {
  readonly system: 'mysql' | 'mariadb';
  readonly #connection: Connection;

  constructor(
    connection: Connection,
    readonly address: DatabaseAddress,
    readonly version: string,
  ) {
    this.#connection = connection;
    this.system = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  }

  async tables(): Promise<DatabaseTable[]> {
    const found = await ask(
      this.#connection,
      'select table_name from information_schema.tables where table_schema = database() order by 1',
    );
    return found.map(([name]) => ({ schema: null, name: name!, shown: name! }));
  }

  async describe(table: DatabaseTable): Promise<TableFacts> {
    const columns = await ask(
      this.#connection,
      `select column_name, data_type, is_nullable, column_key from information_schema.columns
       where table_schema = database() and table_name = ? order by ordinal_position`,
      [table.name],
    );
    const [engine] = await ask(
      this.#connection,
      `select engine, table_type from information_schema.tables where table_schema = database() and table_name = ?`,
      [table.name],
    );
    const isSnapshot = engine?.[1] === 'VIEW' || engine?.[0]?.toLowerCase() === 'innodb';
    return {
      columns: columns.map(([name, type, nullable]) =>
        describeColumn(name!, type!.toLowerCase(), nullable === 'YES'),
      ),
      primaryKey: columns.filter(([, , , key]) => key === 'PRI').map(([name]) => name!),
      warnings: isSnapshot
        ? []
        : [
            `表引擎 ${engine?.[0]} 不支持快照,读取期间的写入可能只读到一部分 / the engine ${engine?.[0]} has no snapshots: what is written meanwhile may be read in part`,
          ],
    };
  }

  async *rows(sql: string): AsyncGenerator<TextRow[]> {
    const stream = this.#connection.query({ sql }).stream({ highWaterMark: FETCH_ROWS });
    // The driver tells only the connection that it was cut, and the stream would wait for ever.
    const cut = (error: Error) => stream.destroy(error);
    this.#connection.once('error', cut);
    try {
      let batch: TextRow[] = [];
      for await (const row of stream as AsyncIterable<TextRow>) {
        batch.push(row);
        if (batch.length < FETCH_ROWS) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    } finally {
      this.#connection.off('error', cut);
    }
  }

  quoted(name: string): string {
    return backquoted(name);
  }

  watermarkSql(kind: 'number' | 'time', value: string, overlap: bigint): string {
    // Compared with a text, a whole number would become a double and lose its last digits.
    if (kind === 'number') return loweredNumber(value, overlap);
    return `cast(${mysql.escape(value)} as datetime(6)) - interval ${overlap} second`;
  }

  close(): Promise<void> {
    this.#connection.destroy();
    return Promise.resolve();
  }
}

function backquoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function describeColumn(name: string, type: string, isNullable: boolean): DatabaseColumn {
  const sql = backquoted(name);
  const isNumber = WHOLE.test(type) || type === 'decimal';
  const isTime = ['timestamp', 'datetime', 'date'].includes(type);
  return {
    name,
    type,
    isBytes: BYTES.test(type),
    grows: isNumber ? 'number' : isTime ? 'time' : null,
    isNullable,
    ...howToSelect(sql, type),
  };
}

function howToSelect(sql: string, type: string): Pick<DatabaseColumn, 'select' | 'finish'> {
  switch (type) {
    case 'bit':
      return { select: `cast(${sql} as unsigned)` };
    // The server shows six digits of a FLOAT, fewer than it has.
    case 'float':
      return { select: `cast(${sql} as double)`, finish: shortestSingle };
    // An instant, which the session shows in UTC; the zero date is none and stays as it is.
    case 'timestamp':
      return { select: sql, finish: (text) => (text.startsWith('0000') ? text : `${text}+00:00`) };
    default:
      return { select: sql };
  }
}
