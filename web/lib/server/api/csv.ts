import type { ResultStream } from '#engine/books/result-stream.ts';
import { plainValue, type DuckDBType, type DuckDBValue } from '#engine/database.server.ts';
import { LocalText } from '#engine/time/local-text.ts';
import { BYTE_ORDER_MARK, quotedCell, spreadsheetCell } from '#pipelines/reports/csv-cell.ts';

/**
 * A result as CSV for spreadsheets: byte order mark, CRLF, formulas disarmed by an apostrophe, numbers left alone,
 * instants in `zone` with their offset.
 */
export async function* csvBytes(stream: ResultStream, zone: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const clock = new LocalText(zone);
  const isText = stream.columns.map(({ type }) => holdsText(type));
  yield encoder.encode(
    `${BYTE_ORDER_MARK}${stream.columns.map(({ name }) => quotedCell(name)).join(',')}\r\n`,
  );
  for await (const chunk of stream.chunks()) {
    let text = '';
    for (const row of chunk.getRows()) {
      text += `${row.map((value, index) => spreadsheetCell(plain(value, clock), isText[index]!)).join(',')}\r\n`;
    }
    yield encoder.encode(text);
  }
}

function plain(value: DuckDBValue, clock: LocalText): unknown {
  const isInstant = typeof value === 'object' && value !== null && 'micros' in value;
  return isInstant ? clock.instant(value.micros as bigint) : plainValue(value);
}

function holdsText(type: DuckDBType): boolean {
  return /^(VARCHAR|ENUM)/.test(type.toString());
}
