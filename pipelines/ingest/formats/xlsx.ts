import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import type { TableFile } from '../fill-batch.ts';
import type { ReasonCode } from '../reasons.ts';
import { scratchName } from '../receive.ts';
import { standardRecord } from '../record-split.ts';
import { literal } from '#engine/sql-text.ts';
import type { ReadingContext, TextRows } from '../text-rows.ts';
import { countRows, strictReader } from './delimited.ts';
import {
  localName,
  openWorkbook,
  parseXml,
  RichText,
  windows,
  type Workbook,
  type XmlTag,
} from './workbook.ts';
import { dateText, numberText } from './xlsx-number.ts';

const COMMA = 44;
const FLUSH_BYTES = 4 * 1024 * 1024;
const MOST_COLUMNS = 2000;
const MOST_MERGES = 100_000;

/**
 * Reads one sheet of a workbook as text: its cells go in a stream to a CSV file, which DuckDB reads. Numbers come as
 * Excel shows them with all their digits, days and times in ISO 8601, texts to the letter. What a cell does not say
 * for certain (errors, formulas never computed, merged cells, digits that Excel lost) refuses its record.
 */
export async function readXlsx(file: TableFile, context: ReadingContext): Promise<TextRows> {
  const workbook = await openWorkbook(file.rawPath, file.name, context.limits);
  try {
    const sheet = workbook.sheets.find((each) => each.name === file.sheet)!;
    const path = join(context.scratch, `${scratchName(file)}.sheet`);
    const handle = await open(path, 'wx');
    const reader = new SheetReader(
      workbook,
      file,
      await mergedRows(workbook, sheet.entry, file.name),
      handle,
      context,
    );
    try {
      await parseXml(workbook.archive, sheet.entry, file.name, reader);
      await reader.pause(true);
    } finally {
      await handle.close();
    }
    const { names } = reader;
    if (names.length === 0)
      throw new UserError(
        `The sheet ${file.sheet} of ${file.name} is empty; its first row must name the columns.`,
      );
    const columns = names.map((_, at) => `'c${at}': 'VARCHAR'`).join(', ');
    const relation = strictReader(path, `'record': 'BIGINT', ${columns}`, ',', 'header = false');
    const found = await countRows(context.connection, relation);
    if (found !== reader.rows)
      throw new Error(`${file.name}: ${reader.rows} rows were written, ${found} read.`);
    const object = names.map((name, at) => `${literal(name || `column_${at + 1}`)}, c${at}`).join(', ');
    return {
      relation,
      rows: reader.rows,
      names,
      encoding: null,
      delimiter: null,
      quote: null,
      warnings: [...reader.warnings(), ...(sheet.isHidden ? ['该工作表是隐藏的 / the sheet is hidden'] : [])],
      raw: { kind: 'expression', sql: `cast(json_object(${object}) as varchar)` },
    };
  } finally {
    workbook.archive.close();
  }
}

/** First and last rows of merged cells, in order. They stand behind the rows in the file, hence a pass of their own. */
async function mergedRows(workbook: Workbook, entry: string, name: string): Promise<[number, number][]> {
  const found = new Map<string, [number, number]>();
  const pattern = /<(?:\w+:)?mergeCell\s[^>]*?ref="[A-Z]+(\d+):[A-Z]+(\d+)"/g;
  for await (const text of windows(workbook.archive, entry, name)) {
    // Most of a sheet is rows; a quick look saves the search.
    if (!text.includes('mergeCell')) continue;
    for (const match of text.matchAll(pattern))
      found.set(`${match[1]}:${match[2]}`, [Number(match[1]), Number(match[2])]);
    if (found.size > MOST_MERGES)
      throw new UserError(
        `${name} has more than ${MOST_MERGES} merged cells, so it is a layout, not a table; save the data alone.`,
      );
  }
  return [...found.values()].sort((left, right) => left[0] - right[0]);
}

/** Takes a sheet's XML and writes its rows as CSV. */
class SheetReader {
  names: string[] = [];
  rows = 0;
  #headerRow = 0;
  #row = 0;
  #rowIsHidden = false;
  #column = -1;
  #type = 'n';
  #style = 0;
  #hasFormula = false;
  #inValue = false;
  #value: string | null = null;
  readonly #text = new RichText();
  #cells: (string | undefined)[] = [];
  #problem: ReasonCode | null = null;
  #pending: Buffer[] = [];
  #size = 0;
  #rounded = 0;
  #hidden = 0;
  #mergeAt = 0;
  #mergedUntil = 0;

  constructor(
    readonly workbook: Workbook,
    readonly file: TableFile,
    readonly merges: readonly [number, number][],
    readonly handle: FileHandle,
    readonly context: ReadingContext,
  ) {}

  open({ name, attributes }: XmlTag): void {
    const tag = localName(name);
    if (tag === 'row') this.#openRow(attributes);
    else if (tag === 'c') this.#openCell(attributes);
    else if (tag === 'v') this.#inValue = true;
    else if (tag === 'f') this.#hasFormula = true;
    else if (tag === 'is') this.#text.begin();
    else this.#text.open(tag);
  }

