import type { Table } from '#engine/contract/table.ts';
import { UserError } from '#engine/user-error.ts';
import { suggestMapping } from './suggest-mapping.ts';

/** Which cell of a file's records holds which column. */
export interface Binding {
  /** Contract column → index of the cell. */
  readonly known: ReadonlyMap<string, number>;
  /** Names the contract does not have → index of the cell. */
  readonly unknown: ReadonlyMap<string, number>;
}

/** Delimiters a CSV may have, the likelier first. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Cuts a header record at a delimiter, quotes taken off. */
export function headerCells(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      const close = closingQuote(record, at + 1);
      const end = record.indexOf(delimiter, close);
      cells.push(record.slice(at + 1, close).replaceAll('""', '"'));
      if (end < 0) return cells;
      at = end + 1;
    } else {
      const end = record.indexOf(delimiter, at);
      cells.push(record.slice(at, end < 0 ? undefined : end));
      if (end < 0) return cells;
      at = end + 1;
    }
  }
}

function closingQuote(record: string, from: number): number {
  for (let at = record.indexOf('"', from); at >= 0; at = record.indexOf('"', at + 2)) {
    if (record[at + 1] !== '"') return at;
  }
  return record.length;
}

/** The delimiter under which most cells of the header are wanted columns; at a tie, the one with most cells. */
export function detectDelimiter(record: string, wanted: ReadonlySet<string>): string {
  let best: string = DELIMITERS[0];
  let bestScore: readonly [number, number] = [-1, -1];
  for (const delimiter of DELIMITERS) {
    const cells = headerCells(record, delimiter);
    const score = [cells.filter((cell) => wanted.has(normalised(cell))).length, cells.length] as const;
    if (score[0] > bestScore[0] || (score[0] === bestScore[0] && score[1] > bestScore[1])) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/**
 * Binds a file's columns to those of the contract. Case and surrounding blanks of a name do not matter; a column
 * without a name is called by its place.
 *
 * @throws UserError for a repeated column, or a missing required one: it lists what was found and suggests a mapping.
 */
export function bindColumns(names: readonly string[], table: Table, file: string): Binding {
  const known = new Map<string, number>();
  const unknown = new Map<string, number>();
  for (const [name, at] of placedNames(names, file)) {
    const column = normalised(name) in table.columns ? normalised(name) : null;
    const target = column ? known : unknown;
    if (target.has(column ?? name)) throw twice(column ?? name, file);
    target.set(column ?? name, at);
  }
  const missing = Object.entries(table.columns)
    .filter(([name, column]) => column.required && !known.has(name))
    .map(([name]) => name);
  if (missing.length > 0)
    throw new UnfitHeader(
      describeMissing(missing, { known, unknown }, names, table, file),
      names,
      table,
      file,
    );
  return { known, unknown };
}

/**
 * A file's columns by name in lower case without surrounding blanks, as mappings call them.
 *
 * @throws UserError for a repeated column.
 */
export function indexColumns(
  names: readonly string[],
  file: string,
): Map<string, { at: number; name: string }> {
  const columns = new Map<string, { at: number; name: string }>();
  for (const [name, at] of placedNames(names, file)) {
    if (columns.has(normalised(name))) throw twice(name, file);
    columns.set(normalised(name), { at, name });
  }
  return columns;
}

/** Names without surrounding blanks; a column without a name is called by its place. */
function placedNames(names: readonly string[], file: string): [string, number][] {
  const seen = new Set<string>();
  return names.map((name, at) => {
    const called = name.trim() || `column_${at + 1}`;
    if (seen.has(called)) throw twice(called, file);
    seen.add(called);
    return [called, at];
  });
}

function twice(name: string, file: string): UserError {
  return new UserError(`${file} has the column ${name} twice; rename or remove one of them.`);
}

/** A file's columns are not those of the table; a mapping may make them so. */
export class UnfitHeader extends UserError {
  readonly names: readonly string[];
  readonly table: Table;
  readonly file: string;

  constructor(message: string, names: readonly string[], table: Table, file: string) {
    super(message);
    this.names = names;
    this.table = table;
    this.file = file;
  }
}

function describeMissing(
  missing: readonly string[],
  bound: Binding,
  found: readonly string[],
  table: Table,
  file: string,
): string {
  const suggestions = suggestMapping([...bound.unknown.keys()], missing, [...bound.known.keys()], table);
  const mapping = [...suggestions].map(([from, to]) => `${from} → ${to}`).join(', ');
  const list = found.map((name) => name.trim()).filter(Boolean);
  const shown = list.length > 40 ? [...list.slice(0, 40), `… ${list.length - 40} more`] : list;
  return (
    `${file} lacks ${missing.length === 1 ? 'the required column' : 'the required columns'} ${missing.join(', ')} of ${table.name}; ` +
    `found: ${shown.join(', ') || 'none'}. ` +
    (mapping
      ? `Suggested mapping: ${mapping}; rename the columns so and try again.`
      : `Rename the columns after the contract and try again.`)
  );
}

function normalised(name: string): string {
  return name.trim().toLowerCase();
}
