import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { oneRow, type DuckDBConnection } from '#engine/database.server.ts';
import { UserError } from '#engine/user-error.ts';
import { detectDelimiter } from '../header.ts';
import { asUtf8, scratchName, type ReceivedFile, type Utf8Text } from '../receive.ts';
import type { ReasonCode } from '../reasons.ts';
import { cellsOf, showBytes, splitRecords, standardRecord, type Dialect } from '../record-split.ts';
import { literal } from '#engine/sql-text.ts';
import { watched } from '../steps.ts';
import type { ReadingContext, TextRows } from '../text-rows.ts';

const FLUSH_BYTES = 4 * 1024 * 1024;
/** What rows take in memory while they are written together. */
const GROUP_BYTES = 64 * 1024 * 1024;
/** What DuckDB keeps of a text beside its bytes. */
const BYTES_PER_CELL = 16;
const QUOTE = 34;
/** A wider table is no table of a ledger. */
const MOST_COLUMNS = 2000;

/**
 * Reads CSV and TSV. A file that can be read in one way only goes to DuckDB's strict reader as it is. Any other, and
 * any that the strict reader refuses, is first cut into records one by one: the good ones go to the same reader, the
 * broken ones are refused whole.
 */
export async function readDelimited(file: ReceivedFile, context: ReadingContext): Promise<TextRows> {
  const text = await asUtf8(file, context);
  const layout = await readLayout(text, file, context);
  const { names, dialect } = layout;
  const whole = (await certified(text, layout)) ? await readWhole(text, file, layout, context) : null;
  const { relation, rows, loose } = whole ?? (await readCarefully(text, file, layout, context));
  return {
    relation,
    rows,
    names,
    encoding: text.encoding,
    delimiter: String.fromCharCode(dialect.delimiter!),
    quote: dialect.quote === null ? null : String.fromCharCode(dialect.quote),
    warnings: loose
      ? [
          `${loose} 行的单元格中间有引号,按文字保留 / records hold quotes amid an unquoted cell; they are kept as text`,
        ]
      : [],
    raw: { kind: 'walk', records: () => rawRecords(text.path, layout) },
  };
}

/** How a text is laid out: the names of its columns, where its data begin, and how they are cut. */
interface Layout {
  readonly names: readonly string[];
  /** The header record; null where the names were given and the first record is data. */
  readonly header: Buffer | null;
  readonly dialect: Dialect;
}

async function readLayout(text: Utf8Text, file: ReceivedFile, context: ReadingContext): Promise<Layout> {
  const breaksAtCr = text.facts.lineBreaks === 'irregular' && (await hasNoLf(text.path, context.signal));
  const declared = context.dialect;
  const dialect = (delimiter: string | null): Dialect => ({
    delimiter: delimiter === null ? null : asciiByte(delimiter, 'delimiter'),
    quote: declared.quote === 'none' ? null : asciiByte(declared.quote ?? '"', 'quote'),
    skip: text.skip,
    breaksAtCr,
  });
  const line = await firstRecord(text.path, dialect(null));
  if (line === null)
    throw new UserError(`${file.name} is empty; it needs a first line with the names of its columns.`);
  if (line.problem) throw brokenFirstLine(file.name, line.problem);
  const delimiter =
    declared.delimiter ??
    (file.format === 'tsv' ? '\t' : detectDelimiter(line.bytes.toString('utf8'), context.wanted));
  const chosen = dialect(delimiter);
  if (chosen.delimiter === chosen.quote)
    throw new UserError(`The delimiter and the quote cannot both be ${delimiter}; choose another --quote.`);
  if (declared.header) return { names: declared.header, header: null, dialect: chosen };
  const header = await firstRecord(text.path, chosen);
  if (header === null || header.problem) throw brokenFirstLine(file.name, header?.problem ?? null);
  const names = cellsOf(header.bytes, chosen).map((cell) => cell.toString('utf8'));
  if (names.length > MOST_COLUMNS)
    throw new UserError(
      `${file.name} has ${names.length} columns, more than ${MOST_COLUMNS}; its rows and columns may be exchanged, or its delimiter is not ${JSON.stringify(delimiter)} (--delimiter).`,
    );
  return { names, header: header.bytes, dialect: chosen };
}

function brokenFirstLine(name: string, problem: ReasonCode | null): UserError {
  return new UserError(
    problem === 'nul_character'
      ? `The first line of ${name} holds NUL characters, which no text has; it may be damaged or no text at all: export it again as CSV.`
      : `The first line of ${name}, which names the columns, is broken; check its quotes and encoding.`,
  );
}

