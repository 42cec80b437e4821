import type { Configuration } from '../contract/programme.ts';
import { rows, type DuckDBConnection } from '../database.server.ts';
import { quoted } from '../sql-text.ts';
import { findTable } from '../contract/tables.ts';
import type { Needs, Rule, Setting } from './rule.ts';

/** What the inputs had: contract columns, and per table the programmes with rows in it. */
export interface Inventory {
  /** `table.column` of every contract column that some batch had. */
  readonly columns: ReadonlySet<string>;
  readonly programmes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly configuration: Configuration;
}

/** Takes stock of the tables that rules need. Reads `meta.columns`, `data` and `ledger.accounts`. */
export async function takeInventory(
  connection: DuckDBConnection,
  rules: readonly Rule[],
  configuration: Configuration,
): Promise<Inventory> {
  const present = await rows<{ name: string }>(
    connection,
    `select concat(table_name, '.', column_name) as name from meta.columns where is_present`,
  );
  const tables = new Set(rules.flatMap((rule) => rule.needs.flatMap((needs) => Object.keys(needs))));
  const programmes = new Map<string, ReadonlySet<string>>();
  for (const table of tables) {
    const from = table === 'point_events' ? 'ledger.accounts' : `data.${quoted(table)}`;
    const found = await rows<{ programme_id: string }>(
      connection,
      `select distinct programme_id from ${from}`,
    );
    programmes.set(table, new Set(found.map((each) => each.programme_id)));
  }
  return { columns: new Set(present.map((each) => each.name)), programmes, configuration };
}

/**
 * What a rule lacks to judge a programme, as `table`, `table.column` or `programme.yaml:setting`; empty where it can. Of alternatives the one that
 * lacks least is named. A table that has rows of other programmes only is missing for this one; one that came without any
 * row is there, and says that nothing happened.
 */
export function missingFor(rule: Rule, programmeId: string, inventory: Inventory): readonly string[] {
  const unsaid = rule.settings
    .filter((setting) => !isSaid(setting, programmeId, inventory.configuration))
    .map((setting) => `programme.yaml:${setting}`);
  const least = rule.needs
    .map((needs) => lacking(needs, programmeId, inventory))
    .reduce((least, each) => (each.length < least.length ? each : least));
  return [...least, ...unsaid];
}

function isSaid(setting: Setting, programmeId: string, { programmes }: Configuration): boolean {
  const programme: unknown = programmes.find((each) => each.id === programmeId);
  const said = setting
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], programme);
  return said !== undefined && !(Array.isArray(said) && said.length === 0);
}

function lacking(needs: Needs, programmeId: string, { columns, programmes }: Inventory): string[] {
  return Object.entries(needs).flatMap(([table, wanted]) => {
    const isThere = Object.keys(findTable(table)!.columns).some((column) =>
      columns.has(`${table}.${column}`),
    );
    const owners = programmes.get(table)!;
    if (!isThere || (owners.size > 0 && !owners.has(programmeId))) return [table];
    return wanted.map((column) => `${table}.${column}`).filter((column) => !columns.has(column));
  });
}
