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

/** The delimiter under which most cells of the header are columns of the table; at a tie, the one with most cells. */
export function detectDelimiter(record: string, table: Table): string {
  let best: string = DELIMITERS[0];
  let bestScore: readonly [number, number] = [-1, -1];
  for (const delimiter of DELIMITERS) {
    const cells = headerCells(record, delimiter);
    const score = [cells.filter((cell) => normalised(cell) in table.columns).length, cells.length] as const;
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
  names.forEach((name, at) => {
    const plain = normalised(name);
    const column = plain in table.columns ? plain : null;
    const target = column ? known : unknown;
    const called = column ?? (name.trim() || `column_${at + 1}`);
    if (target.has(called))
      throw new UserError(`${file} has the column ${called} twice; rename or remove one of them.`);
    target.set(called, at);
  });
  const missing = Object.entries(table.columns)
    .filter(([name, column]) => column.required && !known.has(name))
    .map(([name]) => name);
  if (missing.length > 0)
    throw new UserError(describeMissing(missing, { known, unknown }, names, table, file));
  return { known, unknown };
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
