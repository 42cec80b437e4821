import { plainValue, type DuckDBType } from '#engine/database.server.ts';
import type { Stream } from '../book-reader.ts';

/** What Excel needs to read a file as UTF-8. */
const BYTE_ORDER_MARK = '﻿';
/** A text cell that begins so would run as a formula in a spreadsheet. */
const FORMULA_START = /^[=+\-@\t\r]/;

/** A result as CSV for spreadsheets: byte order mark, CRLF, formulas disarmed by an apostrophe, numbers left alone. */
export async function* csvBytes(stream: Stream): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const isText = stream.columns.map(({ type }) => holdsText(type));
  yield encoder.encode(`${BYTE_ORDER_MARK}${stream.columns.map(({ name }) => quoted(name)).join(',')}\r\n`);
  for await (const chunk of stream.chunks()) {
    let text = '';
    for (const row of chunk.getRows()) {
      text += `${row.map((value, index) => cell(plainValue(value), isText[index]!)).join(',')}\r\n`;
    }
    yield encoder.encode(text);
  }
}

/** One cell of a CSV file for spreadsheets. */
export function cell(value: unknown, isText: boolean): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return quoted(isText && FORMULA_START.test(text) ? `'${text}` : text);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function holdsText(type: DuckDBType): boolean {
  return /^(VARCHAR|ENUM)/.test(type.toString());
}
