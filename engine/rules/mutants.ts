import { oneRow, type DuckDBConnection } from '../database.server.ts';
import { syntaxTree, type SyntaxNode } from './tables-read.ts';

/** A query with one condition of it left out or turned round. */
export interface Mutant {
  /** Which condition, and what was done to it. */
  readonly what: string;
  readonly sql: string;
}

/** Where conditions stand in a syntax tree. */
const CLAUSES = ['where_clause', 'having', 'qualify', 'condition'] as const;
type Clause = (typeof CLAUSES)[number];

interface Place {
  readonly owner: Record<string, unknown>;
  readonly clause: Clause;
  /** Number of the conjunct, where the clause is a conjunction. */
  readonly conjunct: number | null;
}

/**
 * All mutants of a query: for each conjunct of each WHERE, HAVING, QUALIFY and JOIN, the query without it and the query
 * with it negated. Works on the tree that DuckDB parses, not on the text.
 *
 * @throws Error where the query is not one SELECT.
 */
export async function mutantsOf(connection: DuckDBConnection, sql: string): Promise<Mutant[]> {
  const original = await syntaxTree(connection, sql);
  const count = placesIn(structuredClone(original)).length;
  const mutants: Mutant[] = [];
  for (let index = 0; index < count; index++) {
    for (const how of ['drop', 'negate'] as const) {
      const tree = structuredClone(original);
      const place = placesIn(tree)[index]!;
      const condition = conditionAt(place);
      const what = `${how} ${place.clause.replace('_clause', '')} ${await textOf(connection, condition)}`;
      put(place, how === 'drop' ? null : negated(condition));
      mutants.push({ what, sql: await written(connection, tree) });
    }
  }
  return mutants;
}

function placesIn(node: unknown, places: Place[] = []): Place[] {
  if (node === null || typeof node !== 'object') return places;
  if (!Array.isArray(node)) {
    const owner = node as Record<string, unknown>;
    for (const clause of CLAUSES) {
      const condition = owner[clause] as SyntaxNode | null | undefined;
      if (!condition || typeof condition !== 'object' || !('class' in condition)) continue;
      const children = conjuncts(condition);
      if (children) children.forEach((_, conjunct) => places.push({ owner, clause, conjunct }));
      else places.push({ owner, clause, conjunct: null });
    }
  }
  for (const inner of Object.values(node)) placesIn(inner, places);
  return places;
}

function conjuncts(condition: SyntaxNode): SyntaxNode[] | undefined {
  return condition.type === 'CONJUNCTION_AND' ? (condition.children as SyntaxNode[]) : undefined;
}

function conditionAt({ owner, clause, conjunct }: Place): SyntaxNode {
  const condition = owner[clause] as SyntaxNode;
  return conjunct === null ? condition : conjuncts(condition)![conjunct]!;
}

/** Puts another condition in the place of one; null: none. A join without a condition is one that always holds. */
function put({ owner, clause, conjunct }: Place, condition: SyntaxNode | null): void {
  if (conjunct === null) owner[clause] = condition ?? (clause === 'condition' ? TRUE : null);
  else {
    const children = conjuncts(owner[clause] as SyntaxNode)!;
    if (condition) children[conjunct] = condition;
    else children.splice(conjunct, 1, TRUE);
  }
}

const TRUE: SyntaxNode = {
  class: 'CAST',
  type: 'OPERATOR_CAST',
  alias: '',
  query_location: 0,
  child: {
    class: 'CONSTANT',
    type: 'VALUE_CONSTANT',
    alias: '',
    query_location: 0,
    value: { type: { id: 'VARCHAR', type_info: null }, is_null: false, value: 't' },
  },
  cast_type: { id: 'BOOLEAN', type_info: null },
  try_cast: false,
};

function negated(condition: SyntaxNode): SyntaxNode {
  return { class: 'OPERATOR', type: 'OPERATOR_NOT', alias: '', query_location: 0, children: [condition] };
}

function written(connection: DuckDBConnection, statement: unknown): Promise<string> {
  // Places in the text are beyond 2^53 where there are none, and DuckDB would not take them back.
  const json = JSON.stringify({ error: false, statements: [statement] }, (key, value: unknown) =>
    key === 'query_location' ? 0 : value,
  );
  return oneRow<{ sql: string }>(connection, 'select json_deserialize_sql($json::json) as sql', {
    json,
  }).then((row) => row.sql);
}

/** A condition as text. */
async function textOf(connection: DuckDBConnection, condition: SyntaxNode): Promise<string> {
  const statement = (await syntaxTree(connection, 'select 1')) as { node: { select_list: unknown[] } };
  statement.node.select_list = [condition];
  return (await written(connection, statement)).replace(/^SELECT\s+/, '');
}
