import { join } from 'node:path';
import { TABLES } from '#engine/contract/tables.ts';
import { COMMON_COLUMNS } from '#engine/contract/table.ts';
import { CsvFile, type Row } from './csv.ts';
import { EVENT_COLUMNS, writeEvent, type PointEvent } from './event.ts';

/**
 * Where the stories write: one CSV file per table, and the numbers of ids. Ids are dense in the order of writing, so
 * that a gap in them means something.
 */
export class Output {
  readonly #events: CsvFile;
  readonly #tables = new Map<string, CsvFile>();
  readonly #findings: CsvFile;
  readonly #numbers = new Map<string, number>();

  constructor(directory: string) {
    this.#events = new CsvFile(join(directory, 'point_events.csv'), EVENT_COLUMNS);
    for (const table of TABLES.slice(1)) {
      // The common columns are left out of all tables but the events: the sample has one programme and one source.
      const columns = Object.keys(table.columns).filter(
        (name) => table.columns[name] !== COMMON_COLUMNS[name],
      );
      this.#tables.set(table.name, new CsvFile(join(directory, `${table.name}.csv`), columns));
    }
    this.#findings = new CsvFile(join(directory, 'expected_findings.csv'), [
      'rule_id',
      'subject_type',
      'subject_id',
      'event_id',
    ]);
  }

  /** The next id of a series, e.g. `E17` after `E16`. */
  id(series: string): string {
    const number = (this.#numbers.get(series) ?? 0) + 1;
    this.#numbers.set(series, number);
    return series + number;
  }

  event(event: PointEvent): void {
    writeEvent(this.#events, event);
  }

  row(table: string, row: Row): void {
    const file = this.#tables.get(table);
    if (!file) throw new Error(`The contract has no table ${table}.`);
    file.write(row);
  }

  rows(table: string, rows: readonly Row[]): void {
    for (const row of rows) this.row(table, row);
  }

  finding(row: Row): void {
    this.#findings.write(row);
  }

  counts(): { events: number; rows: Record<string, number>; findings: number } {
    const rows: Record<string, number> = { point_events: this.#events.rows };
    for (const [name, file] of this.#tables) rows[name] = file.rows;
    return { events: this.#events.rows, rows, findings: this.#findings.rows };
  }

  close(): void {
    for (const file of [this.#events, this.#findings, ...this.#tables.values()]) file.close();
  }
}
