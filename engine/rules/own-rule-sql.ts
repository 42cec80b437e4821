import type { DuckDBConnection } from '../database.server.ts';
import { requireQuestion } from '../books/question.ts';
import { syntaxTree, visitNodes } from './tables-read.ts';

/** What an own rule may read: what a book holds. */
const SCHEMAS = ['data', 'meta', 'ledger', 'lots', 'balances', 'liability', 'redemption', 'rules'];

/** Functions in `from` that make rows out of nothing but their arguments. */
const ROW_FUNCTIONS = ['range', 'generate_series', 'unnest', 'json_each', 'json_tree'];

/** A name that DuckDB cannot take for a file. */
const PLAIN = /^[a-z_][a-z0-9_]*$/i;

/**
 * Checks the query of a workspace's own rule: one SELECT over tables of the book and its own steps, calling nothing that
 * reaches past them. The connection itself is locked down as well.
 *
 * @throws Error that names what it may not read or call.
 */
export async function requireRuleQuestion(connection: DuckDBConnection, sql: string): Promise<void> {
  await requireQuestion(connection, sql);
  const tree = await syntaxTree(connection, sql);
  visitNodes(tree, (node) => {
    if (node.type === 'BASE_TABLE') requireTable(String(node.schema_name), String(node.table_name));
    if (node.type === 'TABLE_FUNCTION') {
      const { function_name: name } = node.function as { function_name: string };
      if (!ROW_FUNCTIONS.includes(name))
        throw new Error(`rule.sql may not read ${name}(…); read tables of the book.`);
    }
    if (node.catalog_name)
      throw new Error(`rule.sql may not read the catalogue ${String(node.catalog_name)}.`);
  });
}

function requireTable(schema: string, name: string): void {
  const isAllowed = PLAIN.test(name) && (schema === '' || SCHEMAS.includes(schema));
  if (!isAllowed)
    throw new Error(
      `rule.sql may not read ${schema ? `${schema}.` : ''}${name}; it may read tables of ${SCHEMAS.join(', ')}.`,
    );
}
