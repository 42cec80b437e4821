import { closeSync, openSync, writeSync } from 'node:fs';

export type Cell = string | number | boolean | undefined;
export type Row = Readonly<Record<string, Cell>>;

const CHUNK = 1 << 20;
/** Room kept free in the buffer: no line is longer. */
const LONGEST_LINE = 1 << 16;

/** A cell as CSV; text with a delimiter or a quote is quoted, and a line break is refused. */
export function csvCell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  if (!/[",\r\n]/.test(value)) return value;
  if (/[\r\n]/.test(value))
    throw new Error(`A sample's field must hold no line break: ${JSON.stringify(value)}`);
  return `"${value.replaceAll('"', '""')}"`;
}

/**
 * One CSV file being written. Bytes are gathered and written a mebibyte at a time with a blocking call: memory stays
 * bounded however slow the disk is.
 */
export class CsvFile {
  readonly #descriptor: number;
  readonly #columns: ReadonlySet<string>;
  readonly #bytes = Buffer.allocUnsafe(CHUNK + LONGEST_LINE);
  #length = 0;
  rows = 0;

  constructor(path: string, columns: readonly string[]) {
    this.#descriptor = openSync(path, 'w');
    this.#columns = new Set(columns);
    this.#writeLine(columns.join(','));
  }

  /** Writes a row by column names; a name that is no column is a mistake of the caller. */
  write(row: Row): void {
    for (const name in row) {
      if (!this.#columns.has(name))
        throw new Error(`No column ${name} among ${[...this.#columns].join(', ')}.`);
    }
    let line = '';
    let comma = '';
    for (const name of this.#columns) {
      line += comma + csvCell(row[name]);
      comma = ',';
    }
    this.#writeLine(line);
    this.rows++;
  }

  /** Puts a cell of plain ASCII that needs no quotes, and a comma after it. The fast way, for a row of many cells. */
  putCell(text: string): void {
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index);
    bytes[at++] = 0x2c;
    this.#length = at;
  }

  /** Ends a row made of {@link putCell}s: the last comma becomes the line's end. */
  endRow(): void {
    this.#bytes[this.#length - 1] = 0x0a;
    this.rows++;
    if (this.#length >= CHUNK) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #writeLine(line: string): void {
    if (line.length * 3 >= LONGEST_LINE) throw new Error(`A line of ${line.length} characters is too long.`);
    this.#length += this.#bytes.write(`${line}\n`, this.#length, 'utf8');
    if (this.#length >= CHUNK) this.#flush();
  }

  #flush(): void {
    for (let offset = 0; offset < this.#length;) {
      offset += writeSync(this.#descriptor, this.#bytes, offset, this.#length - offset);
    }
    this.#length = 0;
  }
}
