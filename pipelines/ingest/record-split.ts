import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { UserError } from '#engine/user-error.ts';
import type { ReasonCode } from './reasons.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const BLANKS = [32, 9];
const CHUNK = 4 * 1024 * 1024;
/** A longer record is no record of a ledger but a broken file. */
export const LONGEST_RECORD = 16 * 1024 * 1024;

/** How a text is cut into records and cells. */
export interface Dialect {
  /** The delimiter as a byte; null for a text whose every line is one cell (JSON lines). */
  readonly delimiter: number | null;
  /** The byte around cells; null where quotes are text. */
  readonly quote: number | null;
  /** Bytes at the start that are no data: a byte order mark. */
  readonly skip: number;
  /** The old Macintosh's line break, for files that have no other. */
  readonly breaksAtCr: boolean;
}

/** A record as it stands in the file. */
export interface RawRecord {
  /** From 1, blank lines not counted; the header, where there is one, has the number 1 too. */
  readonly number: number;
  /** The record's bytes without its line break; valid until the next record is asked for. */
  readonly bytes: Buffer;
  /** Number of cells, where the record is well-formed. */
  readonly cells: number;
  readonly problem: ReasonCode | null;
  /**
   * An unquoted cell holds quotes amid its text (`37°36'37.8"N`). The standard forbids that, but every reading of the
   * record that has the right number of cells agrees, so it is read and counted, not refused.
   */
  readonly isLoose: boolean;
}

interface Found {
  readonly isLoose?: boolean;
  /** Offset after the last byte of the record, and of the next record. */
  readonly end: number;
  readonly next: number;
  readonly cells: number;
  readonly problem: ReasonCode | null;
}

/**
 * Cuts a UTF-8 text into records by the letter of RFC 4180 and tells the broken ones from the good; slower than
 * DuckDB's reader, but each record comes whole and one broken record costs no other.
 *
 * After a broken quote nobody can know where the record was meant to end: its first line is refused and reading goes
 * on at the next line. A record over several lines that has the wrong number of cells is refused whole, unless one of
 * its lines alone is a good record: then a lone quote has swallowed it, and again only the first line is refused.
 *
 * @param expected number of cells of a good record; null takes the first record's. An empty cell too many counts too:
 *   a delimiter too many in the middle shifts the cells behind it, and the last one is often empty.
 */
export async function* splitRecords(
  file: string,
  dialect: Dialect,
  expected: number | null,
): AsyncGenerator<RawRecord> {
  const handle = await open(file, 'r');
  try {
    let window = Buffer.alloc(0);
    let position = dialect.skip;
    let ended = false;
    let number = 0;
    let at = 0;
    const more = async () => {
      const grown = Buffer.allocUnsafe(window.length - at + CHUNK);
      window.copy(grown, 0, at);
      const kept = window.length - at;
      const { bytesRead } = await handle.read(grown, kept, CHUNK, position);
      position += bytesRead;
      ended = bytesRead === 0;
      window = grown.subarray(0, kept + bytesRead);
      at = 0;
    };
    for (;;) {
      if (at >= window.length) {
        if (!ended) await more();
        if (at >= window.length) return;
      }
      let found = findRecord(window, at, dialect, ended);
      while (!found && window.length - at < LONGEST_RECORD) {
        await more();
        found = findRecord(window, at, dialect, ended);
      }
      // The quote that opened here closes nowhere near: the rest of the file is not its cell.
      found ??= firstLine(window, at, dialect, ended, 'unclosed_quote');
      if (!found)
        throw new UserError(
          `Record ${number + 1} is longer than ${LONGEST_RECORD / 1024 / 1024} MiB, so this is no table; check the line breaks of the file.`,
        );
      if (isBlank(window, at, found.end, dialect)) {
        at = found.next;
        continue;
      }
      expected ??= found.problem ? null : found.cells;
      const judged = judge(window, at, found, dialect, expected, ended);
      number++;
      yield {
        number,
        bytes: window.subarray(at, judged.end),
        cells: judged.cells,
        problem: judged.problem ?? badBytes(window.subarray(at, judged.end)),
        isLoose: judged.isLoose ?? false,
      };
      at = judged.next;
    }
  } finally {
    await handle.close();
  }
}

function judge(
  window: Buffer,
  from: number,
  found: Found,
  dialect: Dialect,
  expected: number | null,
  ended: boolean,
): Found {
  if (found.problem || expected === null) return found;
  if (found.cells === expected) return found;
  if (found.isLoose) return firstLine(window, from, dialect, ended, 'stray_quote') ?? found;
  const problem = found.cells < expected ? 'too_few_cells' : 'too_many_cells';
  const line = firstLine(window, from, dialect, ended, problem);
  if (line && line.end < found.end) {
    for (let at = line.next; at < found.next;) {
      const alone = firstLine(window, at, dialect, ended, null);
      if (!alone) break;
      const record = findRecord(window, at, dialect, ended);
      if (record && !record.problem && record.cells === expected && record.end === alone.end)
        return { ...line, problem: 'unclosed_quote' };
      at = alone.next;
    }
  }
  return { ...found, problem };
}

