import { join } from 'node:path';
import type { Configuration } from '#engine/contract/programme.ts';
import type { DialectChoice } from '#engine/contract/mapping.ts';
import type {
  IngestManifest,
  ManifestDatabase,
  ManifestFile,
  ManifestTable,
} from '#engine/contract/manifest.ts';
import type { Table } from '#engine/contract/table.ts';
import { oneRow, rows, type Database } from '#engine/database.server.ts';
import type { SourceStore } from '#pipelines/store/read-store.ts';
import { fileSha256 } from '#pipelines/store/write-batch.ts';
import { countRepeated } from './count-rows.ts';
import type { Encoding } from './encoding.ts';
import { readDelimited } from './formats/delimited.ts';
import { readJsonLines } from './formats/json-lines.ts';
import { readParquet } from './formats/parquet.ts';
import { readXlsx } from './formats/xlsx.ts';
import type { Target } from './choose-target.ts';
import type { Format } from './find-files.ts';
import { withoutReasons } from './correction.ts';
import { bindColumns } from './header.ts';
import type { InflateLimits } from './limits.ts';
import { mapRows, type MappedRows } from './map-rows.ts';
import { mappedColumns } from './mapped-columns.ts';
import type { ReceivedFile } from './receive.ts';
import { Refusals } from './refusals.ts';
import { literal, quoted } from '#engine/sql-text.ts';
import { pathList } from './sql.ts';
import { tellProgress, watched, within, type OnStep } from './steps.ts';
import type { ReadingContext, TextRows } from './text-rows.ts';
import { copyRows, typingQueries } from './type-rows.ts';

/** A file, entry or sheet that is one table. */
export type TableFile = ReceivedFile & {
  readonly target: Target;
  readonly format: Format;
  /** The sheet of a workbook. */
  readonly sheet?: string;
  /** Where rows came from that are kept as this file. */
  readonly database?: ManifestDatabase;
  /** How the text is cut, whatever was said of the batch's files. */
  readonly dialect?: DialectChoice;
  /** What is to be said of the file beside what reading it shows. */
  readonly notes?: readonly string[];
};

/** One reader per format. */
export const READERS: Record<Format, (file: TableFile, context: ReadingContext) => Promise<TextRows>> = {
  csv: readDelimited,
  tsv: readDelimited,
  jsonl: readJsonLines,
  parquet: readParquet,
  xlsx: readXlsx,
};

