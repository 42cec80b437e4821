import type { Mapping, MappedTable } from '#engine/contract/mapping.ts';
import type { Table } from '#engine/contract/table.ts';
import { findTable } from '#engine/contract/tables.ts';
import { UserError } from '#engine/user-error.ts';
import { mappedTableOf } from './read-mapping.ts';

/** The table that a file's rows go to, and the mapping that takes them there, if any. */
export interface Target {
  readonly table: Table;
  readonly mapped: MappedTable | null;
}

/** What a person said about where files go. */
export interface TargetChoice {
  /** The table of files whose names tell none. */
  readonly table?: Table;
  readonly mapping?: Mapping;
}

/** The table of that name. */
export function requireTable(name: string): Table {
  const table = findTable(name);
  if (!table) throw new UserError(`There is no table ${name}; see the contract's list, e.g. point_events.`);
  return table;
}

/** Where a file, sheet or relation of a name goes by that name alone; null where the name tells nothing. */
export function targetOfName(stem: string, { mapping }: TargetChoice): Target | null {
  const mapped = mapping && mappedTableOf(mapping, stem);
  if (mapped) return { table: requireTable(mapped.table), mapped };
  const table = findTable(stem.toLowerCase());
  return table ? { table, mapped: null } : null;
}

/** Where a file goes that a person named: by its name, the only table of the mapping, or the table named with it. */
export function targetOfChosen(stem: string, choice: TargetChoice): Target | null {
  const { mapping, table } = choice;
  if (mapping) {
    const fitting = mapping.tables.filter((each) => !table || each.table === table.name);
    const mapped =
      mappedTableOf({ ...mapping, tables: fitting }, stem) ?? (fitting.length === 1 ? fitting[0] : null);
    if (mapped) return { table: requireTable(mapped.table), mapped };
  }
  return table ? { table, mapped: null } : targetOfName(stem, choice);
}