/** The record that starts at `from`; null where the window ends before it does. */
function findRecord(window: Buffer, from: number, dialect: Dialect, ended: boolean): Found | null {
  if (dialect.delimiter === null) return firstLine(window, from, dialect, ended, null);
  const { delimiter, quote, breaksAtCr } = dialect;
  const size = window.length;
  let cells = 1;
  let problem: ReasonCode | null = null;
  let isLoose = false;
  let start = from;
  let at = from;
  while (at < size) {
    const byte = window[at]!;
    if (byte === delimiter) {
      cells++;
      start = ++at;
    } else if (byte === quote) {
      if (at > start) {
        if (at + 1 >= size && !ended) return null;
        if (!standsAmidText(window, start, at, delimiter))
          return firstLine(window, from, dialect, ended, 'stray_quote');
        isLoose = true;
        at++;
        continue;
      }
      const close = closingQuote(window, at + 1, quote);
      if (close < 0) return ended ? firstLine(window, from, dialect, ended, 'unclosed_quote') : null;
      if (close + 1 >= size && !ended) return null;
      const after = window[close + 1];
      if (after !== undefined && after !== delimiter && after !== LF && after !== CR)
        return firstLine(window, from, dialect, ended, 'stray_quote');
      at = close + 1;
      // What follows is a delimiter or a line break, so that the cell adds nothing more.
      start = at;
    } else if (byte === LF) {
      return { end: at, next: at + 1, cells, problem, isLoose };
    } else if (byte === CR) {
      if (at + 1 >= size && !ended) return null;
      if (breaksAtCr || window[at + 1] === LF) {
        return { end: at, next: at + (window[at + 1] === LF ? 2 : 1), cells, problem, isLoose };
      }
      problem = 'stray_carriage_return';
      at++;
    } else {
      at++;
    }
  }
  if (!ended) return null;
  return { end: size, next: size, cells, problem, isLoose };
}

/** Whether a quote within an unquoted cell has text before it and behind it, so that it can open or close nothing. */
function standsAmidText(window: Buffer, start: number, at: number, delimiter: number): boolean {
  const next = window[at + 1];
  if (next === undefined || next === delimiter || next === LF || next === CR) return false;
  for (let before = start; before < at; before++) if (!BLANKS.includes(window[before]!)) return true;
  return false;
}

/** Offset of the quote that closes a cell, doubled ones passed over; -1 where the window has none. */
function closingQuote(window: Buffer, from: number, quote: number): number {
  for (let at = window.indexOf(quote, from); at >= 0; at = window.indexOf(quote, at + 2)) {
    if (window[at + 1] !== quote) return at;
  }
  return -1;
}

function firstLine(
  window: Buffer,
  from: number,
  dialect: Dialect,
  ended: boolean,
  problem: ReasonCode | null,
): Found | null {
  const at = window.indexOf(dialect.breaksAtCr ? CR : LF, from);
  if (at < 0) return ended ? { end: window.length, next: window.length, cells: 1, problem } : null;
  const end = at > from && window[at - 1] === CR ? at - 1 : at;
  return { end, next: at + 1, cells: 1, problem };
}

function isBlank(window: Buffer, from: number, end: number, dialect: Dialect): boolean {
  if (end === from) return true;
  return dialect.delimiter === null && window.toString('latin1', from, end).trim() === '';
}

function badBytes(bytes: Buffer): ReasonCode | null {
  if (bytes.includes(0)) return 'nul_character';
  return isUtf8(bytes) ? null : 'invalid_bytes';
}

/** The cells of a well-formed record, quotes taken off. */
export function cellsOf(record: Buffer, { delimiter, quote }: Dialect): Buffer[] {
  const cells: Buffer[] = [];
  for (let at = 0; ;) {
    const isQuoted = quote !== null && record[at] === quote;
    const close = isQuoted ? closingQuote(record, at + 1, quote) : at;
    const found = record.indexOf(delimiter!, close);
    const end = found < 0 ? record.length : found;
    cells.push(isQuoted ? undoubled(record.subarray(at + 1, close), quote) : record.subarray(at, end));
    if (found < 0) return cells;
    at = end + 1;
  }
}

function undoubled(cell: Buffer, quote: number): Buffer {
  if (!cell.includes(quote)) return cell;
  const character = String.fromCharCode(quote);
  return Buffer.from(cell.toString('latin1').replaceAll(character + character, character), 'latin1');
}

/** The same cells as the standard writes them. */
export function standardRecord(cells: readonly Buffer[], delimiter: number): Buffer {
  const parts = cells.map((cell) => {
    if (![QUOTE, delimiter, LF, CR].some((byte) => cell.includes(byte))) return cell;
    return Buffer.from(`"${cell.toString('latin1').replaceAll('"', '""')}"`, 'latin1');
  });
  const joint = Buffer.from([delimiter]);
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [joint, part])));
}

/** Bytes as text for people: what is no UTF-8 shows as `\xHH`, and so does NUL, so that nothing of it is lost. */
export function showBytes(bytes: Buffer): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString('utf8');
  let shown = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    const character = bytes.subarray(at, at + length);
    if (lead !== 0 && isUtf8(character)) {
      shown += character.toString('utf8');
      at += length;
    } else {
      shown += `\\x${lead.toString(16).padStart(2, '0').toUpperCase()}`;
      at++;
    }
  }
  return shown;
}