  text(piece: string): void {
    if (this.#inValue) this.#value = (this.#value ?? '') + piece;
    else this.#text.add(piece);
  }

  close(tag: string): void {
    if (tag === 'v') this.#inValue = false;
    else if (tag === 'is') this.#value = this.#text.end();
    else if (tag === 'c') this.#closeCell();
    else if (tag === 'row') this.#closeRow();
    else this.#text.close(tag);
  }

  async pause(isLast = false): Promise<void> {
    if (this.#size < FLUSH_BYTES && !isLast) return;
    this.context.signal.throwIfAborted();
    await this.handle.writeFile(Buffer.concat(this.#pending));
    this.#pending = [];
    this.#size = 0;
  }

  warnings(): string[] {
    return [
      ...(this.#rounded
        ? [
            `${this.#rounded} 个数值按 Excel 的 15 位有效数字读取 / numbers are read to the fifteen digits that Excel shows`,
          ]
        : []),
      ...(this.#hidden ? [`${this.#hidden} 个隐藏行也已读取 / hidden rows are read too`] : []),
    ];
  }

  #openRow(attributes: XmlTag['attributes']): void {
    const row = attributes.r === undefined ? this.#row + 1 : Number(attributes.r);
    if (!(row > this.#row))
      throw new UserError(`The rows of ${this.file.name} are out of order; save it as XLSX again.`);
    this.#row = row;
    this.#rowIsHidden = ['1', 'true'].includes(attributes.hidden ?? '');
    this.#column = -1;
    this.#cells = [];
    this.#problem = null;
  }

  #openCell(attributes: XmlTag['attributes']): void {
    this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
    if (this.#column >= MOST_COLUMNS)
      throw new UserError(
        `${this.file.name} has more than ${MOST_COLUMNS} columns; its rows and columns may be exchanged.`,
      );
    this.#type = attributes.t ?? 'n';
    this.#style = Number(attributes.s ?? 0);
    this.#hasFormula = false;
    this.#value = null;
  }

  #closeCell(): void {
    const value = this.#value;
    if (value === null || (value === '' && this.#type === 'n')) {
      if (this.#hasFormula) this.#problem ??= 'formula_without_value';
      return;
    }
    this.#cells[this.#column] = this.#cellText(value);
  }

  #cellText(value: string): string {
    switch (this.#type) {
      case 's':
        return this.workbook.strings[Number(value)] ?? this.#bad(value, 'cell_error');
      case 'str':
      case 'inlineStr':
      case 'd':
        return value;
      case 'b':
        return value === '1' ? 'true' : 'false';
      case 'e':
        return this.#bad(value, 'cell_error');
      default:
        return this.#number(value);
    }
  }

  #number(value: string): string {
    if (this.workbook.dateStyles[this.#style])
      return dateText(value, this.workbook.is1904) ?? this.#bad(value, 'no_such_instant');
    const { text, problem, isRounded } = numberText(value);
    if (isRounded) this.#rounded++;
    return problem ? this.#bad(text, problem) : text;
  }

  #bad(text: string, problem: ReasonCode): string {
    this.#problem ??= problem;
    return text;
  }

  #closeRow(): void {
    if (!this.#cells.some((cell) => cell !== undefined && cell !== '') && !this.#problem) return;
    if (this.#headerRow === 0) {
      this.#closeHeader();
      return;
    }
    const record = this.#row - this.#headerRow;
    if (this.#rowIsHidden) this.#hidden++;
    const cells = Array.from(this.#cells, (cell) => cell ?? '');
    if (cells.slice(this.names.length).some((cell) => cell !== '')) this.#problem ??= 'too_many_cells';
    if (this.#isMerged()) this.#problem ??= 'merged_cells';
    if (cells.some((cell) => cell.includes('\0'))) this.#problem ??= 'nul_character';
    if (this.#problem) {
      this.context.refuser.refuse(record, JSON.stringify(this.#asObject(cells)), this.#problem);
      return;
    }
    const written = this.names.map((_, at) => Buffer.from(cells[at] ?? ''));
    const line = Buffer.concat([
      standardRecord([Buffer.from(String(record)), ...written], COMMA),
      Buffer.from('\n'),
    ]);
    this.#pending.push(line);
    this.#size += line.length;
    this.rows++;
  }

  #closeHeader(): void {
    this.#headerRow = this.#row;
    if (this.merges.some(([first]) => first <= this.#row))
      throw new UserError(
        `The header of ${this.file.name} (row ${this.#row}) is merged cells, so that it does not say what each column is; leave one row with one name per column and no title above it.`,
      );
    const names = Array.from(this.#cells, (cell) => cell ?? '');
    while (names.at(-1)?.trim() === '') names.pop();
    this.names = names;
  }

  #isMerged(): boolean {
    for (; this.#mergeAt < this.merges.length && this.merges[this.#mergeAt]![0] <= this.#row; this.#mergeAt++)
      this.#mergedUntil = Math.max(this.#mergedUntil, this.merges[this.#mergeAt]![1]);
    return this.#row <= this.#mergedUntil;
  }

  #asObject(cells: readonly string[]): Record<string, string> {
    return Object.fromEntries(cells.map((cell, at) => [this.names[at]?.trim() || `column_${at + 1}`, cell]));
  }
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column - 1;
}
