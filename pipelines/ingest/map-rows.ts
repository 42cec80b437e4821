import type { ManifestDatabase } from '#engine/contract/manifest.ts';
import type { Expression, MappedTable } from '#engine/contract/mapping.ts';
import { oneRow, type DuckDBConnection } from '#engine/database.server.ts';
import { UserError } from '#engine/user-error.ts';
import { indexColumns, type Binding } from './header.ts';
import { conditionSql, expressionSql, MappingScope } from './map-expression.ts';
import { literal } from '#engine/sql-text.ts';
import type { TextRows } from './text-rows.ts';
import type { RowsToType } from './type-rows.ts';

/** A file's rows after a mapping, ready to be typed; rows left out by intent are not among them. */
export interface MappedRows extends RowsToType {
  readonly skips: readonly { readonly name: string; readonly rows: number }[];
  readonly warnings: readonly string[];
}

/**
 * Puts a mapping between a file's text rows and their typing: one SQL query over all rows. Source columns that no
 * contract column takes over to the letter go to `extra`, so that nothing the source said is lost.
 *
 * @param database where the rows came from one: of its earlier rows, which stand last, only lookups see anything.
 * @throws UserError where the file lacks columns that the mapping needs.
 */
export async function mapRows(
  connection: DuckDBConnection,
  text: Pick<TextRows, 'relation' | 'names'>,
  mapped: MappedTable,
  file: string,
  database?: Pick<ManifestDatabase, 'rows' | 'context_rows'>,
): Promise<MappedRows> {
  const columns = indexColumns(text.names, file);
  const scope = new MappingScope(new Map([...columns].map(([plain, { at }]) => [plain, at])));
  const skips = [
    ...(database?.context_rows ? [{ name: CONTEXT, when: `record > ${database.rows}` }] : []),
    ...mapped.skip.map(({ name, when }) => ({ name, when: conditionSql(when, scope) })),
  ];
  const warns = mapped.warn.map(({ message, when }) => ({
    message,
    when: when ? conditionSql(when, scope) : 'true',
  }));
  const refusals = mapped.refuse.map((each) => ({
    column: each.column,
    code: each.code,
    shows: scope.cell(each.shows, true),
    when: conditionSql(each.when, scope),
  }));
  const contract = [
    ...new Set([mapped.columns, ...mapped.also.map((each) => each.columns)].flatMap(Object.keys)),
  ];
  const parts = [
    { when: 'true', columns: mapped.columns },
    ...mapped.also.map((each) => ({ when: conditionSql(each.when, scope), columns: each.columns })),
  ].map(({ when, columns: filled }) => compilePart(filled, contract, when, scope));
  if (scope.missing.size > 0) throw lacking([...scope.missing], text.names, file);

  const extras = [...columns].filter(([plain]) => !scope.verbatim.has(plain)).map(([, each]) => each);
  const binding: Binding = {
    known: new Map(contract.map((name, at) => [name, at])),
    unknown: new Map(extras.map(({ name }, at) => [name, contract.length + at])),
  };
  const isSkipped = skips.length ? `(${skips.map((each) => each.when).join(' or ')})` : 'false';
  const base = withLookups(text.relation, scope);
  const selects = parts.map(({ when, cells, problems }) => {
    const all = [...refusals, ...problems];
    const outputs = [
      ...cells.map((sql, at) => `${sql} as m${at}`),
      ...extras.map((each, at) => `c${each.at} as m${contract.length + at}`),
    ];
    const list = all.map(
      (each) =>
        `if(coalesce(${each.when}, false), {'column': ${literal(each.column)}, 'value': ${each.shows}, 'code': ${literal(each.code)}}, null)`,
    );
    return `select record, ${outputs.join(', ')},
      ${all.length ? all.map((each) => `coalesce(${each.when}, false)`).join(' or ') : 'false'} as has_problem,
      list_filter([${list.join(', ') || NO_PROBLEM}], problem -> problem is not null) as problems,
      ${sourceCells([...columns.values()])} as source_cells
      from ${base} where not ${isSkipped} and ${when}`;
  });
  const count = contract.length + extras.length;
  const renamed = Array.from({ length: count }, (_, at) => `m${at} as c${at}`).join(', ');
  const counted = await countDeclared(connection, text.relation, skips, warns, isSkipped);
  return {
    relation: `(select record, ${renamed}, has_problem, problems, source_cells from (${selects.join(' union all ')}))`,
    binding,
    isMapped: true,
    severalPerRecord: mapped.also.length > 0,
    ...counted,
  };
}

