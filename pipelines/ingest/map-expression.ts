import type { Condition, Expression, FormattedColumn } from '#engine/contract/mapping.ts';
import type { ReasonCode } from './reasons.ts';
import { literal } from '#engine/sql-text.ts';

const NOTHING = 'cast(null as varchar)';
const PLAIN_NUMBER = ' *[+-]?(\\d+(\\.\\d{0,9}0*)?|\\.\\d{1,9}0*) *';
const LOCAL_DAY = ' *\\d{4}[-/]\\d{1,2}[-/]\\d{1,2} *';
const LOCAL_TIME = ' *\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}[T ]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)? *';
const LAST_DAY = ' *\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}([T ]0?0:00(:00(\\.0+)?)?)? *';

/** How many digits a count since 1970 has between 1973 and 2286; any other number is hardly such a count. */
const UNIX_DIGITS = { seconds: '\\d{9,10}', milliseconds: '\\d{12,13}', microseconds: '\\d{15,16}' } as const;
const UNIX_FACTOR = { seconds: 1_000_000, milliseconds: 1_000, microseconds: 1 } as const;

/** Why a source row cannot be mapped: shown at a contract column with the source's own text. */
export interface MappingProblem {
  readonly column: string;
  readonly code: ReasonCode;
  /** SQL of the text shown. */
  readonly shows: string;
  /** SQL of the condition. */
  readonly when: string;
}

/** The source's columns as a mapping sees them, and what compiling an expression found on the way. */
export class MappingScope {
  /** Columns that the mapping needs and the file lacks. */
  readonly missing = new Set<string>();
  /** Columns that go to a contract column as they are, so that nothing of them is lost. */
  readonly verbatim = new Set<string>();
  readonly problems: MappingProblem[] = [];
  /** Joins that lookups need, each giving a column `lookup<n>`. */
  readonly lookups: { give: string; where: string; match: readonly (readonly [string, string])[] }[] = [];
  readonly #columns: ReadonlyMap<string, number>;

  /** @param columns names in lower case without surrounding blanks → index of the cell */
  constructor(columns: ReadonlyMap<string, number>) {
    this.#columns = columns;
  }

  /** SQL of the cell of a column. */
  cell(name: string, optional = false): string {
    const plain = name.trim().toLowerCase();
    const at = this.#columns.get(plain);
    if (at !== undefined) return `c${at}`;
    if (!optional) this.missing.add(name);
    return NOTHING;
  }

  has(name: string): boolean {
    return this.#columns.has(name.trim().toLowerCase());
  }

  takeVerbatim(name: string): void {
    this.verbatim.add(name.trim().toLowerCase());
  }
}

/** SQL (never NULL) of a condition on a source row. */
export function conditionSql(condition: Condition, scope: MappingScope): string {
  if ('all' in condition) return `(${condition.all.map((each) => conditionSql(each, scope)).join(' and ')})`;
  if ('any' in condition) return `(${condition.any.map((each) => conditionSql(each, scope)).join(' or ')})`;
  if ('not' in condition) return `(not ${conditionSql(condition.not, scope)})`;
  const cell = scope.cell(condition.column, condition.optional);
  const text = `trim(${cell})`;
  const number = `try_cast(${cell} as decimal(38, 10))`;
  const time = `try_cast(${cell} as timestamp)`;
  const tests: string[] = [];
  if (condition.is !== undefined) tests.push(`${text} = ${literal(condition.is)}`);
  if (condition.in) tests.push(`${text} in (${condition.in.map(literal).join(', ')})`);
  if (condition.matches !== undefined) tests.push(`regexp_matches(${text}, ${literal(condition.matches)})`);
  if (condition.empty !== undefined) tests.push(`(coalesce(${text}, '') ${condition.empty ? '=' : '<>'} '')`);
  if (condition.sign)
    tests.push(`${number} ${{ positive: '>', negative: '<', zero: '=' }[condition.sign]} 0`);
  if (condition.from !== undefined) tests.push(`${time} >= timestamp ${literal(condition.from)}`);
  if (condition.until !== undefined) tests.push(`${time} < timestamp ${literal(condition.until)}`);
  return `coalesce(${tests.join(' and ')}, false)`;
}

