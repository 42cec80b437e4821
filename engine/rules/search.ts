import type { DuckDBConnection } from '../database.server.ts';

/**
 * What a rule does before its query where SQL would not end in bounded time, such as following transfers round a ring:
 * it reads `queries` of the rule's folder, where the parameters of the rule are defined, and leaves a scratch table in
 * `posting` for `rule.sql` to read. An account-level rule searches the shard at hand.
 */
export interface Search {
  /** Files beside `rule.sql`, without the ending. */
  readonly queries: readonly string[];
  /** @throws Error where the search would take too long; the rule is then reported as failed, never as passed. */
  run(connection: DuckDBConnection, queries: Readonly<Record<string, string>>): Promise<void>;
}
