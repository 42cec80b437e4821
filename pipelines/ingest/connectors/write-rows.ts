import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { UserError } from '#engine/user-error.ts';
import { TextScan, type TextFacts } from '../text-scan.ts';
import type { DatabaseColumn, TextRow } from './session.ts';

const FLUSH_CHARACTERS = 1024 * 1024;

/** A finished file of rows. */
export interface WrittenRows {
  readonly bytes: number;
  readonly sha256: string;
  readonly facts: TextFacts;
}

/**
 * Writes rows of a database as CSV that says all that the rows said: NULL is an empty cell, the empty text is `""`.
 * The header names the columns.
 */
export class RowWriter {
  readonly #handle: FileHandle;
  readonly #columns: readonly DatabaseColumn[];
  readonly #hash = createHash('sha256');
  readonly #scan = new TextScan();
  #pending = '';
  #bytes = 0;

  private constructor(handle: FileHandle, columns: readonly DatabaseColumn[]) {
    this.#handle = handle;
    this.#columns = columns;
    this.#pending = `${columns.map((each) => csvCell(each.name)).join(',')}\n`;
  }

  static async create(path: string, columns: readonly DatabaseColumn[]): Promise<RowWriter> {
    return new RowWriter(await open(path, 'wx'), columns);
  }

  /** @param row texts of the columns, in their order; more of them are not written. */
  async write(row: TextRow): Promise<void> {
    const columns = this.#columns;
    for (let at = 0; at < columns.length; at++) {
      const cell = row[at]!;
      const finish = columns[at]!.finish;
      if (at > 0) this.#pending += ',';
      if (cell !== null) this.#pending += csvCell(finish ? finish(cell) : cell);
      else if (columns.length === 1)
        throw new UserError(
          `The only column ${columns[at]!.name} is NULL in a row, which no file of rows can say; read a table or view that has its key too.`,
        );
    }
    this.#pending += '\n';
    if (this.#pending.length >= FLUSH_CHARACTERS) await this.#flush();
  }

  async finish(): Promise<WrittenRows> {
    await this.#flush();
    await this.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex'), facts: this.#scan.finish() };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    this.#scan.update(bytes);
    await this.#handle.writeFile(bytes);
  }
}

function csvCell(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