/** SQL (VARCHAR) of an expression that fills a contract's column. Notes problems and missing columns in the scope. */
export function expressionSql(expression: Expression, target: string, scope: MappingScope): string {
  if (typeof expression === 'string') {
    scope.takeVerbatim(expression);
    return scope.cell(expression);
  }
  if ('value' in expression) return expression.value === '' ? NOTHING : literal(expression.value);
  if ('template' in expression) return templateSql(expression.template, expression.optional ?? false, scope);
  if ('first' in expression)
    return `coalesce(${expression.first.map((each) => expressionSql(each, target, scope)).join(', ')})`;
  if ('cases' in expression) return casesSql(expression, target, scope);
  if ('lookup' in expression) {
    const { give, where, match } = expression.lookup;
    scope.lookups.push({
      give: scope.cell(give),
      where: conditionSql(where, scope),
      match: Object.entries(match).map(([other, own]) => [scope.cell(other), scope.cell(own)] as const),
    });
    return `lookup${scope.lookups.length - 1}`;
  }
  return columnSql(expression, target, scope);
}

function templateSql(template: string, optional: boolean, scope: MappingScope): string {
  const pieces = template.split(/\{([^{}]+)\}/);
  return pieces
    .map((piece, at) => (at % 2 === 1 ? `trim(${scope.cell(piece, optional)})` : piece && literal(piece)))
    .filter(Boolean)
    .join(' || ');
}

function casesSql(
  { cases, otherwise }: Extract<Expression, { cases: unknown }>,
  target: string,
  scope: MappingScope,
): string {
  const whens = cases.map(({ when }) => conditionSql(when, scope));
  const noneOf = (earlier: readonly string[]) => earlier.map((when) => `not ${when}`);
  const branches = cases.map(({ then }, at) => {
    const taken = [whens[at]!, ...noneOf(whens.slice(0, at))];
    return `when ${whens[at]} then ${branchSql(then, taken, target, scope)}`;
  });
  if (otherwise !== undefined)
    return `case ${branches.join(' ')} else ${branchSql(otherwise, noneOf(whens), target, scope)} end`;
  const first = firstColumn(cases[0]!.when);
  scope.problems.push({
    column: target,
    code: 'unmapped_code',
    shows: first === null ? NOTHING : scope.cell(first, true),
    when: `not (${whens.join(' or ')})`,
  });
  return `case ${branches.join(' ')} end`;
}

/** What is wrong with a branch is wrong only with the rows that take it. */
function branchSql(
  expression: Expression,
  taken: readonly string[],
  target: string,
  scope: MappingScope,
): string {
  const before = scope.problems.length;
  const sql = expressionSql(expression, target, scope);
  const own = scope.problems.splice(before);
  scope.problems.push(...own.map((each) => ({ ...each, when: `${taken.join(' and ')} and (${each.when})` })));
  return sql;
}

function firstColumn(condition: Condition): string | null {
  if ('column' in condition) return condition.column;
  if ('not' in condition) return firstColumn(condition.not);
  return firstColumn('all' in condition ? condition.all[0]! : condition.any[0]!);
}

function columnSql(spec: FormattedColumn, target: string, scope: MappingScope): string {
  const cell = scope.cell(spec.column, spec.optional);
  const plain = !spec.json && !spec.empty && !spec.codes && !spec.number && !spec.time;
  if (plain) scope.takeVerbatim(spec.column);
  let sql = cell;
  if (spec.json !== undefined) {
    const path = `$.${spec.json
      .split('.')
      .map((part) => `"${part}"`)
      .join('.')}`;
    // Text that is no JSON is told as a problem, not thrown as an error.
    sql = `if(json_valid(${cell}), json_extract_string(${cell}, ${literal(path)}), null)`;
    const isJson = `json_valid(${cell})`;
    scope.problems.push({
      column: target,
      code: 'not_json',
      shows: cell,
      when: `${cell} is not null and not ${isJson}`,
    });
  }
  if (spec.empty?.length) sql = `if(trim(${sql}) in (${spec.empty.map(literal).join(', ')}), null, ${sql})`;
  if (spec.codes) sql = codesSql(spec, sql, target, scope);
  if (spec.number) sql = numberSql(spec.number, sql, target, scope);
  if (spec.time) sql = timeSql(spec.time, sql, target, scope);
  return sql;
}

