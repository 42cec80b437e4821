import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenBook } from '#engine/books/open.ts';
import { requireQuestion } from '#engine/books/question.ts';
import { streamQuery, type ResultStream } from '#engine/books/result-stream.ts';
import { endlessInstant, plainValue, type DuckDBValue } from '#engine/database.server.ts';
import { LocalText } from '#engine/time/local-text.ts';
import { arrowBytes } from './arrow.ts';
import { exactCell } from './csv-cell.ts';
import { writeParquet } from './parquet.ts';

export const FORMATS = ['table', 'json', 'csv', 'parquet', 'arrow'] as const;
export type Format = (typeof FORMATS)[number];

/** Takes the next piece of output; resolves when there is room for more. */
export type Write = (piece: string | Uint8Array) => Promise<void>;

/**
 * Runs one statement on a book and writes all its rows: decimals with their full scale, instants with the offset of
 * the book's time zone. CSV is UTF-8 without byte order mark, LF, nothing added (spreadsheets have the web's export).
 */
export async function exportRows(book: OpenBook, sql: string, format: Format, write: Write): Promise<void> {
  await requireQuestion(book.connection, sql);
  const stream = await streamQuery(book.connection, sql);
  const clock = new LocalText(book.timeZone);
  switch (format) {
    case 'csv':
      return writeCsv(stream, clock, write);
    case 'json':
      return writeJson(stream, clock, write);
    case 'table':
      return writeTable(stream, clock, write);
    case 'arrow':
      for await (const piece of arrowBytes(stream)) await write(piece);
      return;
    case 'parquet':
      return pipeParquet(stream, write);
  }
}

async function* textRows(stream: ResultStream, clock: LocalText): AsyncGenerator<unknown[][]> {
  for await (const chunk of stream.chunks())
    yield chunk.getRows().map((row) => row.map((value) => plain(value, clock)));
}

function plain(value: DuckDBValue, clock: LocalText): unknown {
  const isInstant =
    value !== null && typeof value === 'object' && 'micros' in value && typeof value.micros === 'bigint';
  if (!isInstant || endlessInstant(value.micros as bigint)) return plainValue(value);
  return clock.instant(value.micros as bigint);
}

async function writeCsv(stream: ResultStream, clock: LocalText, write: Write): Promise<void> {
  await write(`${stream.columns.map(({ name }) => exactCell(name)).join(',')}\n`);
  for await (const rows of textRows(stream, clock)) {
    await write(rows.map((row) => `${row.map(exactCell).join(',')}\n`).join(''));
  }
}

async function writeJson(stream: ResultStream, clock: LocalText, write: Write): Promise<void> {
  const names = stream.columns.map(({ name }) => name);
  let isFirst = true;
  await write('[');
  for await (const rows of textRows(stream, clock)) {
    for (const row of rows) {
      const record = Object.fromEntries(names.map((name, index) => [name, jsonValue(row[index])]));
      await write(`${isFirst ? '' : ','}\n${JSON.stringify(record)}`);
      isFirst = false;
    }
  }
  await write(isFirst ? ']\n' : '\n]\n');
}

/** Integers beyond 2^53 stay text, as decimals do. */
function jsonValue(value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

async function writeTable(stream: ResultStream, clock: LocalText, write: Write): Promise<void> {
  const rows: string[][] = [];
  for await (const more of textRows(stream, clock))
    rows.push(...more.map((row) => row.map((value) => cellText(value ?? ''))));
  const isNumber = stream.columns.map(({ type }) => /^(DECIMAL|.*INT|DOUBLE|FLOAT)/.test(type.toString()));
  const heads = stream.columns.map(({ name }) => name);
  const widths = heads.map((head, index) =>
    rows.reduce((width, row) => Math.max(width, displayWidth(row[index]!)), displayWidth(head)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, index) => {
        const space = ' '.repeat(widths[index]! - displayWidth(cell));
        return isNumber[index] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  await write(
    `${[line(heads), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n')}\n`,
  );
  await write(`(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})\n`);
}

function cellText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Columns on a terminal: Chinese characters and full-width signs take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
}

async function pipeParquet(stream: ResultStream, write: Write): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-parquet-'));
  try {
    const file = join(folder, 'result.parquet');
    await writeParquet(stream, file, join(folder, 'scratch.duckdb'));
    for await (const piece of createReadStream(file)) await write(piece as Uint8Array);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
