import { oneRow, type DuckDBConnection } from '../database.server.ts';

/** What a query reads, by its syntax alone: nothing need exist. */
export interface Reads {
  /** `schema.table`, names of its own steps left out. */
  readonly tables: readonly string[];
  /** Table functions such as `range` or `read_csv`. */
  readonly functions: readonly string[];
}

/**
 * Finds what a query reads in its syntax tree.
 *
 * @throws Error where the text is not one SELECT.
 */
export async function tablesRead(connection: DuckDBConnection, sql: string): Promise<Reads> {
  const statement = await syntaxTree(connection, sql);
  const tables = new Set<string>();
  const functions = new Set<string>();
  visitNodes(statement, (node) => {
    if (node.type === 'BASE_TABLE' && node.schema_name) tables.add(`${node.schema_name}.${node.table_name}`);
    if (node.type === 'TABLE_FUNCTION')
      functions.add((node.function as { function_name: string }).function_name);
  });
  return { tables: [...tables].sort(), functions: [...functions].sort() };
}

/**
 * The syntax tree of a query, as DuckDB serialises it.
 *
 * @throws Error where the text is not one SELECT.
 */
export async function syntaxTree(connection: DuckDBConnection, sql: string): Promise<unknown> {
  const { tree } = await oneRow<{ tree: string }>(
    connection,
    'select json_serialize_sql($sql::varchar)::varchar as tree',
    {
      sql,
    },
  );
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
  if (parsed.error || parsed.statements?.length !== 1)
    throw new Error(`The query is not one SELECT: ${parsed.error_message ?? 'several statements'}`);
  return parsed.statements[0];
}

/** An object of a syntax tree. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

/** Shows every object of a tree, the outer before the inner. */
export function visitNodes(node: unknown, seen: (node: SyntaxNode) => void): void {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) seen(node as SyntaxNode);
  for (const inner of Object.values(node)) visitNodes(inner, seen);
}