function asciiByte(character: string, what: string): number {
  const code = character.charCodeAt(0);
  if (character.length !== 1 || code >= 128 || code === 10 || code === 13 || code === 0)
    throw new UserError(`The ${what} must be one ASCII character, not ${JSON.stringify(character)}.`);
  return code;
}

/** The first record and what is wrong with it; null of a file without any. */
async function firstRecord(
  path: string,
  dialect: Dialect,
): Promise<{ bytes: Buffer; problem: ReasonCode | null } | null> {
  for await (const { bytes, problem } of splitRecords(path, dialect, null))
    return { bytes: Buffer.from(bytes), problem };
  return null;
}

async function hasNoLf(path: string, signal: AbortSignal): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      if (chunk.includes(10)) return false;
    }
    return true;
  } finally {
    await handle.close();
  }
}

/**
 * Whether DuckDB's reader, lenient in places, can only read this file as the standard has it. A single column is not
 * certified because there a blank line would be a row.
 */
async function certified(text: Utf8Text, { names, dialect }: Layout): Promise<boolean> {
  const { facts } = text;
  if (dialect.quote !== QUOTE) return false;
  if (!facts.isUtf8 || facts.hasNul || facts.lineBreaks === 'irregular' || names.length < 2) return false;
  // The strict reader ignores empty cells beyond the last column; too few cells it sees itself, so that the sum tells.
  if (facts.count(dialect.delimiter!) !== facts.records * (names.length - 1)) return false;
  return facts.quotesAreRegular(dialect.delimiter!) && !(await startsBlank(text));
}

async function startsBlank(text: Utf8Text): Promise<boolean> {
  const handle = await open(text.path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, text.skip);
    return buffer[0] === 10 || buffer[0] === 13;
  } finally {
    await handle.close();
  }
}

interface Relation {
  readonly relation: string;
  readonly rows: number;
  /** Records that were read though the standard forbids their quotes. */
  readonly loose: number;
}

/** Null where the strict reader finds the file broken. */
async function readWhole(
  text: Utf8Text,
  file: ReceivedFile,
  { names, header, dialect }: Layout,
  context: ReadingContext,
): Promise<Relation | null> {
  const delimiter = String.fromCharCode(dialect.delimiter!);
  const { connection } = context;
  const reader = strictReader(text.path, cellColumns(names.length), delimiter, `header = ${header !== null}`);
  // Numbering records while reading them would keep all that follows to one thread; in Parquet they have numbers.
  const cells = join(context.scratch, `${scratchName(file)}.cells.parquet`);
  try {
    const together = await rowsAtATime(text, names.length);
    const tell = (fraction: number) =>
      context.onProgress(fraction, Math.floor(fraction * text.facts.records));
    const { Count: rows } = await watched(connection, context.signal, tell, () =>
      oneRow<{ Count: bigint }>(
        connection,
        `copy (from ${reader}) to ${literal(cells)}
         (format parquet, compression lz4_raw, row_group_size ${together})`,
      ),
    );
    // Told `new_line = '\\r\\n'`, DuckDB 1.5 loses records whose quotes hold a CRLF, without an error; so it is not
    // told, and its count is believed only where the bytes say the same.
    if (Number(rows) !== text.facts.records - (header === null ? 0 : 1)) return null;
    // The header may stand again amid the data: the careful way will tell, and refuse what follows.
    if (header) {
      const { headers } = await oneRow<{ headers: bigint }>(
        connection,
        `select count(*) as headers from read_parquet(${literal(cells)}) where c0 = ${literal(names[0]!)}`,
      );
      if (headers > 0n) return null;
    }
    const relation = `(select file_row_number + 1 as record, * exclude (file_row_number)
      from read_parquet(${literal(cells)}, file_row_number = true))`;
    return { relation, rows: Number(rows), loose: 0 };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof Error) || !/CSV Error|CSV Parser/.test(error.message))
      throw error;
    return null;
  }
}

/** Rows that are written together: fewer where they are wide, since they wait in memory. */
async function rowsAtATime(text: Utf8Text, columns: number): Promise<number> {
  const { size } = await stat(text.path);
  const width = size / Math.max(1, text.facts.records) + BYTES_PER_CELL * columns;
  return Math.max(2048, Math.min(122_880, Math.floor(GROUP_BYTES / width)));
}

