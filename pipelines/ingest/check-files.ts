import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ManifestFile } from '#engine/contract/manifest.ts';
import { findTable } from '#engine/contract/tables.ts';
import { openDatabase, rows, type DuckDBConnection } from '#engine/database.server.ts';
import { UserError } from '#engine/user-error.ts';
import { readStore, type SourceStore } from '#pipelines/store/read-store.ts';
import { readConfiguration } from '#pipelines/store/workspace.ts';
import { targetOfChosen, targetOfName, type TargetChoice } from './choose-target.ts';
import { parseEncoding } from './encoding.ts';
import { expand } from './expand.ts';
import { fillBatch, type BatchContent, type TableFile } from './fill-batch.ts';
import { formatOf, splitName, type Format } from './find-files.ts';
import { listSheets, type Sheet } from './formats/workbook.ts';
import { knownColumns, type FittingPreset } from './guess-reading.ts';
import { INFLATE_LIMITS } from './limits.ts';
import { peek, PREVIEW_ROWS, type Peek, type PeekedRow } from './peek.ts';
import { mappingOf, type Plan, type PlannedFile, type Reading } from './plan.ts';
import type { Reason } from './reasons.ts';
import { receive, type ReceivedFile } from './receive.ts';
import { within, type OnStep } from './steps.ts';
import { readingOfCorrection } from './remembered-reading.ts';
import { literal, quoted } from '#engine/sql-text.ts';
import { pathList } from './sql.ts';
import { columnOf, placeOf, settleReading, type Settled } from './suggest-reading.ts';

/** A record before and after it was read. */
export interface PreviewRow {
  readonly record: number;
  /** Its cells as the file has them; null for a record that could not be cut into cells. */
  readonly before: readonly (string | null)[] | null;
  /** Its text as it stood, for records that were refused. */
  readonly raw: string | null;
  /** The rows it becomes, by the contract's columns; none where it is refused or left out by intent. */
  readonly after: readonly Readonly<Record<string, string | null>>[];
  readonly reasons: readonly Reason[];
}

/** What a file, entry or sheet would come to. */
export interface CheckedTable {
  readonly name: string;
  /** The entry or sheet; null for a file that is a table as it is. */
  readonly member: string | null;
  readonly table: string;
  readonly format: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly quote: string | null;
  /** The columns as the file names them. */
  readonly columns: readonly string[];
  /** The contract's columns that are filled. */
  readonly filled: readonly string[];
  /** The control totals it would have; null where it cannot be read yet. */
  readonly counts: Pick<
    ManifestFile,
    'rows_read' | 'accepted' | 'duplicates' | 'conflicts' | 'skipped' | 'rejected'
  > | null;
  readonly skips: readonly { name: string; rows: number }[];
  readonly warnings: readonly string[];
  readonly preview: readonly PreviewRow[];
  /** The first records that would be refused, wherever they stand. */
  readonly refused: readonly PreviewRow[];
}

/** What a file would come to; nothing of it is in the source store. */
export interface CheckedFile {
  /** Name of the file on disk, as the plan has it. */
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly format: string | null;
  readonly sheets: readonly Sheet[];
  /** How it was read: to be handed back as it is, or changed. */
  readonly reading: Reading;
  /** Where that was found; null for archives and workbooks whose names within decide. */
  readonly source: Settled['source'] | null;
  readonly unfilled: readonly string[];
  readonly presets: readonly FittingPreset[];
  /** The texts of the column that tells kinds of events apart. */
  readonly kinds: { readonly column: string; readonly values: { value: string; rows: number }[] } | null;
  readonly tables: readonly CheckedTable[];
  /** Entries and sheets that are no table. */
  readonly others: readonly string[];
  /** Why it cannot be read; null where it can. */
  readonly problem: string | null;
}

