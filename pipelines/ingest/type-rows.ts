import type { Configuration } from '#engine/contract/programme.ts';
import { COLUMN_TYPES } from '#engine/contract/column.ts';
import type { Table } from '#engine/contract/table.ts';
import { oneRow, type DuckDBConnection } from '#engine/database.server.ts';
import { cellSql, type CellSql } from './cell-sql.ts';
import type { Binding } from './header.ts';
import { REASONS } from './reasons.ts';
import { literal, quoted } from '#engine/sql-text.ts';
import { zoneFacts, type ZoneFacts } from './time-zone.ts';

/** Text rows whose cells are bound to columns of the contract. */
export interface RowsToType {
  /** SQL relation with `record` and `c0`, `c1` …; a mapped one has `has_problem`, `problems` and `source_cells` too. */
  readonly relation: string;
  readonly binding: Binding;
  readonly isMapped: boolean;
  /** A record may have several rows: they are good together or not at all. */
  readonly severalPerRecord: boolean;
}

/** What typing a file's rows needs to know beside the rows. */
export interface TypingContext {
  readonly table: Table;
  readonly configuration: Configuration;
  /** The `source` of rows that name none. */
  readonly source: string;
  /** Name of the file in the batch. */
  readonly file: string;
}

/** SQL queries over text rows. */
export interface TypingQueries {
  /** The good rows: all contract columns in order, then those of provenance. */
  readonly good: string;
  /** The others: `record`, `cells` (JSON object) and `reasons`, every one of them. */
  readonly refused: string;
}

/** Tables whose empty wallet means every wallet, not the default one. */
const ANY_WALLET = new Set(['notices']);
const DEFAULT_ZONE = 'Asia/Shanghai';

/** Types a file's text rows in two queries: one pass writes the good rows, another, if any are left, says why not. */
export function typingQueries(rows: RowsToType, context: TypingContext): TypingQueries {
  const { relation, binding } = rows;
  const columns = Object.entries(context.table.columns).map(([name, column]) => {
    const at = binding.known.get(name);
    return { name, column, cell: at === undefined ? null : `c${at}` };
  });
  const programme = programmeSql(binding, context);
  const zones = programmeZones(context.configuration);
  const typed = columns.map(({ name, column, cell }) => {
    const sql = cell === null ? null : zonedCell((zone) => cellSql(column, cell, zone), zones, programme);
    return { name, column, cell, sql };
  });
  const oks = typed.map(({ column, cell, sql }) =>
    cell === null || sql === null
      ? 'true'
      : column.required
        ? `(${cell} is not null and ${sql.good})`
        : `(${cell} is null or ${sql.good})`,
  );
  const values = typed.map(
    ({ name, column, sql }) =>
      `${withDefault(name, sql?.value ?? `cast(null as ${COLUMN_TYPES[column.type]})`, context, programme)} as ${quoted(name)}`,
  );
  const extra = [...binding.unknown];
  const extraSql =
    extra.length === 0
      ? 'cast(null as varchar)'
      : `if(coalesce(${extra.map(([, at]) => `c${at}`).join(', ')}) is null, null, ${jsonObject(extra)})`;
  const rules = rowRules(typed, programme, context);
  const mapped = rows.isMapped ? ['not has_problem'] : [];
  const ok = `coalesce(${[...mapped, ...oks, ...rules.map((rule) => `not (${rule.when})`)].join(' and ')}, false)`;
  const isGood = rows.severalPerRecord ? `bool_and(${ok}) over (partition by record)` : ok;
  const names = [...columns.map(({ name }) => name), 'extra', 'source_file', 'source_record'].map(quoted);
  const reasons = [
    ...typed.flatMap(({ name, column, cell, sql }) =>
      cell === null || sql === null ? [] : [reasonSql(name, cell, column.required, sql)],
    ),
    ...rules.map(
      (rule) =>
        `if(coalesce(${rule.when}, false), ${reasonStruct(rule.column, rule.cell, literal(rule.code))}, null)`,
    ),
  ];
  const cells = [...binding.known, ...binding.unknown].sort((left, right) => left[1] - right[1]);
  const allReasons = `list_filter([${reasons.join(',\n')}], reason -> reason is not null)`;
  return {
    good: `select ${names.join(', ')} from (
      select ${values.join(',\n')}, ${extraSql} as extra, ${literal(context.file)} as source_file,
        record as source_record, ${isGood} as row_is_good
      from ${relation}) where row_is_good`,
    refused: rows.isMapped
      ? refusedMapped(relation, ok, allReasons)
      : `select record, ${jsonObject(cells)} as cells, ${allReasons} as reasons from ${relation} where not ${ok}`,
  };
}

/** Of a mapped record the source's own cells are shown; what the mapping complains of, typing does not repeat. */
function refusedMapped(relation: string, ok: string, reasons: string): string {
  const first = (list: string, key: string) => `list_filter(${list}, (reason, place) ->
    list_position(list_transform(${list}, each -> ${key.replaceAll('$', 'each')}), ${key.replaceAll('$', 'reason')}) = place)`;
  const shown = first('list_concat(problems, untyped)', '$."column"');
  return `select record, cells, ${first('every', `{'column': $."column", 'value': $.value, 'code': $.code}`)} as reasons
    from (select record, any_value(source_cells) as cells, flatten(list(${shown})) as every
      from (select record, source_cells, problems, ${reasons} as untyped, ${ok} as row_is_good from ${relation})
      group by record having not bool_and(row_is_good))`;
}

