import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { rows, type DuckDBConnection } from '#engine/database.server.ts';
import { UserError } from '#engine/user-error.ts';
import { asUtf8, scratchName, type ReceivedFile, type Utf8Text } from '../receive.ts';
import { LONGEST_RECORD, showBytes, splitRecords, type Dialect } from '../record-split.ts';
import { literal } from '#engine/sql-text.ts';
import { watched } from '../steps.ts';
import type { ReadingContext, TextRows } from '../text-rows.ts';
import { countRows } from './delimited.ts';

/** More keys than this are no columns but data. */
const MOST_KEYS = 2000;
/** A control character that JSON forbids within a line, so that a line is one cell. */
const NEVER = 0x1e;
const LF = 10;
const CHUNK = 1024 * 1024;
/** Reading tells how far it is at each of these. */
const STEP_BYTES = 4 * CHUNK;
const BLANK = `e' \\t\\r\\n\\x0b\\x0c'`;
/**
 * A number outside quotes with a fraction or an exponent and more than fifteen digits: the JSON reader would pass it
 * through a double. (It may also stand inside a text; then the record is refused though it could be read.)
 */
const INEXACT = '[:,\\[]\\s*-?(\\d[\\d.]{16,}|\\d+(\\.\\d+)?[eE][+-]?\\d+)\\s*[,}\\]]';
const WHOLE = '[:,\\[]\\s*-?\\d{1,19}\\s*[,}\\]]';

/** Reads JSON lines: one object a line. Values of known columns may be text, numbers or booleans. */
export async function readJsonLines(file: ReceivedFile, context: ReadingContext): Promise<TextRows> {
  const text = await asUtf8(file, context);
  const dialect: Dialect = { delimiter: null, quote: null, skip: text.skip, breaksAtCr: false };
  const lines = await lineRelation(text, file, dialect, context);
  const judged = `(select record, line, ${problemSql('line')} as problem from ${lines})`;
  const tell = (fraction: number) =>
    context.onProgress(0.5 + fraction / 2, Math.floor(fraction * text.facts.records));
  await watched(context.connection, context.signal, tell, () =>
    context.refuser.refuseSelected(
      `select record, line as raw, problem as code from ${judged} where problem is not null`,
    ),
  );
  const good = `(select record, line from ${judged} where problem is null)`;
  const names = await keys(context.connection, good, file.name);
  const shape = JSON.stringify(Object.fromEntries(names.map((name) => [name, 'VARCHAR'])));
  const cells = names.map((name, at) => `nullif(object[${literal(name)}], '') as c${at}`);
  return {
    relation: names.length
      ? `(select record, ${cells.join(', ')} from (select record, from_json(line, ${literal(shape)}) as object from ${good}))`
      : good,
    rows: await countRows(context.connection, good),
    names,
    encoding: text.encoding,
    delimiter: null,
    quote: null,
    warnings: [],
    raw: { kind: 'walk', records: () => rawLines(text.path, dialect) },
  };
}

async function keys(connection: DuckDBConnection, good: string, file: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    connection,
    `select name from (select unnest(json_keys(line)) as name, record from ${good}) group by name
     order by min(record), name limit ${MOST_KEYS + 1}`,
  );
  if (found.length === 0) throw new UserError(`${file} holds no JSON object; write one a line.`);
  if (found.length > MOST_KEYS)
    throw new UserError(
      `${file} has more than ${MOST_KEYS} different keys, so they are data, not columns; give one key a column.`,
    );
  return found.map(({ name }) => name);
}

function problemSql(line: string): string {
  return `case when not json_valid(${line}) or json_type(${line}) <> 'OBJECT' then 'not_json'
    when len(json_keys(${line})) <> len(list_distinct(json_keys(${line}))) then 'repeated_key'
    when contains(${line}, '\\u0000') then 'nul_character'
    when regexp_matches(${line}, '[0-9.]{17}|[0-9][eE]')
      and regexp_matches(regexp_replace(${line}, ${literal(WHOLE)}, ':0,', 'g'), ${literal(INEXACT)}) then 'inexact_number'
    end`;
}

async function lineRelation(
  text: Utf8Text,
  file: ReceivedFile,
  dialect: Dialect,
  context: ReadingContext,
): Promise<string> {
  const { facts } = text;
  const whole =
    facts.isUtf8 &&
    !facts.hasNul &&
    facts.lineBreaks !== 'irregular' &&
    (await linesAreUsual(text.path, context.signal));
  if (whole) {
    const reader = lineReader(text.path, `'line': 'VARCHAR'`);
    return `(select row_number() over () as record, line from ${reader} where trim(line, ${BLANK}) <> '')`;
  }
  const path = join(context.scratch, `${scratchName(file)}.clean`);
  const handle = await open(path, 'wx');
  try {
    const { size } = await stat(text.path);
    let met = 0;
    let told = 0;
    for await (const { number, bytes, problem } of splitRecords(text.path, dialect, null)) {
      met += bytes.length + 1;
      if (met - told >= STEP_BYTES) {
        context.signal.throwIfAborted();
        context.onProgress(met / size / 2, number);
        told = met;
      }
      if (problem ?? bytes.includes(NEVER))
        context.refuser.refuse(number, showBytes(bytes), problem ?? 'not_json');
      else
        await handle.writeFile(
          `${number}${String.fromCharCode(NEVER)}${bytes.toString('utf8').replaceAll('\r', ' ')}\n`,
        );
    }
  } finally {
    await handle.close();
  }
  return lineReader(path, `'record': 'BIGINT', 'line': 'VARCHAR'`);
}

/**
 * Whether DuckDB's reader can take every line as one cell. Of a longer line it makes an error, or drops it where it is
 * the last.
 */
async function linesAreUsual(path: string, signal: AbortSignal): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    let length = 0;
    for await (const chunk of handle.createReadStream({
      autoClose: false,
      highWaterMark: CHUNK,
    }) as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      if (chunk.includes(NEVER)) return false;
      // Only a line that reaches over a whole chunk can be too long.
      const first = chunk.indexOf(LF);
      if (length + (first < 0 ? chunk.length : first) > LONGEST_RECORD) return false;
      length = first < 0 ? length + chunk.length : chunk.length - 1 - chunk.lastIndexOf(LF);
    }
    return true;
  } finally {
    await handle.close();
  }
}

async function* rawLines(path: string, dialect: Dialect) {
  for await (const { number, bytes } of splitRecords(path, dialect, null))
    yield { record: number, raw: () => showBytes(bytes) };
}

function lineReader(path: string, columns: string): string {
  return `read_csv(${literal(path)}, columns = {${columns}}, auto_detect = false, header = false,
    delim = e'\\x1e', quote = '', escape = '', max_line_size = ${LONGEST_RECORD}, buffer_size = 33554432)`;
}
