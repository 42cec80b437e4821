import type { ResultStream } from '#engine/books/result-stream.ts';
import { endlessInstant, plainValue, type DuckDBType, type DuckDBValue } from '#engine/database.server.ts';
import type { ColumnKind, FigureTable, Row } from '#engine/reports/document.ts';
import { LocalText } from '#engine/time/local-text.ts';
import { writeWorkbook } from './xlsx/draw-xlsx.ts';
import { STYLES } from './xlsx/styles.ts';

/** What a workbook of one table says of itself: names and what they are. */
export type Facts = readonly (readonly [name: string, text: string])[];

/**
 * Writes a result as a workbook: a sheet that says where its figures come from, and the rows. More rows than a sheet
 * holds go on in the next; numbers stay exact decimals, instants are written in `zone` with their offset.
 *
 * @throws UserError where a text is too long for a cell
 */
export async function writeResultXlsx(
  stream: ResultStream,
  name: string,
  facts: Facts,
  zone: string,
  file: string,
): Promise<void> {
  const clock = new LocalText(zone);
  const table: FigureTable = {
    kind: 'table',
    id: name,
    title: name,
    columns: stream.columns.map((column) => ({
      key: column.name,
      title: column.name,
      kind: kindOf(column.type),
    })),
    rows: () => textRows(stream, clock),
  };
  await writeWorkbook(
    [table],
    {
      sheet: 'about',
      lines: (contents, kept) => [
        { style: STYLES.title, cells: [name] },
        ...facts.map((fact) => ({ style: STYLES.text, cells: fact })),
        ...contents.map(({ sheet }) => ({ style: STYLES.text, cells: ['sheet', sheet] })),
        ...kept.map(({ sheet, count }) => ({
          style: STYLES.text,
          cells: [sheet, `${count} numbers have more than 15 digits and stand as text`],
        })),
      ],
    },
    file,
  );
}

async function* textRows(stream: ResultStream, clock: LocalText): AsyncGenerator<readonly Row[]> {
  for await (const chunk of stream.chunks())
    yield chunk.getRows().map((row) => row.map((value) => cellText(value, clock)));
}

function cellText(value: DuckDBValue, clock: LocalText): string | null {
  if (value === null) return null;
  const isInstant = typeof value === 'object' && 'micros' in value && typeof value.micros === 'bigint';
  if (isInstant && !endlessInstant(value.micros as bigint)) return clock.instant(value.micros as bigint);
  const plain = plainValue(value);
  return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
}

function kindOf(type: DuckDBType): ColumnKind {
  const name = type.toString();
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U(TINYINT|SMALLINT|INTEGER|BIGINT))$/.test(name))
    return 'count';
  const scale = /^DECIMAL\(\d+, ?(\d+)\)$/.exec(name)?.[1];
  if (scale !== undefined) return ({ 0: 'count', 2: 'points', 4: 'money' } as const)[scale] ?? 'value';
  if (name === 'DOUBLE') return 'value';
  return name === 'DATE' ? 'day' : 'text';
}
