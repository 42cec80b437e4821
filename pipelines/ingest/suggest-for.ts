import type { Expression, Mapping } from '#engine/contract/mapping.ts';
import type { Table } from '#engine/contract/table.ts';
import { columnsRead } from './mapped-columns.ts';
import { presetNames, readPreset } from './read-mapping.ts';
import { suggestMapping } from './suggest-mapping.ts';

export interface Suggestion {
  /** A start: what is not found is filled with the text TODO. */
  readonly mapping: Mapping;
  /** Presets whose columns are all there. */
  readonly presets: readonly string[];
  /** Required columns for which nothing was found. */
  readonly unfilled: readonly string[];
}

/** Suggests how a file with these columns becomes a table: presets that fit, and a mapping by the columns' names. */
export async function suggestFor(names: readonly string[], table: Table): Promise<Suggestion> {
  const plain = names.map((name) => name.trim()).filter(Boolean);
  const known = plain.filter((name) => name.toLowerCase() in table.columns);
  const required = Object.entries(table.columns).filter(([, column]) => column.required);
  const present = new Set(known.map((name) => name.toLowerCase()));
  const missing = required.map(([name]) => name).filter((name) => !present.has(name));
  const found = suggestMapping(
    plain.filter((name) => !known.includes(name)),
    missing,
    [...present],
    table,
  );
  const columns: Record<string, Expression> = Object.fromEntries(
    known.map((name) => [name.toLowerCase(), name]),
  );
  for (const [from, to] of found) columns[to] = from;
  const unfilled = missing.filter((name) => !(name in columns));
  for (const name of unfilled) columns[name] = { value: 'TODO' };
  const eventType = columns.event_type;
  if (table.name === 'point_events' && typeof eventType === 'string' && !present.has('event_type'))
    columns.event_type = { column: eventType, codes: { 增加: 'earn', 减少: 'redeem', 过期: 'expire' } };
  return {
    mapping: {
      name: 'my-system',
      tables: [{ table: table.name, skip: [], refuse: [], warn: [], columns, also: [] }],
    },
    presets: await fittingPresets(plain, table),
    unfilled,
  };
}

async function fittingPresets(names: readonly string[], table: Table): Promise<string[]> {
  const there = new Set(names.map((name) => name.toLowerCase()));
  const fitting: string[] = [];
  for (const name of await presetNames()) {
    const { tables } = await readPreset(name);
    if (
      tables.some(
        (each) =>
          each.table === table.name && [...columnsRead(each).required].every((column) => there.has(column)),
      )
    )
      fitting.push(name);
  }
  return fitting;
}
