import { open, type FileHandle } from 'node:fs/promises';
import { extname } from 'node:path';
import { rowsOf, dataTables, type FigureTable, type ReportDocument } from '#engine/reports/document.ts';
import { BYTE_ORDER_MARK, spreadsheetCell } from './csv-cell.ts';

/**
 * Writes the tables of a report as CSV for spreadsheets (byte order mark, CRLF, formulas disarmed): one to `out`, several
 * beside it as `<name>.<table>.csv`. Headers are the columns' keys, so that programs find them in every language.
 *
 * @returns the files, in the order of the tables
 */
export async function drawCsv(document: ReportDocument, out: string): Promise<string[]> {
  const tables = dataTables(document);
  const files: string[] = [];
  for (const table of tables) {
    const file = tables.length === 1 ? out : besideOf(out, table.id);
    await writeCsvTable(table, file);
    files.push(file);
  }
  return files;
}

/** Writes one table and gives the number of its rows. */
export async function writeCsvTable(table: FigureTable, file: string): Promise<number> {
  const handle = await open(file, 'w');
  try {
    return await writeRows(table, handle);
  } finally {
    await handle.close();
  }
}

async function writeRows(table: FigureTable, handle: FileHandle): Promise<number> {
  const isText = table.columns.map(({ kind }) => kind === 'text');
  await handle.writeFile(
    `${BYTE_ORDER_MARK}${table.columns.map(({ key }) => spreadsheetCell(key, true)).join(',')}\r\n`,
  );
  let count = 0;
  for await (const rows of rowsOf(table)) {
    const lines = rows.map((row) =>
      row.map((cell, index) => spreadsheetCell(cell, isText[index]!)).join(','),
    );
    if (lines.length > 0) await handle.writeFile(`${lines.join('\r\n')}\r\n`);
    count += rows.length;
  }
  return count;
}

function besideOf(out: string, table: string): string {
  const extension = extname(out);
  return `${extension ? out.slice(0, -extension.length) : out}.${table}${extension || '.csv'}`;
}