export interface BatchWork {
  readonly database: Database;
  /** Where the batch is built; raw files lie there already. */
  readonly folder: string;
  readonly scratch: string;
  readonly store: SourceStore;
  readonly files: readonly TableFile[];
  readonly configuration: Configuration;
  readonly source: string;
  readonly encoding: Encoding | null;
  readonly dialect: DialectChoice;
  readonly limits: InflateLimits;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** What all files take of a batch; the rest is comparing it with earlier ones. */
const FILLING = 0.92;
/** What reading takes of a file, about; the rest is typing. */
const READING = 0.4;

/** What a manifest says of a batch's content. */
export type BatchContent = Pick<IngestManifest, 'files' | 'tables' | 'rejects' | 'warnings'>;

interface TypedFile {
  readonly file: TableFile;
  readonly text: TextRows;
  readonly rows: MappedRows;
  /** Rows written, and the records they came from: a mapping may make several rows of one record. */
  readonly written: number;
  readonly good: number;
  readonly rejected: number;
  /** Records that an earlier batch refused already, read again from a database. */
  readonly refusedBefore: number;
  /** Name of the Parquet file in the batch. */
  readonly parquet: string;
}

/** Reads and types all files of a batch and writes its Parquet files and rejects. */
export async function fillBatch(work: BatchWork): Promise<BatchContent> {
  const { connection } = work.database;
  await tellProgress(connection);
  const refusals = await Refusals.create(connection);
  const typed: TypedFile[] = [];
  const weights = work.files.map(({ bytes }) => Math.max(1, bytes));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  for (const [at, file] of work.files.entries()) {
    work.signal.throwIfAborted();
    const onStep = within(work.onStep, (FILLING * before) / all, (FILLING * weights[at]!) / all);
    typed.push(await typeFile(file, refusals, typed, { ...work, onStep }));
    before += weights[at]!;
  }
  const files: ManifestFile[] = [];
  const tables: ManifestTable[] = [];
  for (const [table, parts] of byTable(typed)) {
    work.signal.throwIfAborted();
    work.onStep(`compare ${table.name} with earlier batches`, FILLING);
    files.push(...(await manifestFiles(table, parts, work)));
    tables.push(await manifestTable(table, parts, work.folder));
  }
  const rejects = join(work.folder, 'rejects.parquet');
  const refused = await refusals.write(rejects);
  return {
    files,
    tables,
    rejects:
      refused === null ? null : { file: 'rejects.parquet', rows: refused, sha256: await fileSha256(rejects) },
    warnings: await programmeWarnings(tables, work),
  };
}

async function typeFile(
  file: TableFile,
  refusals: Refusals,
  earlier: readonly TypedFile[],
  work: BatchWork,
): Promise<TypedFile> {
  const { connection } = work.database;
  const { table, mapped } = file.target;
  await refusals.beginFile();
  const before = earlier.reduce((sum, each) => sum + each.text.rows, 0);
  const reading = (fraction: number, rows = 0) =>
    work.onStep(`read ${file.name}`, READING * fraction, before + rows, Math.floor(fraction * file.bytes));
  reading(0);
  const read = await READERS[file.format](file, {
    connection,
    scratch: work.scratch,
    declaredEncoding: file.database ? 'utf-8' : work.encoding,
    dialect: file.dialect ?? work.dialect,
    limits: work.limits,
    wanted: mapped ? mappedColumns(mapped) : new Set(Object.keys(table.columns)),
    refuser: refusals,
    signal: work.signal,
    onProgress: reading,
  });
  const text = withoutReasons(read);
  const typing = (fraction: number) =>
    work.onStep(
      `type ${file.name}`,
      READING + (1 - READING) * fraction,
      before + Math.floor(fraction * text.rows),
    );
  typing(0);
  const broken = await refusals.fileBroken(table.name, file.name);
  const rows = mapped
    ? await mapRows(connection, text, mapped, file.name, file.database)
    : unmapped(text, file);
  const queries = typingQueries(rows, {
    table,
    configuration: work.configuration,
    source: work.source,
    file: file.name,
  });
  const number = earlier.filter((each) => each.file.target.table === table).length + 1;
  const parquet = number === 1 ? `${table.name}.parquet` : `${table.name}-${number}.parquet`;
  const path = join(work.folder, parquet);
  const written = await watched(connection, work.signal, typing, () =>
    copyRows(connection, queries.good, path),
  );
  work.signal.throwIfAborted();
  const good = rows.severalPerRecord ? await countRecords(work, path) : written;
  const expected = text.rows - skippedRows(rows);
  const untyped =
    good === expected
      ? 0
      : await refusals.fileUntyped(table.name, file.name, queries.refused, text.relation, text.raw);
  if (good + untyped !== expected)
    throw new Error(`${file.name}: ${expected} rows were read, ${good} typed and ${untyped} refused.`);
  const refusedBefore = file.database?.watermark?.from
    ? await refusals.forgetKnown(table.name, file.name, earlierRejects(work, file))
    : 0;
  const rejected = broken + untyped - refusedBefore;
  return { file, text, rows, written, good, rejected, refusedBefore, parquet };
}

/** What earlier readings of the same table refused. */
function earlierRejects(work: BatchWork, file: TableFile): string[] {
  return work.store.batches.flatMap(({ folder, manifest }) =>
    manifest.rejects && manifest.files.some((each) => each.database && each.name === file.name)
      ? [join(folder, manifest.rejects.file)]
      : [],
  );
}

/** Rows that are in the contract's words already. */
function unmapped(text: TextRows, file: TableFile): MappedRows {
  const binding = bindColumns(text.names, file.target.table, file.name);
  return {
    relation: text.relation,
    binding,
    isMapped: false,
    severalPerRecord: false,
    skips: [],
    warnings: [],
  };
}

function skippedRows(rows: MappedRows): number {
  return rows.skips.reduce((sum, each) => sum + each.rows, 0);
}

async function countRecords(work: BatchWork, parquet: string): Promise<number> {
  const { count } = await oneRow<{ count: bigint }>(
    work.database.connection,
    `select count(distinct source_record) as count from read_parquet(${literal(parquet)})`,
  );
  return Number(count);
}

function byTable(typed: readonly TypedFile[]): Map<Table, TypedFile[]> {
  const groups = new Map<Table, TypedFile[]>();
  for (const each of typed) {
    const { table } = each.file.target;
    groups.set(table, [...(groups.get(table) ?? []), each]);
  }
  return groups;
}

async function manifestFiles(
  table: Table,
  parts: readonly TypedFile[],
  work: BatchWork,
): Promise<ManifestFile[]> {
  const fresh = parts.map((part) => join(work.folder, part.parquet));
  const repeated = await countRepeated(work.database, table, fresh, work.store);
  return Promise.all(
    parts.map(async (part): Promise<ManifestFile> => {
      const { duplicates, conflicts } = repeated.get(part.file.name) ?? { duplicates: 0, conflicts: 0 };
      const counts = {
        rows_read: part.good + part.rejected + part.refusedBefore + skippedRows(part.rows),
        accepted: part.good - duplicates - conflicts,
        duplicates: duplicates + part.refusedBefore,
        conflicts,
        skipped: skippedRows(part.rows),
        rejected: part.rejected,
      };
      checkTotals(part.file.name, counts);
      return {
        name: part.file.name,
        raw: part.file.raw,
        bytes: part.file.bytes,
        sha256: part.file.sha256,
        table: table.name,
        format: part.file.format,
        encoding: part.text.encoding,
        delimiter: part.text.delimiter,
        quote: part.text.quote,
        ...(part.file.member === null ? {} : { member: part.file.member }),
        ...(part.file.database ? { database: part.file.database } : {}),
        ...counts,
        ...(part.rows.isMapped ? { skips: [...part.rows.skips] } : {}),
        warnings: [
          ...(part.file.notes ?? []),
          ...part.text.warnings,
          ...part.rows.warnings,
          ...unknownColumns(part),
          ...(await blankWarnings(table, part, work)),
        ],
      };
    }),
  );
}

function checkTotals(
  name: string,
  counts: Pick<ManifestFile, 'rows_read' | 'accepted' | 'duplicates' | 'conflicts' | 'skipped' | 'rejected'>,
): void {
  const { rows_read: read, accepted, duplicates, conflicts, skipped, rejected } = counts;
  if (read !== accepted + duplicates + conflicts + skipped + rejected || accepted < 0)
    throw new Error(`The control totals of ${name} do not add up: ${JSON.stringify(counts)}.`);
}

function unknownColumns(part: TypedFile): string[] {
  const names = [...part.rows.binding.unknown.keys()];
  return names.length
    ? [
        `标准里没有的列原样存入 extra：${names.join(', ')} / columns that the contract does not know are kept in extra: ${names.join(', ')}`,
      ]
    : [];
}

/** Ids with blanks around them stay as they are, but rarely mean what they say: they are counted. */
async function blankWarnings(table: Table, part: TypedFile, work: BatchWork): Promise<string[]> {
  const names = Object.entries(table.columns)
    .filter(([name, column]) => column.type === 'text' && (column.required || table.key.includes(name)))
    .map(([name]) => name)
    .filter((name) => part.rows.binding.known.has(name));
  if (names.length === 0) return [];
  const blank = (name: string) =>
    [' ', '\t', '\u3000', '\u00a0']
      .flatMap((space) =>
        ['starts_with', 'ends_with'].map((test) => `${test}(${quoted(name)}, ${literal(space)})`),
      )
      .join(' or ');
  const counts = await oneRow<Record<string, bigint>>(
    work.database.connection,
    `select ${names.map((name) => `count(*) filter (${blank(name)}) as ${quoted(name)}`).join(', ')}
     from read_parquet(${literal(join(work.folder, part.parquet))})`,
  );
  return names
    .filter((name) => counts[name]! > 0n)
    .map(
      (name) =>
        `${counts[name]} cells of ${name} begin or end with a blank; they are kept so and differ from the same id without it`,
    );
}

async function manifestTable(
  table: Table,
  parts: readonly TypedFile[],
  folder: string,
): Promise<ManifestTable> {
  const bound = new Set(parts.flatMap((part) => [...part.rows.binding.known.keys()]));
  return {
    table: table.name,
    parquet: await Promise.all(
      parts.map(async (part) => ({
        file: part.parquet,
        rows: part.written,
        sha256: await fileSha256(join(folder, part.parquet)),
      })),
    ),
    columns_present: Object.keys(table.columns).filter((name) => bound.has(name)),
    unknown_columns: [...new Set(parts.flatMap((part) => [...part.rows.binding.unknown.keys()]))],
  };
}

/** Rows of a programme that is not configured are taken, under the defaults; that may be a typing mistake. */
async function programmeWarnings(tables: readonly ManifestTable[], work: BatchWork): Promise<string[]> {
  const configured = work.configuration.programmes.map((each) => literal(each.id)).join(', ');
  const paths = tables
    .filter((each) => each.columns_present.includes('programme_id'))
    .flatMap((each) => each.parquet.map((part) => join(work.folder, part.file)));
  if (paths.length === 0) return [];
  const found = await rows<{ programme_id: string }>(
    work.database.connection,
    `select distinct programme_id from read_parquet(${pathList(paths)}, union_by_name = true)
     where programme_id not in (${configured}) order by 1 limit 20`,
  );
  if (found.length === 0) return [];
  const names = found.map((each) => each.programme_id).join(', ');
  return [`programmes that programme.yaml does not describe are read under the defaults: ${names}`];
}
