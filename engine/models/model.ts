import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.ts';

/**
 * Where in the work a model is built (see engine/README.md):
 *
 * - `posting`: once, over all that arrived, before sharding;
 * - `account`: for each shard of whole components, from its entries, lots and uses;
 * - `programme`: once, after all shards, from account-level results and the small reference tables. It never reads
 *   entries, lots or uses.
 */
export type Level = 'posting' | 'account' | 'programme';

export interface Model {
  /** `<schema>.<table>`; its SQL stands in `engine/models/<schema>/<table>.sql`. */
  readonly name: string;
  readonly level: Level;
  /** A view is stored as its query: public text ids over narrow facts. */
  readonly isView?: boolean;
  /** Arguments of a view that is asked with some: a table macro, so that they reach the scans. */
  readonly takes?: readonly string[];
  /**
   * The rows of shards add up: after the last shard, rows that agree in all other columns become one row with the sums
   * of these.
   */
  readonly sums?: readonly string[];
  /**
   * Built so many accounts (and members, who have the number of one) at a time, `$first_account` to `$last_account`: the
   * lists, spans or groups that it makes for each do not leave memory while they grow.
   */
  readonly byAccounts?: boolean;
}

/** The query of a model as it stands in its file. */
export function modelSql(name: string): string {
  const [schema, table] = name.split('.') as [string, string];
  return readFileSync(join(PACKAGE_ROOT, 'engine', 'models', schema, `${table}.sql`), 'utf8');
}

/** The model's grain: the comment its file begins with. */
export function modelGrain(sql: string): string {
  const lines = sql.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('--'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^-- ?/, ''))
    .join(' ')
    .trim();
}
