import type { DuckDBConnection } from '../database.server.ts';
import { quoted } from '../sql-text.ts';

/** A value on its way into a table: exact decimals come as integers with their scale. */
export type Cell = string | number | bigint | boolean | null;

/**
 * How a column is stored; `points` arrive as whole hundredths, `money` as 1/10^4, `value` as 1/10^6, `unit` as 1/10^8.
 */
const KEPT = {
  text: { type: 'varchar', scale: 0 },
  json: { type: 'json', scale: 0 },
  month: { type: 'date', scale: 0 },
  /** `YYYY-MM-DD`. */
  day: { type: 'date', scale: 0 },
  integer: { type: 'integer', scale: 0 },
  count: { type: 'bigint', scale: 0 },
  flag: { type: 'boolean', scale: 0 },
  estimate: { type: 'double', scale: 0 },
  /** An estimate that is added up: ten decimals, given as text. */
  addable: { type: 'decimal(18, 10)', scale: 0 },
  points: { type: 'decimal(18, 2)', scale: 2 },
  money: { type: 'decimal(18, 4)', scale: 4 },
  /** Currency units as a law or a file writes them. */
  amount: { type: 'decimal(18, 4)', scale: 0 },
  value: { type: 'decimal(18, 6)', scale: 6 },
  /** A share as a file writes it. */
  share: { type: 'decimal(18, 6)', scale: 0 },
  unit: { type: 'decimal(18, 8)', scale: 8 },
} as const;
export type ColumnKind = keyof typeof KEPT;

/**
 * Makes a table of rows that were computed or are known here. Every value travels as text and is cast by the database, so
 * that none passes through a double; a `month` is given as months counted from year 0.
 */
export async function writeRows<Name extends string>(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<Name, ColumnKind>>,
  rows:
    Iterable<Readonly<Record<NoInfer<Name>, Cell>>> | AsyncIterable<Readonly<Record<NoInfer<Name>, Cell>>>,
): Promise<void> {
  const names = Object.keys(columns) as Name[];
  const declared = names.map((name) => `${quoted(name)} ${KEPT[columns[name]].type}`);
  await connection.run(`create or replace table ${table} (${declared.join(', ')})`);
  const [schema, name] = table.split('.') as [string, string];
  const appender =
    schema === 'posting'
      ? await connection.createAppender(name, 'main', schema)
      : await connection.createAppender(name, schema);
  for await (const row of rows) {
    for (const name of names) {
      const text = cellText(row[name], columns[name]);
      if (text === null) appender.appendNull();
      else appender.appendVarchar(text);
    }
    appender.endRow();
  }
  appender.closeSync();
}

function cellText(value: Cell, kind: ColumnKind): string | null {
  if (value === null) return null;
  if (kind === 'month') return monthDay(Number(value));
  const { scale } = KEPT[kind];
  return scale > 0 ? decimalText(BigInt(value), scale) : String(value);
}

/** The first day of a month counted from year 0. */
export function monthDay(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

function decimalText(value: bigint, scale: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
