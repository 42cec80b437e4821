import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { openDatabase, rows, type DuckDBConnection } from '#engine/database.server.ts';
import { literal } from '#engine/sql-text.ts';
import { UserError } from '#engine/user-error.ts';
import { LINK_COLUMNS, REASON_COLUMNS } from '#pipelines/ingest/correction.ts';
import type { Reason } from '#pipelines/ingest/reasons.ts';
import type { FigureTable } from '#engine/reports/document.ts';
import { BYTE_ORDER_MARK, untypedSpreadsheetCell } from '#pipelines/reports/csv-cell.ts';
import { writeWorkbook } from '#pipelines/reports/xlsx/draw-xlsx.ts';
import { readStore } from './read-store.ts';
import { requireWorkspace } from './workspace.ts';

/** A refused record, whole. */
export interface Reject {
  readonly batch_id: string;
  readonly table: string;
  readonly source_file: string;
  readonly source_record: number;
  readonly raw: string;
  /** Its cells by the file's column names; null where it could not be cut into cells. */
  readonly cells: Readonly<Record<string, string | null>> | null;
  readonly reasons: readonly Reason[];
}

export interface RejectFilter {
  readonly batch?: string;
  readonly table?: string;
}

const PAGE = 1000;

/** What was refused in batches that count, in the order of batches, files and records. */
export async function listRejects(workspace: string, filter: RejectFilter = {}): Promise<Reject[]> {
  const all: Reject[] = [];
  for await (const page of rejectPages(workspace, filter)) all.push(...page);
  return all;
}

/**
 * Writes what was refused as CSV with a byte order mark, for Excel: the record's own columns, then why it was refused.
 * One table goes to `out`; several go beside it as `<name>.<table>.csv`. Text that Excel would take for a formula gets
 * a leading apostrophe.
 */
export async function writeRejects(
  workspace: string,
  out: string,
  filter: RejectFilter = {},
): Promise<{ file: string; table: string; rows: number }[]> {
  const tables = new Set<string>();
  for await (const page of rejectPages(workspace, filter)) for (const { table } of page) tables.add(table);
  const written: { file: string; table: string; rows: number }[] = [];
  for (const table of tables) {
    const file = tables.size === 1 ? out : withTable(out, table);
    written.push({ file, table, rows: await writeTable(workspace, file, { ...filter, table }) });
  }
  return written;
}

async function writeTable(workspace: string, file: string, filter: RejectFilter): Promise<number> {
  const handle = await open(file, 'w').catch((cause: Error) => {
    throw new UserError(`${file} cannot be written: ${cause.message}. Choose another path with --out.`, {
      cause,
    });
  });
  let lines = -1;
  try {
    for await (const part of correctionText(workspace, filter)) {
      await handle.writeFile(part.text);
      lines += part.lines;
    }
  } finally {
    await handle.close();
  }
  return lines;
}

/** Refused rows of one table as CSV for Excel, header first, in parts: to be corrected and ingested again. */
export async function* correctionText(
  workspace: string,
  filter: RejectFilter,
): AsyncGenerator<{ text: string; lines: number }> {
  yield { text: BYTE_ORDER_MARK, lines: 0 };
  for await (const lines of correctionRows(workspace, filter))
    yield {
      text: lines.map((cells) => `${cells.map(untypedSpreadsheetCell).join(',')}\r\n`).join(''),
      lines: lines.length,
    };
}

/**
 * The same as a workbook of one sheet whose cells are all text: a spreadsheet keeps long ids and leading zeros as they
 * are, which it does not where it opens CSV.
 *
 * @throws UserError where a refused record is longer than a cell may be.
 */