/** Rows that are there only for lookups to find. */
const CONTEXT = '此前已读,仅供关联 read before, only for lookups';
const NO_PROBLEM = `cast(null as struct("column" varchar, "value" varchar, code varchar))`;

function compilePart(
  filled: Readonly<Record<string, Expression>>,
  contract: readonly string[],
  when: string,
  scope: MappingScope,
) {
  const before = scope.problems.length;
  const cells = contract.map((name) =>
    filled[name] === undefined
      ? 'cast(null as varchar)'
      : `nullif(cast(${expressionSql(filled[name], name, scope)} as varchar), '')`,
  );
  return { when, cells, problems: scope.problems.slice(before) };
}

/** Rows joined to the one other row that a lookup finds; where several fit, none is taken. */
function withLookups(relation: string, scope: MappingScope): string {
  if (scope.lookups.length === 0) return relation;
  const joins = scope.lookups.map(({ give, where, match }, at) => {
    const keys = match.map(([other], key) => `${other} as k${key}`).join(', ');
    const on = match.map(([, own], key) => `found${at}.k${key} = rows.${own}`).join(' and ');
    return `left join (select ${keys}, any_value(${give}) as lookup${at} from ${relation} where ${where}
      group by ${match.map((_, key) => key + 1).join(', ')} having count(*) = 1) as found${at} on ${on}`;
  });
  const given = scope.lookups.map((_, at) => `lookup${at}`).join(', ');
  return `(select rows.*, ${given} from ${relation} as rows ${joins.join(' ')})`;
}

function sourceCells(columns: readonly { name: string; at: number }[]): string {
  return `cast(json_object(${columns.map(({ name, at }) => `${literal(name)}, c${at}`).join(', ')}) as varchar)`;
}

async function countDeclared(
  connection: DuckDBConnection,
  relation: string,
  skips: readonly { name: string; when: string }[],
  warns: readonly { message: string; when: string }[],
  isSkipped: string,
): Promise<Pick<MappedRows, 'skips' | 'warnings'>> {
  if (skips.length + warns.length === 0) return { skips: [], warnings: [] };
  // A row that several filters fit counts under the first.
  const first = skips.map(({ when }, at) =>
    [when, ...skips.slice(0, at).map((each) => `not ${each.when}`)].join(' and '),
  );
  const counts = await oneRow<Record<string, bigint>>(
    connection,
    `select ${[
      ...first.map((when, at) => `count(*) filter (${when}) as s${at}`),
      ...warns.map(({ when }, at) => `count(*) filter (not ${isSkipped} and ${when}) as w${at}`),
    ].join(', ')} from ${relation}`,
  );
  return {
    skips: skips.map(({ name }, at) => ({ name, rows: Number(counts[`s${at}`]) })),
    warnings: warns.flatMap(({ message }, at) =>
      counts[`w${at}`]! > 0n ? [`${counts[`w${at}`]} 行 rows: ${message}`] : [],
    ),
  };
}

function lacking(missing: readonly string[], found: readonly string[], file: string): UserError {
  return new UserError(
    `${file} lacks the ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(', ')} that the mapping reads; ` +
      `found: ${found
        .map((name) => name.trim())
        .filter(Boolean)
        .slice(0, 40)
        .join(', ')}. ` +
      `Correct the mapping (\`optional: true\` for columns that may be absent) or choose another preset.`,
  );
}