/** Fills in the words of reasons, which the queries give as codes. */
export function wordedReasons(reasons: string): string {
  const words = (key: 'reason' | 'advice') =>
    `map {${Object.entries(REASONS)
      .map(([code, word]) => `${literal(code)}: ${literal(word[key])}`)
      .join(', ')}}`;
  return `list_transform(${reasons}, each -> {'column': each."column", 'value': each.value, 'code': each.code,
    'reason': ${words('reason')}[each.code], 'advice': ${words('advice')}[each.code]})`;
}

/** Runs a COPY and gives the number of rows written. */
export async function copyRows(connection: DuckDBConnection, query: string, to: string): Promise<number> {
  const { Count } = await oneRow<{ Count: bigint }>(
    connection,
    `copy (${query}) to ${literal(to)} (format parquet, compression zstd, row_group_size 122880)`,
  );
  return Number(Count);
}

function programmeSql(binding: Binding, context: TypingContext): string {
  const at = binding.known.get('programme_id');
  const programmes = context.configuration.programmes;
  const fallback = programmes.length === 1 ? literal(programmes[0]!.id) : 'cast(null as varchar)';
  return at === undefined ? fallback : `coalesce(c${at}, ${fallback})`;
}

function withDefault(name: string, value: string, context: TypingContext, programme: string): string {
  switch (name) {
    case 'programme_id':
      return programme;
    case 'source':
      return `coalesce(${value}, ${literal(context.source)})`;
    case 'wallet':
      return ANY_WALLET.has(context.table.name) ? value : `coalesce(${value}, 'base')`;
    case 'currency':
      return `coalesce(${value}, ${currencySql(context.configuration, programme)})`;
    default:
      return value;
  }
}

function currencySql(configuration: Configuration, programme: string): string {
  const others = configuration.programmes.filter((each) => each.currency !== 'CNY');
  if (others.length === 0) return `'CNY'`;
  const cases = others.map((each) => `when ${literal(each.id)} then ${literal(each.currency)}`);
  return `case ${programme} ${cases.join(' ')} else 'CNY' end`;
}

interface RowRule {
  readonly column: string;
  readonly cell: string;
  readonly code: keyof typeof REASONS;
  readonly when: string;
}

/** What depends on more than one cell. */
function rowRules(
  typed: readonly { readonly name: string; readonly sql: CellSql | null; readonly cell: string | null }[],
  programme: string,
  context: TypingContext,
): RowRule[] {
  const rules: RowRule[] = [];
  const of = (name: string) => typed.find((each) => each.name === name);
  if (context.configuration.programmes.length > 1)
    rules.push({
      column: 'programme_id',
      cell: 'cast(null as varchar)',
      code: 'programme_missing',
      when: `${programme} is null`,
    });
  if (context.table.name === 'point_events') {
    const points = of('points')!;
    const type = of('event_type')!;
    const value = points.sql!.value;
    rules.push({
      column: 'points',
      cell: points.cell!,
      code: 'points_zero',
      when: `coalesce(${value} = 0, false)`,
    });
    rules.push({
      column: 'points',
      cell: points.cell!,
      code: 'points_negative',
      when: `coalesce(${value} < 0 and ${type.sql!.value} <> 'adjust', false)`,
    });
  }
  return rules;
}

function reasonSql(name: string, cell: string, required: boolean, sql: CellSql): string {
  const codes = sql.checks.map(({ code, when }) => `when ${when} then ${literal(code)}`).join(' ');
  const code = `case ${codes ? `${codes} else ${literal(sql.otherwise)} end` : `when true then ${literal(sql.otherwise)} end`}`;
  const empty = required
    ? `when ${cell} is null then ${reasonStruct(name, cell, literal('missing'))}`
    : `when ${cell} is null then null`;
  return `case ${empty} when coalesce(${sql.good}, false) then null else ${reasonStruct(name, cell, code)} end`;
}

function reasonStruct(column: string, cell: string, code: string): string {
  return `{'column': ${literal(column)}, 'value': ${cell}, 'code': ${code}}`;
}

function jsonObject(cells: readonly (readonly [string, number])[]): string {
  return `cast(json_object(${cells.map(([name, at]) => `${literal(name)}, c${at}`).join(', ')}) as varchar)`;
}

/** Zones of the configured programmes; rows of a programme that is not configured are read in the default's. */
function programmeZones(configuration: Configuration): { programmes: string[]; zone: ZoneFacts }[] {
  const byZone = new Map<string, string[]>();
  for (const { id, time_zone: zone } of configuration.programmes)
    byZone.set(zone, [...(byZone.get(zone) ?? []), id]);
  return [...byZone].map(([zone, programmes]) => ({ programmes, zone: zoneFacts(zone) }));
}

function zonedCell(
  make: (zone: ZoneFacts) => CellSql,
  zones: readonly { programmes: string[]; zone: ZoneFacts }[],
  programme: string,
): CellSql {
  const fallback = zoneFacts(DEFAULT_ZONE);
  const only = zones.length === 1 ? zones[0]! : null;
  if (only) return make(only.zone);
  const made = zones.map(({ programmes, zone }) => ({ programmes, sql: make(zone) }));
  const rest = make(fallback);
  if (made.every(({ sql }) => sql.value === rest.value && sql.good === rest.good)) return rest;
  const choose = (pick: (sql: CellSql) => string) =>
    `case ${made.map(({ programmes, sql }) => `when ${programme} in (${programmes.map(literal).join(', ')}) then ${pick(sql)}`).join(' ')} else ${pick(rest)} end`;
  return {
    value: choose((sql) => sql.value),
    good: choose((sql) => sql.good),
    checks: rest.checks.map(({ code }, at) => ({ code, when: choose((sql) => sql.checks[at]!.when) })),
    otherwise: rest.otherwise,
  };
}