function codesSql(spec: FormattedColumn, cell: string, target: string, scope: MappingScope): string {
  const words = (map: Readonly<Record<string, string>>) => {
    const whens = Object.entries(map).map(([code, word]) => `when ${literal(code)} then ${literal(word)}`);
    return whens.length ? `case trim(${cell}) ${whens.join(' ')} end` : NOTHING;
  };
  const codes = spec.codes!;
  let sql: string;
  if (Array.isArray(codes)) {
    const time = `try_cast(${scope.cell(spec.dated_by ?? spec.column)} as timestamp)`;
    sql = `case ${codes
      .map(({ from, until, map }) => {
        const bounds = [
          ...(from === undefined ? [] : [`${time} >= timestamp ${literal(from)}`]),
          ...(until === undefined ? [] : [`${time} < timestamp ${literal(until)}`]),
        ];
        return `when ${bounds.join(' and ') || 'true'} then ${words(map)}`;
      })
      .join(' ')} end`;
  } else sql = words(codes);
  if (spec.otherwise !== undefined)
    return `if(${cell} is null, null, coalesce(${sql}, ${literal(spec.otherwise)}))`;
  scope.problems.push({
    column: target,
    code: 'unmapped_code',
    shows: cell,
    when: `${cell} is not null and ${sql} is null`,
  });
  return sql;
}

function numberSql(
  format: NonNullable<FormattedColumn['number']>,
  cell: string,
  target: string,
  scope: MappingScope,
): string {
  let sql = cell;
  if (format.thousands !== undefined || format.decimal !== undefined) {
    const point = format.decimal ?? '.';
    const group = format.thousands;
    const grouped = group === undefined ? '' : `|\\d{1,3}(${escaped(group)}\\d{3})+`;
    wellFormed(sql, ` *[+-]?(\\d+${grouped})(${escaped(point)}\\d+)? *`, target, 'not_a_number', scope);
    if (group !== undefined) sql = `replace(${sql}, ${literal(group)}, '')`;
    if (point !== '.') sql = `replace(${sql}, ${literal(point)}, '.')`;
  }
  if (!format.magnitude && !format.negate && format.scale === undefined) return sql;
  if (sql === cell) wellFormed(sql, PLAIN_NUMBER, target, 'not_a_number', scope);
  if (format.scale !== undefined) {
    const exact = `try(try_cast(${sql} as decimal(38, 9)) * cast(${literal(format.scale)} as decimal(18, 9)))`;
    scope.problems.push({
      column: target,
      code: 'out_of_range',
      shows: cell,
      when: `regexp_full_match(${sql}, ${literal(PLAIN_NUMBER)}) and ${exact} is null`,
    });
    sql = `cast(${exact} as varchar)`;
  }
  if (format.magnitude) sql = `ltrim(trim(${sql}), '+-')`;
  if (format.negate)
    sql = `if(starts_with(trim(${sql}), '-'), substr(trim(${sql}), 2), '-' || ltrim(trim(${sql}), '+'))`;
  return sql;
}

function timeSql(
  format: NonNullable<FormattedColumn['time']>,
  cell: string,
  target: string,
  scope: MappingScope,
): string {
  let sql = cell;
  if (format.unit) {
    wellFormed(sql, ` *${UNIX_DIGITS[format.unit]} *`, target, 'not_a_unix_time', scope);
    const micros = `try_cast(${sql} as bigint) * ${UNIX_FACTOR[format.unit]}`;
    return `strftime(make_timestamp(${micros}), '%Y-%m-%d %H:%M:%S.%f') || 'Z'`;
  }
  if (format.format !== undefined) {
    const read = `try_strptime(trim(${sql}), ${literal(format.format)})`;
    scope.problems.push({
      column: target,
      code: 'not_a_time',
      shows: cell,
      when: `${sql} is not null and ${read} is null`,
    });
    sql = `strftime(${read}, '%Y-%m-%d %H:%M:%S.%f')`;
  }
  if (format.last_day)
    sql = `if(regexp_full_match(${sql}, ${literal(LAST_DAY)}), coalesce(strftime(try_cast(${sql} as date) + 1, '%Y-%m-%d'), ${sql}), ${sql})`;
  if (format.offset !== undefined)
    sql = `case when regexp_full_match(${sql}, ${literal(LOCAL_DAY)}) then trim(${sql}) || ' 00:00:00${format.offset}'
      when regexp_full_match(${sql}, ${literal(LOCAL_TIME)}) then trim(${sql}) || '${format.offset}' else ${sql} end`;
  return sql;
}

function wellFormed(
  sql: string,
  pattern: string,
  column: string,
  code: ReasonCode,
  scope: MappingScope,
): void {
  scope.problems.push({
    column,
    code,
    shows: sql,
    when: `${sql} is not null and not regexp_full_match(${sql}, ${literal(pattern)})`,
  });
}

function escaped(character: string): string {
  return character.replace(/[.'^$|()[\]{}*+?\\]/, (found) => (found === "'" ? "'" : `\\${found}`));
}
