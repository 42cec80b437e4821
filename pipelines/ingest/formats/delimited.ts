import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { oneRow, type DuckDBConnection } from '#engine/database.server.ts';
import { UserError } from '#engine/user-error.ts';
import { bindColumns, detectDelimiter, headerCells } from '../header.ts';
import { asUtf8, scratchName, type ReceivedFile, type Utf8Text } from '../receive.ts';
import { showBytes, splitRecords, type Dialect } from '../record-split.ts';
import { literal } from '../sql.ts';
import type { ReadingContext, Refuser, TextRows } from '../text-rows.ts';

const FLUSH_BYTES = 4 * 1024 * 1024;

/**
 * Reads CSV and TSV. A file that can be read in one way only goes to DuckDB's strict reader as it is. Any other, and
 * any that the strict reader refuses, is first cut into records one by one: the good ones go to the same reader, the
 * broken ones are refused whole.
 */
export async function readDelimited(file: ReceivedFile, context: ReadingContext): Promise<TextRows> {
  const text = await asUtf8(file, context.scratch, context.declaredEncoding, context.signal);
  const { names, delimiter, dialect } = await readHeader(text, file);
  const binding = bindColumns(names, file.table, file.name);
  const source = (await certified(text, names, dialect))
    ? await readWhole(text, names.length, delimiter, context)
    : null;
  const { relation, rows } =
    source ?? (await readCarefully(text, file, names.length, delimiter, dialect, context));
  return {
    relation,
    rows,
    binding,
    encoding: text.encoding,
    delimiter,
    warnings: [],
    raw: { kind: 'walk', records: () => rawRecords(text.path, dialect, names.length) },
  };
}

async function readHeader(text: Utf8Text, file: ReceivedFile) {
  const breaksAtCr = text.facts.lineBreaks === 'irregular' && (await hasNoLf(text.path));
  const dialect = (delimiter: string): Dialect => ({
    delimiter: delimiter.charCodeAt(0),
    skip: text.skip,
    breaksAtCr,
  });
  const line = await firstRecord(text.path, { ...dialect(','), delimiter: null });
  if (line === null)
    throw new UserError(`${file.name} is empty; it needs a first line with the names of its columns.`);
  const delimiter = file.format === 'tsv' ? '\t' : detectDelimiter(line, file.table);
  const header = await firstRecord(text.path, dialect(delimiter));
  if (header === null)
    throw new UserError(
      `The first line of ${file.name}, which names the columns, is broken; check its quotes and encoding.`,
    );
  return { names: headerCells(header, delimiter), delimiter, dialect: dialect(delimiter) };
}

async function firstRecord(path: string, dialect: Dialect): Promise<string | null> {
  for await (const record of splitRecords(path, dialect, null))
    return record.problem ? null : record.bytes.toString('utf8');
  return null;
}

async function hasNoLf(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>)
      if (chunk.includes(10)) return false;
    return true;
  } finally {
    await handle.close();
  }
}

/**
 * Whether DuckDB's reader, lenient in places, can only read this file as the standard has it. A single column is not
 * certified because there a blank line would be a row.
 */
async function certified(text: Utf8Text, names: readonly string[], dialect: Dialect): Promise<boolean> {
  const { facts } = text;
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
}

/** Null where the strict reader finds the file broken. */
async function readWhole(
  text: Utf8Text,
  cells: number,
  delimiter: string,
  context: ReadingContext,
): Promise<Relation | null> {
  const reader = strictReader(text.path, cellColumns(cells), delimiter, 'header = true');
  try {
    const rows = await countRows(context.connection, reader);
    // Told `new_line = '\\r\\n'`, DuckDB 1.5 loses records whose quotes hold a CRLF, without an error; so it is not
    // told, and its count is believed only where the bytes say the same.
    if (rows !== text.facts.records - 1) return null;
    return { relation: `(select row_number() over () as record, * from ${reader})`, rows };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof Error) || !/CSV Error|CSV Parser/.test(error.message))
      throw error;
    return null;
  }
}

async function readCarefully(
  text: Utf8Text,
  file: ReceivedFile,
  cells: number,
  delimiter: string,
  dialect: Dialect,
  context: ReadingContext,
): Promise<Relation> {
  const path = join(context.scratch, `${scratchName(file)}.clean`);
  const rows = await writeGoodRecords(text.path, path, cells, delimiter, dialect, context);
  const columns = `'record': 'BIGINT', ${cellColumns(cells)}`;
  const relation = strictReader(path, columns, delimiter, 'header = false');
  const found = await countRows(context.connection, relation);
  if (found !== rows)
    throw new Error(`${file.name}: ${rows} records are well-formed, but ${found} were read.`);
  return { relation, rows };
}

/** Writes the good records, each after its number, and refuses the others. */
async function writeGoodRecords(
  from: string,
  to: string,
  cells: number,
  delimiter: string,
  dialect: Dialect,
  { refuser, signal }: { refuser: Refuser; signal: AbortSignal },
): Promise<number> {
  const handle = await open(to, 'wx');
  try {
    let rows = 0;
    let pending: Buffer[] = [];
    let size = 0;
    const flush = async () => {
      await handle.writeFile(Buffer.concat(pending));
      pending = [];
      size = 0;
    };
    for await (const { record, bytes, problem } of dataRecords(from, dialect, cells)) {
      if (problem) {
        refuser.refuse(record, showBytes(bytes), problem);
        continue;
      }
      rows++;
      const line = Buffer.concat([Buffer.from(`${record}${delimiter}`), bytes, NEW_LINE]);
      pending.push(line);
      size += line.length;
      if (size < FLUSH_BYTES) continue;
      signal.throwIfAborted();
      await flush();
    }
    await flush();
    return rows;
  } finally {
    await handle.close();
  }
}

const NEW_LINE = Buffer.from('\n');

/** The records after the header, counted from 1. */
async function* dataRecords(path: string, dialect: Dialect, cells: number) {
  for await (const { number, bytes, problem } of splitRecords(path, dialect, cells))
    if (number > 1) yield { record: number - 1, bytes, problem };
}

async function* rawRecords(path: string, dialect: Dialect, cells: number) {
  for await (const { record, bytes } of dataRecords(path, dialect, cells))
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
