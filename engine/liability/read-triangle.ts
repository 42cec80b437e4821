import { UserError } from '../user-error.ts';
import { accumulate, fallingRows, triangle, type Triangle } from './triangle.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** How spreadsheets and statistics packages write a cell that is not there yet. */
const ABSENT = new Set(['', 'NA', 'NaN', 'null']);

/**
 * A triangle from the text of a CSV file: a header (name of the origin, then the ages), a row per origin from the oldest
 * to the youngest, cells still unknown left empty at the end. Comma, semicolon or tab; trailing empty cells may be left
 * out. `areIncrements`: the cells are what each age added. Throws a UserError that names the line; a row that falls is
 * only a warning.
 */
export function readTriangle(
  text: string,
  options: { areIncrements?: boolean } = {},
): { triangle: Triangle; warnings: string[] } {
  const lines = splitLines(text);
  const header = lines[0];
  if (!header || lines.length < 2) {
    throw new UserError('The triangle is empty: give a header with the ages and a row for each origin.');
  }
  if (NUMBER.test(header.fields[0]!)) {
    throw new UserError(
      `The first line has no header: it begins with ${header.fields[0]}; begin with a line like "origin,1,2,3".`,
    );
  }
  const ages = header.fields.slice(1);
  if (ages.length < 2) {
    throw new UserError(
      `The triangle has ${ages.length === 0 ? 'no column' : 'one column'} of ages; a triangle needs two or more.`,
    );
  }
  const rows = lines.slice(1).map((line) => readRow(line, ages));
  checkStaircase(rows, ages);
  const cells = rows.map((row) => row.cells);
  const read = triangle(
    rows.map((row) => row.origin),
    ages,
    options.areIncrements ? accumulate(cells) : cells,
  );
  return { triangle: read, warnings: fallingRows(read) };
}

interface Line {
  readonly number: number;
  readonly fields: string[];
}

interface Row {
  readonly number: number;
  readonly origin: string;
  readonly cells: number[];
}

function readRow(line: Line, ages: readonly string[]): Row {
  const [origin, ...given] = line.fields;
  const extra = given.findIndex((cell, k) => k >= ages.length && cell !== '');
  if (extra >= 0) {
    throw new UserError(
      `Line ${line.number} (${origin}) is ragged: it has ${extra + 1} cells or more for ${ages.length} ages; ` +
        'give one cell for each age of the header.',
    );
  }
  const gap = given.findIndex((cell) => ABSENT.has(cell));
  const cells = (gap < 0 ? given : given.slice(0, gap)).map((cell, k) => {
    if (NUMBER.test(cell)) return Number(cell);
    throw new UserError(
      `Line ${line.number} (${origin}), age ${ages[k]}: "${cell}" is not a number; write digits with a point, like 1234.5.`,
    );
  });
  const behind = gap < 0 ? -1 : given.findIndex((cell, k) => k > gap && !ABSENT.has(cell));
  if (behind >= 0) {
    throw new UserError(
      `Line ${line.number} (${origin}) is ragged: age ${ages[gap]} is empty but age ${ages[behind]} is not; fill the gap.`,
    );
  }
  return { number: line.number, origin: origin!, cells };
}

/** Each row is full or ends exactly one age before the row above; else a cell of the last diagonal is missing. */
function checkStaircase(rows: readonly Row[], ages: readonly string[]): void {
  for (const [i, row] of rows.entries()) {
    const above = i === 0 ? ages.length : rows[i - 1]!.cells.length;
    const fits = row.cells.length === above - 1 || (above === ages.length && row.cells.length === above);
    if (i === 0 ? row.cells.length === ages.length : fits && row.cells.length > 0) continue;
    const expected =
      above === ages.length && i > 0 ? `${above} or ${above - 1}` : i === 0 ? above : above - 1;
    throw new UserError(
      `Line ${row.number} (${row.origin}) is ragged: it has ${row.cells.length} cells where ${expected} are expected; ` +
        'each origin ends one age before the one above it.',
    );
  }
}

function splitLines(text: string): Line[] {
  const body = text.replace(/^\uFEFF/, '');
  const first = body.slice(0, body.search(/\r|\n|$/));
  const separator = [',', ';', '\t'].find((each) => first.includes(each)) ?? ',';
  return body
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, fields: line.split(separator).map(unquoted) }))
    .filter((line) => line.fields.some((field) => field !== ''));
}

/** Origins and numbers hold no separators, so a quoted field is one with the quotes taken off. */
function unquoted(field: string): string {
  const trimmed = field.trim();
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed;
}
