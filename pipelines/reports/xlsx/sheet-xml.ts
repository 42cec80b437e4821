import {
  isNumeric,
  rowsOf,
  type ColumnKind,
  type FigureColumn,
  type FigureTable,
  type Row,
} from '#engine/reports/document.ts';
import { UserError } from '#engine/user-error.ts';
import {
  columnName,
  daySerial,
  keepsDigits,
  LONGEST_TEXT,
  numberCell,
  styleOf,
  textCell,
} from './cell-xml.ts';
import { STYLES } from './styles.ts';

/** Rows of a sheet in Excel, the header among them. */
export const SHEET_ROWS = 1_048_576;

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Who prints a sheet gets all of its columns on one page, not page after page of single columns. */
const FIT_WIDTH = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const PAGE = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 22,
  count: 12,
  points: 16,
  money: 16,
  value: 14,
  share: 12,
  day: 12,
  instant: 26,
};

/**
 * Writes the rows of one table as the XML of one sheet after another, in pieces, so that no number of rows is too many
 * for memory. Ask {@link more} before each sheet.
 */
export class SheetWriter {
  readonly #table: FigureTable;
  readonly #pieces: AsyncGenerator<readonly Row[]>;
  readonly #most: number;
  #piece: readonly Row[] = [];
  #next = 0;
  #sheets = 0;
  /** Columns in which some number stays text. */
  readonly #inexact = new Set<number>();
  #keptAsText = 0;

  constructor(table: FigureTable, most = SHEET_ROWS) {
    this.#table = table;
    this.#pieces = rowsOf(table);
    this.#most = most;
  }

  /** Numbers with more digits than a spreadsheet computes with, which therefore stand as text. */
  get keptAsText(): number {
    return this.#keptAsText;
  }

  /** Whether a sheet is still to be written; a table without rows has one with its header. */
  async more(): Promise<boolean> {
    return this.#sheets === 0 || (await this.#row()) !== undefined;
  }

  async *sheet(): AsyncGenerator<string> {
    this.#sheets += 1;
    const { columns, totals } = this.#table;
    yield opening(columns);
    let line = 1;
    let text = headerRow(columns);
    // The last sheet needs a line for the totals.
    const last = this.#most - (totals ? 1 : 0);
    for (;;) {
      const row = line < last ? await this.#row() : undefined;
      if (!row) break;
      line += 1;
      this.#next += 1;
      text += this.#rowXml(row, line);
      if (text.length > 65_536) {
        yield text;
        text = '';
      }
    }
    if (totals && (await this.#row()) === undefined) text += this.#totalsXml(totals, line + 1);
    const end = `${columnName(columns.length - 1)}${line}`;
    yield `${text}</sheetData><autoFilter ref="A1:${end}"/>${PAGE}</worksheet>`;
  }

  /** The row that comes next, left where it is. */
  async #row(): Promise<Row | undefined> {
    while (this.#next >= this.#piece.length) {
      const { done, value } = await this.#pieces.next();
      if (done) return undefined;
      this.#piece = value;
      this.#next = 0;
    }
    return this.#piece[this.#next];
  }

  #rowXml(row: Row, line: number): string {
    const { columns } = this.#table;
    let xml = `<row r="${line}">`;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index]!;
      xml += this.#cellXml(
        index,
        row[index] ?? null,
        line,
        false,
        column.formula && ((at) => this.#resolved(column, at)),
      );
    }
    return `${xml}</row>`;
  }

  #totalsXml(totals: Row, line: number): string {
    const { columns } = this.#table;
    let xml = `<row r="${line}">`;
    for (let index = 0; index < columns.length; index += 1) {
      const name = columnName(index);
      // A sum over sheets, or over numbers that are text here, would be another number than the exact one.
      const canAdd =
        columns[index]!.total === 'sum' && this.#sheets === 1 && !this.#inexact.has(index) && line > 2;
      xml += this.#cellXml(
        index,
        totals[index] ?? null,
        line,
        true,
        canAdd ? () => `SUM(${name}2:${name}${line - 1})` : undefined,
      );
    }
    return `${xml}</row>`;
  }

  #cellXml(
    index: number,
    cell: string | null,
    line: number,
    isTotal: boolean,
    formula: ((line: number) => string) | undefined | '',
  ): string {
    if (cell === null) return '';
    const { kind, title } = this.#table.columns[index]!;
    const reference = `${columnName(index)}${line}`;
    const style = styleOf(kind, isTotal);
    if (isNumeric(kind) && /^-?\d+(\.\d+)?$/.test(cell)) {
      if (keepsDigits(cell)) return numberCell(reference, cell, style, formula ? formula(line) : undefined);
      this.#keptAsText += 1;
      this.#inexact.add(index);
      return textCell(reference, cell, styleOf('text', isTotal));
    }
    const serial = kind === 'day' ? daySerial(cell) : undefined;
    if (serial !== undefined) return numberCell(reference, String(serial), style);
    if (cell.length > LONGEST_TEXT - 1)
      throw new UserError(
        `${this.#table.title || this.#table.id}, row ${line - 1}, column ${title}: the text has ${cell.length} characters and a cell of a spreadsheet holds ${LONGEST_TEXT}; take --out with .csv, which holds it all.`,
      );
    return textCell(reference, cell, styleOf('text', isTotal));
  }

  #resolved(column: FigureColumn, line: number): string {
    return column.formula!.replace(/\{(\w+)\}/g, (_, key: string) => {
      const index = this.#table.columns.findIndex((each) => each.key === key);
      if (index < 0) throw new Error(`The formula of ${this.#table.id}.${column.key} names ${key}.`);
      return `${columnName(index)}${line}`;
    });
  }
}

function opening(columns: readonly FigureColumn[]): string {
  const widths = columns.map(
    ({ width, kind }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width ?? WIDTHS[kind]}" customWidth="1"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${SHEET}">${FIT_WIDTH}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
}

function headerRow(columns: readonly FigureColumn[]): string {
  const cells = columns.map(({ title, unit }, index) =>
    textCell(`${columnName(index)}1`, unit ? `${title} (${unit})` : title, STYLES.header),
  );
  return `<row r="1">${cells.join('')}</row>`;
}

/** The XML of a sheet of plain lines, each a style and one or two cells. */
export function linesXml(lines: readonly { style: number; cells: readonly string[] }[]): string {
  const rows = lines.map(({ style, cells }, index) => {
    const xml = cells.map((cell, column) =>
      cell === ''
        ? ''
        : textCell(`${columnName(column)}${index + 1}`, cell, column > 0 ? STYLES.wrapped : style),
    );
    return `<row r="${index + 1}">${xml.join('')}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${SHEET}">${FIT_WIDTH}<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="110" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData>${PAGE}</worksheet>`;
}
