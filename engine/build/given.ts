import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { COLUMN_TYPES } from '../contract/column.ts';
import { Configuration } from '../contract/programme.ts';
import { findTable } from '../contract/tables.ts';
import type { Table } from '../contract/table.ts';
import { createHash } from 'node:crypto';
import { openDatabase, type DuckDBConnection } from '../database.server.ts';
import type { InputBatch } from './request.ts';

/** A row as a person writes it: text, numbers and booleans by column; what is left out is NULL. */
export type GivenRow = Readonly<Record<string, string | number | boolean | null | undefined>>;
/** Rows by table; a table that is not named is absent, one with an empty list is there without rows. */
export type GivenTables = Readonly<Record<string, readonly GivenRow[]>>;

/**
 * Writes rows as a batch that {@link recompute} can read, without a source store: for cases of rules and for tests.
 * Columns that no row names count as absent. Instants without an offset are in the first programme's time zone.
 */
export async function givenBatch(
  folder: string,
  tables: GivenTables,
  configuration: Configuration = Configuration.parse({}),
  batchId = 'given',
): Promise<InputBatch> {
  await mkdir(folder, { recursive: true });
  const programme = configuration.programmes[0]!;
  const database = await openDatabase(':memory:', { timeZone: programme.time_zone });
  try {
    const inputs = [];
    for (const [name, rows] of Object.entries(tables)) {
      const table = findTable(name);
      if (!table) throw new Error(`The contract has no table ${name}.`);
      const file = join(folder, `${batchId}.${name}.parquet`);
      await writeRows(database.connection, table, rows, programme.id, file);
      inputs.push({
        table: name,
        files: [file],
        rows: rows.length,
        columnsPresent: [
          ...new Set(rows.flatMap((row) => Object.keys(row).filter((name) => row[name] !== undefined))),
        ],
      });
    }
    return {
      batchId,
      contentHash: createHash('sha256').update(JSON.stringify(tables)).digest('hex'),
      rowsRead: inputs.reduce((sum, input) => sum + input.rows, 0),
      rowsRejected: 0,
      rowsSkipped: 0,
      tables: inputs,
    };
  } finally {
    database.close();
  }
}

const DEFAULTS: GivenRow = { source: 'default', wallet: 'base', currency: 'CNY' };

async function writeRows(
  connection: DuckDBConnection,
  table: Table,
  rows: readonly GivenRow[],
  programmeId: string,
  file: string,
): Promise<void> {
  const names = Object.keys(table.columns);
  for (const row of rows) {
    const unknown = Object.keys(row).find((name) => !names.includes(name));
    if (unknown) throw new Error(`Table ${table.name} has no column ${unknown}.`);
  }
  const declared = names.map((name) => `"${name}" ${COLUMN_TYPES[table.columns[name]!.type]}`);
  await connection.run(
    `create or replace table given (${declared.join(', ')}, extra varchar, source_file varchar, source_record bigint)`,
  );
  const tuples = rows.map((row, index) => {
    const full: GivenRow = { ...DEFAULTS, programme_id: programmeId, ...row };
    const cells = names.map((name) => cell(full[name]));
    return `(${[...cells, 'null', `'${table.name}.csv'`, index + 1].join(', ')})`;
  });
  if (tuples.length) await connection.run(`insert into given values ${tuples.join(', ')}`);
  await connection.run(`copy given to '${file.replaceAll("'", "''")}' (format parquet)`);
}

function cell(value: GivenRow[string] | undefined): string {
  if (value === undefined || value === null) return 'null';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
