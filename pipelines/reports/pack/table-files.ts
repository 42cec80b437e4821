import { join } from 'node:path';
import { COLUMN_TYPES } from '#engine/contract/column.ts';
import { openDatabase } from '#engine/database.server.ts';
import { rowsOf, type ColumnKind, type FigureTable } from '#engine/reports/document.ts';
import { literal, quoted } from '#engine/sql-text.ts';
import { writeCsvTable } from '../draw-csv.ts';

/** Exact types: what is a decimal in the book is one here. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR',
  count: 'BIGINT',
  points: COLUMN_TYPES.points,
  money: COLUMN_TYPES.money,
  value: COLUMN_TYPES.value,
  share: COLUMN_TYPES.value,
  day: 'DATE',
  instant: 'TIMESTAMPTZ',
};

export interface TableFiles {
  readonly id: string;
  readonly rows: number;
  readonly csv: string;
  readonly parquet: string;
}

/** Writes a table of a report as CSV for spreadsheets and as Parquet with exact types, into a folder that exists. */
export async function writeTableFiles(table: FigureTable, folder: string): Promise<TableFiles> {
  const csv = join(folder, `${table.id}.csv`);
  const parquet = join(folder, `${table.id}.parquet`);
  const rows = await writeCsvTable(table, csv);
  const written = await writeParquetTable(table, parquet);
  if (rows !== written)
    throw new Error(`The table ${table.id} has ${rows} rows as CSV and ${written} as Parquet.`);
  return { id: table.id, rows, csv, parquet };
}

async function writeParquetTable(table: FigureTable, file: string): Promise<number> {
  const database = await openDatabase(':memory:', {
    memoryLimit: '512MB',
    temporaryDirectory: `${file}.spill`,
  });
  try {
    const { connection } = database;
    const names = table.columns.map(({ key }) => quoted(key));
    await connection.run(`create table given (${names.map((name) => `${name} varchar`).join(', ')})`);
    const appender = await connection.createAppender('given');
    let count = 0;
    for await (const piece of rowsOf(table)) {
      for (const row of piece) {
        for (const cell of row) {
          if (cell === null) appender.appendNull();
          else appender.appendVarchar(cell);
        }
        appender.endRow();
        count += 1;
      }
    }
    appender.closeSync();
    const casts = table.columns.map(({ key, kind }) => `${quoted(key)}::${TYPES[kind]} as ${quoted(key)}`);
    await connection.run(
      `copy (select ${casts.join(', ')} from given order by rowid) to ${literal(file)} (format parquet, compression zstd)`,
    );
    return count;
  } finally {
    database.close();
  }
}
