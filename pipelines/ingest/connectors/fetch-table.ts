import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReceivedFile } from '../receive.ts';
import type { Target } from '../choose-target.ts';
import { higher } from './last-watermark.ts';
import { contextRowsSql, newRowsSql, type TableReading } from './table-query.ts';
import { RowWriter } from './write-rows.ts';

/** A table's rows in the batch's `raw/` folder. */
export interface FetchedTable {
  readonly file: ReceivedFile;
  readonly rows: number;
  readonly contextRows: number;
  /** The highest watermark up to which the table is read now. */
  readonly to: string | null;
}

/** Told how many rows have come; throws to end the reading. */
export type OnRows = (rows: number) => void;

/**
 * Streams a table's rows into a CSV file: the new ones, then the earlier ones that lookups may want.
 *
 * @param folder the batch's folder.
 */
export async function fetchTable(
  reading: TableReading,
  target: Target,
  folder: string,
  onRows: OnRows,
): Promise<FetchedTable> {
  const { columns, watermark, table, session } = reading;
  const name = `${plainName(`${session.address.database}.${table.shown}`)}.csv`;
  const raw = `raw/${name}`;
  const rawPath = join(folder, raw);
  await mkdir(dirname(rawPath), { recursive: true });
  const writer = await RowWriter.create(rawPath, columns);
  let rows = 0;
  let contextRows = 0;
  let to = reading.after;
  try {
    for await (const batch of session.rows(newRowsSql(reading), columns.length + 1)) {
      for (const row of batch) await writer.write(row);
      rows += batch.length;
      if (watermark) to = higher(watermark.kind, batch.at(-1)![columns.length] ?? null, to);
      onRows(rows);
    }
    const context = contextRowsSql(reading, target.mapped);
    if (context !== null) {
      for await (const batch of session.rows(context, columns.length)) {
        for (const row of batch) await writer.write(row);
        contextRows += batch.length;
        onRows(rows + contextRows);
      }
    }
    const written = await writer.finish();
    const file: ReceivedFile = {
      path: rawPath,
      name,
      target,
      format: 'csv',
      compressed: false,
      raw,
      rawPath,
      member: null,
      ...written,
    };
    return { file, rows, contextRows, to };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** A name that is one file's on any system. */
function plainName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]/gu, '_');
}
