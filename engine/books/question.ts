import type { DuckDBConnection } from '../database.server.ts';
import { UserError } from '../user-error.ts';

/**
 * Functions that change the process in spite of a locked configuration: with `enable_logging` to a file DuckDB 1.5 ends
 * the whole process, to standard output it mixes its log into the answer; the profiler does likewise. The other three
 * run text as SQL, so that a name could be put together out of sight.
 */
const REFUSED =
  /\b(enable_logging|enable_profiling|json_execute_serialized_sql|query_table|query)"?(?:\s|\/\*[\s\S]*?\*\/|--[^\n]*\n)*\(/i;

/**
 * Checks SQL that a person wrote before it runs on an open book: one statement, and no function that reaches past the
 * locked-down connection. What remains dangerous (files, network, settings) the connection itself refuses.
 *
 * @throws UserError that names what is refused.
 */
export async function requireQuestion(connection: DuckDBConnection, sql: string): Promise<void> {
  const refused = REFUSED.exec(sql)?.[1] ?? (/\bpragma\b/i.test(sql) && /\benable_profil/i.exec(sql)?.[0]);
  if (refused)
    throw new UserError(`A query may not call ${refused}; write what you want to read as one SELECT.`);
  const count = await countStatements(connection, sql);
  if (count !== 1)
    throw new UserError(`A query is one statement, not ${count}; run them one after the other.`);
}

async function countStatements(connection: DuckDBConnection, sql: string): Promise<number> {
  try {
    return (await connection.extractStatements(sql)).count;
  } catch (cause) {
    const reason = (cause as Error).message.replace('Failed to extract statements: ', '');
    throw new UserError(`The query cannot be read: ${reason}`, { cause });
  }
}