export interface CheckOptions {
  /** An existing folder for temporary files; what is made in it is removed again. */
  readonly scratch: string;
  readonly memoryLimit?: string;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

interface Check extends CheckOptions {
  readonly workspace: string;
  readonly store: SourceStore;
  readonly wanted: ReadonlySet<string>;
  readonly folder: string;
}

/** What copying takes of a check, about. */
const COPYING = 0.15;
const STEP_BYTES = 16_000_000;

/**
 * Reads files as ingesting them would, without adding anything to the source store: what they are taken for, what the
 * first records become, what is refused and why, and the control totals to expect.
 */
export async function checkFiles(
  workspace: string,
  plan: Plan,
  options: CheckOptions,
): Promise<CheckedFile[]> {
  const store = await readStore(workspace);
  const wanted = await knownColumns();
  const checked: CheckedFile[] = [];
  for (const [at, file] of plan.files.entries()) {
    options.signal.throwIfAborted();
    const onStep = within(options.onStep, at / plan.files.length, 1 / plan.files.length);
    onStep(`read ${file.name}`, 0);
    const folder = await mkdtemp(join(options.scratch, 'check-'));
    try {
      checked.push(await checkFile(file, { ...options, onStep, workspace, store, wanted, folder }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return checked;
}

/** Tells of the bytes of a file as they are copied, now and then. */
function copied(name: string, size: number, check: Check): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    if (bytes - told < STEP_BYTES) return;
    told = bytes;
    check.onStep(`copy ${name}`, COPYING * (bytes / Math.max(1, size)), undefined, bytes);
  };
}

async function checkFile(file: PlannedFile, check: Check): Promise<CheckedFile> {
  const kind = formatOf(file.name);
  const draft: CheckedFile = {
    path: basename(file.path),
    name: file.name,
    bytes: 0,
    format: kind?.format ?? null,
    sheets: [],
    reading: file.reading,
    source: null,
    unfilled: [],
    presets: [],
    kinds: null,
    tables: [],
    others: [],
    problem: null,
  };
  if (!kind)
    return {
      ...draft,
      problem: `${file.name} is in a format that cannot be read; save it as CSV, TSV, JSONL, Parquet or XLSX.`,
    };
  let known = draft;
  try {
    const { size } = await stat(file.path);
    const input = { path: file.path, name: file.name, rawName: 'file', target: null, ...kind };
    const received = await receive(input, check.folder, check.signal, copied(file.name, size, check));
    const sheets =
      kind.format === 'xlsx' ? await listSheets(received.rawPath, file.name, INFLATE_LIMITS) : [];
    known = { ...draft, bytes: received.bytes, sheets };
    const single = singleTable(received, sheets, file.reading);
    return single
      ? await checkSingle(known, received, single, check)
      : await checkMembers(known, received, file.reading, check);
  } catch (error) {
    if (!(error instanceof UserError) || check.signal.aborted) throw error;
    return { ...known, problem: error.message };
  }
}

/** The one table that a file is, as far as its kind tells; null for an archive, or a workbook of several tables. */
function singleTable(
  received: ReceivedFile,
  sheets: readonly Sheet[],
  reading: Reading,
): { file: TableFile; reading: Reading } | null {
  if (received.format === 'zip') return null;
  // Reading as text asks for no target; one stands here until it is settled.
  const target = { table: findTable('point_events')!, mapped: null };
  if (received.format !== 'xlsx')
    return { file: { ...received, target, format: received.format as Format }, reading };
  const filled = sheets.filter((each) => each.hasCells);
  const isSet = filled.length > 1 && filled.some((each) => targetOfName(each.name, {}));
  if (reading.sheet === undefined && isSet && !reading.table && !reading.preset && !reading.mapping)
    return null;
  const sheet = reading.sheet ?? filled[0]?.name;
  if (sheet === undefined || !sheets.some((each) => each.name === sheet))
    throw new UserError(
      sheet === undefined
        ? `${received.name} has no sheet with cells in it; save the workbook again.`
        : `${received.name} has no sheet ${sheet}; it has: ${sheets.map((each) => each.name).join(', ')}.`,
    );
  return {
    file: { ...received, target, format: 'xlsx', sheet, member: sheet },
    reading: { ...reading, sheet },
  };
}

async function checkSingle(
  known: CheckedFile,
  received: ReceivedFile,
  { file, reading }: { file: TableFile; reading: Reading },
  check: Check,
): Promise<CheckedFile> {
  const seen = await peekAt(file, reading, check, 'peek');
  try {
    const stem = file.sheet && targetOfName(file.sheet, {}) ? file.sheet : splitName(known.name).stem;
    const settled = await settle(stem, reading, seen, check.store);
    const kinds = await kindsOf(settled, seen);
    const { reading: used, source, unfilled, presets, table } = settled;
    const base: CheckedFile = { ...known, reading: used, source, unfilled, presets, kinds };
    if (unfilled.length > 0) return { ...base, tables: [unread(file, table.name, seen)] };
    return await checkMembers(base, received, used, check, seen);
  } catch (error) {
    if (!(error instanceof UserError) || check.signal.aborted) throw error;
    // A reading that does not fit still leaves something to look at.
    const table = reading.table ?? 'point_events';
    return { ...known, reading, problem: error.message, tables: [unread(file, table, seen)] };
  } finally {
    seen.close();
  }
}

/** Corrected rejects are read as those they correct were, unless a person says otherwise. */
async function settle(stem: string, reading: Reading, seen: Peek, store: SourceStore): Promise<Settled> {
  const isAsked =
    reading.preset !== undefined || reading.mapping !== undefined || reading.table !== undefined;
  const remembered = isAsked ? null : await readingOfCorrection(seen, store);
  if (!remembered) return settleReading(stem, reading, seen);
  return { ...(await settleReading(stem, { ...reading, ...remembered }, seen)), source: 'correction' };
}

async function peekAt(file: TableFile, reading: Reading, check: Check, name: string): Promise<Peek> {
  const scratch = join(check.folder, name);
  await mkdir(scratch);
  const mapping = await mappingOf(reading);
  return peek(file, {
    scratch,
    encoding: reading.encoding === undefined ? null : parseEncoding(reading.encoding),
    dialect: { ...mapping?.dialect, ...reading.dialect },
    limits: INFLATE_LIMITS,
    wanted: check.wanted,
    memoryLimit: check.memoryLimit ?? '1GB',
    signal: check.signal,
  });
}

async function kindsOf({ reading, table }: Settled, seen: Peek): Promise<CheckedFile['kinds']> {
  if (table.name !== 'point_events' || !reading.mapping) return null;
  const column = columnOf(reading.mapping.tables[0]!.columns.event_type);
  const at = column === null ? -1 : placeOf(column, seen);
  return at < 0 ? null : { column: seen.text.names[at]!, values: await seen.values(at) };
}

/** A table that waits for a person's word: only what the file shows. */
function unread(file: TableFile, table: string, seen: Peek): CheckedTable {
  return {
    ...described(file, table, seen),
    filled: [],
    counts: null,
    skips: [],
    warnings: seen.text.warnings,
    preview: seen.rows.map(({ record, cells }) => ({
      record,
      before: cells,
      raw: null,
      after: [],
      reasons: [],
    })),
    refused: [],
  };
}

function described(file: TableFile, table: string, { text }: Peek) {
  return {
    name: file.name,
    member: file.member,
    table,
    format: file.format,
    encoding: text.encoding,
    delimiter: text.delimiter,
    quote: text.quote,
    columns: text.names,
  };
}

/** Reads and types everything in the file, as ingesting would, into a folder that is thrown away. */
async function checkMembers(
  known: CheckedFile,
  received: ReceivedFile,
  reading: Reading,
  check: Check,
  seen?: Peek,
): Promise<CheckedFile> {
  const mapping = await mappingOf(reading);
  const table = reading.table === undefined ? undefined : findTable(reading.table);
  const choice: TargetChoice = { ...(table ? { table } : {}), ...(mapping ? { mapping } : {}) };
  const scratch = join(check.folder, 'scratch');
  await mkdir(scratch);
  const target = targetOfChosen(splitName(known.name).stem, choice);
  const expanded = await expand([{ ...received, target }], {
    choice,
    sheet: reading.sheet,
    scratch,
    limits: INFLATE_LIMITS,
    signal: check.signal,
  });
  if (expanded.files.length === 0)
    throw new UserError(
      `Nothing in ${known.name} is named after a table (found: ${expanded.others.slice(0, 10).join(', ')}); choose the table, or rename what is in it.`,
    );
  const database = await openDatabase(':memory:', {
    memoryLimit: check.memoryLimit ?? '1GB',
    temporaryDirectory: join(scratch, 'spill'),
  });
  const interrupt = () => database.connection.interrupt();
  check.signal.addEventListener('abort', interrupt, { once: true });
  try {
    const configuration = await readConfiguration(check.workspace);
    const content = await fillBatch({
      database,
      folder: check.folder,
      scratch,
      store: check.store,
      files: expanded.files,
      configuration,
      source: mapping?.source ?? mapping?.name ?? 'default',
      encoding: reading.encoding === undefined ? null : parseEncoding(reading.encoding),
      dialect: { ...mapping?.dialect, ...reading.dialect },
      limits: INFLATE_LIMITS,
      signal: check.signal,
      onStep: within(check.onStep, COPYING, 1 - COPYING),
    });
    const zone = configuration.programmes[0]!.time_zone;
    await database.connection.run(`set TimeZone = ${literal(zone)}`);
    const tables: CheckedTable[] = [];
    for (const [at, file] of expanded.files.entries()) {
      const looked = seen ?? (await peekAt(file, reading, check, `peek-${at}`));
      try {
        tables.push(await checkedTable(file, looked, content, check.folder, database.connection));
      } finally {
        if (!seen) looked.close();
      }
    }
    return { ...known, tables, others: expanded.others };
  } catch (error) {
    throw check.signal.aborted ? check.signal.reason : error;
  } finally {
    check.signal.removeEventListener('abort', interrupt);
    database.close();
  }
}

async function checkedTable(
  file: TableFile,
  seen: Peek,
  content: BatchContent,
  folder: string,
  connection: DuckDBConnection,
): Promise<CheckedTable> {
  const { skips = [], warnings, table, ...counts } = content.files.find((each) => each.name === file.name)!;
  const { parquet, columns_present: filled } = content.tables.find((each) => each.table === table)!;
  const paths = pathList(parquet.map((each) => join(folder, each.file)));
  const rejects = content.rejects && join(folder, content.rejects.file);
  const first = await refusedRows(rejects, file.name, connection, seen.rows.at(-1)?.record);
  const preview = await withAfter(merged(seen.rows, first), file.name, filled, paths, connection);
  return {
    ...described(file, table, seen),
    filled,
    counts: {
      rows_read: counts.rows_read,
      accepted: counts.accepted,
      duplicates: counts.duplicates,
      conflicts: counts.conflicts,
      skipped: counts.skipped,
      rejected: counts.rejected,
    },
    skips,
    warnings,
    preview,
    refused: (await refusedRows(rejects, file.name, connection)).map(({ cells, ...each }) => ({
      ...each,
      before: cells && seen.text.names.map((name, at) => cells[name.trim() || `column_${at + 1}`] ?? null),
      after: [],
    })),
  };
}

interface RefusedRow {
  readonly record: number;
  readonly raw: string;
  readonly cells: Record<string, string | null> | null;
  readonly reasons: readonly Reason[];
}

/** The first records that were refused, up to a record where one is named. */
async function refusedRows(
  rejects: string | null,
  file: string,
  connection: DuckDBConnection,
  until?: number,
): Promise<RefusedRow[]> {
  if (!rejects) return [];
  const found = await rows<{ record: bigint; raw: string; cells: string | null; reasons: string }>(
    connection,
    `select source_record as record, raw, cells, cast(to_json(reasons) as varchar) as reasons
     from read_parquet(${literal(rejects)}) where source_file = ${literal(file)}
       ${until === undefined ? '' : `and source_record <= ${until}`}
     order by source_record limit ${PREVIEW_ROWS}`,
  );
  return found.map(({ record, raw, cells, reasons }) => ({
    record: Number(record),
    raw,
    cells: cells === null ? null : (JSON.parse(cells) as Record<string, string | null>),
    reasons: JSON.parse(reasons) as Reason[],
  }));
}

/** Records in order; those that could not be cut into cells have their place among them. */
function merged(seen: readonly PeekedRow[], refused: readonly RefusedRow[]): PreviewRow[] {
  const byRecord = new Map(refused.map((each) => [each.record, each]));
  const all = new Set([...seen.map((each) => each.record), ...byRecord.keys()]);
  const cells = new Map(seen.map((each) => [each.record, each.cells]));
  return [...all]
    .sort((left, right) => left - right)
    .slice(0, PREVIEW_ROWS)
    .map((record) => ({
      record,
      before: cells.get(record) ?? null,
      raw: byRecord.get(record)?.raw ?? null,
      after: [],
      reasons: byRecord.get(record)?.reasons ?? [],
    }));
}

async function withAfter(
  preview: readonly PreviewRow[],
  file: string,
  filled: readonly string[],
  paths: string,
  connection: DuckDBConnection,
): Promise<PreviewRow[]> {
  if (preview.length === 0) return [];
  const columns = filled.map((name) => `cast(${quoted(name)} as varchar) as ${quoted(name)}`);
  const found = await rows<Record<string, string | null> & { source_record: bigint }>(
    connection,
    `select ${[...columns, 'source_record'].join(', ')} from read_parquet(${paths}, union_by_name = true)
     where source_file = ${literal(file)} and source_record in (${preview.map((each) => each.record).join(', ')})
     order by source_record`,
  );
  return preview.map((each) => ({
    ...each,
    after: found
      .filter((row) => Number(row.source_record) === each.record)
      .map((row) => Object.fromEntries(filled.map((name) => [name, row[name] ?? null]))),
  }));
}
