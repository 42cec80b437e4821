import type { Mapping } from '#engine/contract/mapping.ts';
import type { Table } from '#engine/contract/table.ts';
import { findTable, TABLES } from '#engine/contract/tables.ts';
import { columnsRead } from './mapped-columns.ts';
import { presetNames, readPreset } from './read-mapping.ts';

/** A preset that can read a file, and the table that it makes of it. */
export interface FittingPreset {
  readonly preset: string;
  readonly title: string;
  readonly table: string;
}

/** Every column that any table or preset looks for: what tells a header from data. */
export async function knownColumns(): Promise<Set<string>> {
  const known = new Set(TABLES.flatMap((table) => Object.keys(table.columns)));
  for (const { mapping } of await presets())
    for (const each of mapping.tables) {
      const { required, optional } = columnsRead(each);
      for (const name of [...required, ...optional]) known.add(name);
    }
  return known;
}

/** The table whose required columns a header has, the one with most of its columns; null where it is none's. */
export function tableOfHeader(names: readonly string[]): Table | null {
  const there = lowered(names);
  const scored = TABLES.filter((table) =>
    Object.entries(table.columns).every(([name, column]) => !column.required || there.has(name)),
  ).map((table) => ({ table, count: Object.keys(table.columns).filter((name) => there.has(name)).length }));
  // A header says a table only where most of it is about that table: `name` alone is in many.
  const best = scored.sort((left, right) => right.count - left.count)[0];
  return best && best.count * 2 >= there.size ? best.table : null;
}

/** Presets whose columns a header has, the most demanding first. */
export async function presetsOfHeader(names: readonly string[]): Promise<FittingPreset[]> {
  const there = lowered(names);
  const fitting: (FittingPreset & { demands: number })[] = [];
  for (const { name, mapping } of await presets())
    for (const each of mapping.tables) {
      const { required } = columnsRead(each);
      if (findTable(each.table) && [...required].every((column) => there.has(column)))
        fitting.push({
          preset: name,
          title: mapping.title ?? name,
          table: each.table,
          demands: required.size,
        });
    }
  return fitting
    .sort((left, right) => right.demands - left.demands)
    .map(({ preset, title, table }) => ({ preset, title, table }));
}

async function presets(): Promise<{ name: string; mapping: Mapping }[]> {
  return Promise.all((await presetNames()).map(async (name) => ({ name, mapping: await readPreset(name) })));
}

function lowered(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.trim().toLowerCase()).filter(Boolean));
}