async function readCarefully(
  text: Utf8Text,
  file: ReceivedFile,
  layout: Layout,
  context: ReadingContext,
): Promise<Relation> {
  const path = join(context.scratch, `${scratchName(file)}.clean`);
  const { rows, loose } = await writeGoodRecords(text.path, path, layout, context);
  const delimiter = String.fromCharCode(layout.dialect.delimiter!);
  const columns = `'record': 'BIGINT', ${cellColumns(layout.names.length)}`;
  const relation = strictReader(path, columns, delimiter, 'header = false');
  const found = await countRows(context.connection, relation);
  if (found !== rows)
    throw new Error(`${file.name}: ${rows} records are well-formed, but ${found} were read.`);
  return { relation, rows, loose };
}

/** Writes the good records, each after its number, as the standard has them, and refuses the others. */
async function writeGoodRecords(
  from: string,
  to: string,
  layout: Layout,
  { refuser, signal, onProgress }: Pick<ReadingContext, 'refuser' | 'signal' | 'onProgress'>,
): Promise<{ rows: number; loose: number }> {
  const { dialect } = layout;
  const { size: all } = await stat(from);
  const handle = await open(to, 'wx');
  try {
    let rows = 0;
    let loose = 0;
    let met = 0;
    let told = 0;
    let pending: Buffer[] = [];
    let size = 0;
    const flush = async () => {
      await handle.writeFile(Buffer.concat(pending));
      pending = [];
      size = 0;
    };
    for await (const { record, bytes, problem, isLoose } of dataRecords(from, layout)) {
      met += bytes.length + 1;
      if (met - told >= FLUSH_BYTES) {
        signal.throwIfAborted();
        onProgress(met / all, rows);
        told = met;
      }
      if (problem) {
        refuser.refuse(record, showBytes(bytes), problem);
        continue;
      }
      rows++;
      if (isLoose) loose++;
      const written =
        isLoose || dialect.quote !== QUOTE
          ? standardRecord(cellsOf(bytes, dialect), dialect.delimiter!)
          : bytes;
      const line = Buffer.concat([
        Buffer.from(`${record}${String.fromCharCode(dialect.delimiter!)}`),
        written,
        NEW_LINE,
      ]);
      pending.push(line);
      size += line.length;
      if (size >= FLUSH_BYTES) await flush();
    }
    await flush();
    return { rows, loose };
  } finally {
    await handle.close();
  }
}

const NEW_LINE = Buffer.from('\n');

/** The records after the header, counted from 1. */
async function* dataRecords(path: string, layout: Layout) {
  const { names, header, dialect } = layout;
  let isSecondTable = false;
  for await (const { number, bytes, problem, isLoose } of splitRecords(path, dialect, names.length)) {
    const record = header === null ? number : number - 1;
    if (record === 0) continue;
    isSecondTable ||= header !== null && isHeader(bytes, layout);
    yield { record, bytes, problem: problem ?? (isSecondTable ? ('second_table' as const) : null), isLoose };
  }
}

function isHeader(record: Buffer, { names, dialect }: Layout): boolean {
  const first = names[0]!;
  const starts = record.subarray(0, Buffer.byteLength(first) + 1).toString('utf8');
  if (!starts.includes(first)) return false;
  const cells = cellsOf(record, dialect);
  return cells.length === names.length && cells.every((cell, at) => cell.toString('utf8') === names[at]);
}

async function* rawRecords(path: string, layout: Layout) {
  for await (const { record, bytes } of dataRecords(path, layout))
    yield { record, raw: () => showBytes(bytes) };
}

function cellColumns(count: number): string {
  return Array.from({ length: count }, (_, at) => `'c${at}': 'VARCHAR'`).join(', ');
}

/** DuckDB's reader without any guessing: all text, no repairs, empty cells are NULL. */
export function strictReader(path: string, columns: string, delimiter: string, options: string): string {
  return `read_csv(${literal(path)}, columns = {${columns}}, auto_detect = false, delim = ${literal(delimiter)},
    quote = '"', escape = '"', strict_mode = true, null_padding = false, ignore_errors = false,
    nullstr = '', max_line_size = 16777216, buffer_size = 33554432, ${options})`;
}

export async function countRows(connection: DuckDBConnection, relation: string): Promise<number> {
  const { rows } = await oneRow<{ rows: bigint }>(connection, `select count(*) as rows from ${relation}`);
  return Number(rows);
}