export async function writeCorrectionWorkbook(
  workspace: string,
  filter: RejectFilter,
  file: string,
): Promise<void> {
  const pieces = correctionRows(workspace, filter);
  const first = await pieces.next();
  const [header = [], ...rest]: string[][] = first.done ? [] : first.value;
  const table: FigureTable = {
    kind: 'table',
    id: 'rejects',
    title: 'rejects',
    columns: header.map((title, at) => ({ key: `c${at}`, title, kind: 'text' })),
    rows: async function* () {
      yield rest;
      yield* pieces;
    },
  };
  await writeWorkbook([table], null, file);
}

/** Header and rows as texts, in pieces. The columns of an earlier round of correcting are left out. */
async function* correctionRows(workspace: string, filter: RejectFilter): AsyncGenerator<string[][]> {
  const names = new Set<string>();
  for await (const page of rejectPages(workspace, filter))
    for (const { cells } of page) for (const name of Object.keys(cells ?? {})) names.add(name);
  const added: readonly string[] = [...LINK_COLUMNS, ...REASON_COLUMNS];
  const own = [...names].filter((name) => !added.includes(name.trim().toLowerCase()));
  yield [[...own, 'reject_reasons', ...LINK_COLUMNS, 'reject_table', 'reject_raw']];
  for await (const page of rejectPages(workspace, filter))
    yield page.map((reject) => [...own.map((name) => reject.cells?.[name] ?? ''), ...whyRefused(reject)]);
}

function whyRefused(reject: Reject): string[] {
  const reasons = reject.reasons.map(
    ({ column, reason, advice }) => `${column ? `${column}: ` : ''}${reason} (${advice})`,
  );
  return [
    reasons.join('; '),
    reject.batch_id,
    reject.source_file,
    String(reject.source_record),
    reject.table,
    reject.raw,
  ];
}

function withTable(out: string, table: string): string {
  const extension = extname(out);
  return `${extension ? out.slice(0, -extension.length) : out}.${table}${extension || '.csv'}`;
}

/** The same in pages, so that any number of them can be read. */
export async function* rejectPages(workspace: string, filter: RejectFilter): AsyncGenerator<Reject[]> {
  requireWorkspace(workspace);
  const { batches } = await readStore(workspace);
  const chosen = batches.filter((each) => filter.batch === undefined || each.batchId === filter.batch);
  if (filter.batch !== undefined && chosen.length === 0)
    throw new UserError(
      `There is no batch ${filter.batch} that counts; there are: ${batches.map((each) => each.batchId).join(', ') || 'none'}.`,
    );
  const database = await openDatabase(':memory:', { memoryLimit: '1GB' });
  try {
    for (const { batchId, folder, manifest } of chosen) {
      if (manifest.rejects)
        yield* pagesOf(database.connection, batchId, join(folder, manifest.rejects.file), filter.table);
    }
  } finally {
    database.close();
  }
}

async function* pagesOf(
  connection: DuckDBConnection,
  batchId: string,
  path: string,
  table?: string,
): AsyncGenerator<Reject[]> {
  if (!existsSync(path))
    throw new UserError(`${path} is missing; restore it from a backup.`, { exitCode: 1 });
  // The file is ordered as it is to be shown; its own row numbers page through it.
  for (let from = 0; ; from += PAGE) {
    const found = await rows<Record<string, unknown>>(
      connection,
      `select "table", source_file, source_record, raw, cells, cast(to_json(reasons) as varchar) as reasons
       from read_parquet(${literal(path)}, file_row_number = true)
       where ${table === undefined ? 'true' : `"table" = ${literal(table)}`}
       order by file_row_number limit ${PAGE} offset ${from}`,
    );
    if (found.length > 0) yield found.map((row) => asReject(batchId, row));
    if (found.length < PAGE) return;
  }
}

function asReject(batchId: string, row: Record<string, unknown>): Reject {
  return {
    batch_id: batchId,
    table: row.table as string,
    source_file: row.source_file as string,
    source_record: Number(row.source_record),
    raw: row.raw as string,
    cells: row.cells === null ? null : (JSON.parse(row.cells as string) as Reject['cells']),
    reasons: JSON.parse(row.reasons as string) as Reason[],
  };
}
