import { COLUMN_TYPES, type Column, type ColumnType } from '#engine/contract/column.ts';
import type { ReasonCode } from './reasons.ts';
import { literal } from '#engine/sql-text.ts';
import { instantSql, skippedSql, twiceSql, type ZoneFacts } from './time-zone.ts';

/** SQL that types one text cell. The cell is NULL where the source had nothing. */
export interface CellSql {
  /** The typed value; NULL for a cell that cannot be read. */
  readonly value: string;
  /** Whether the cell, not being NULL, is read without loss. May be NULL for a cell that cannot be read. */
  readonly good: string;
  /** What is wrong with a cell that is not good; the first that holds. */
  readonly checks: readonly { readonly code: ReasonCode; readonly when: string }[];
  /** What is wrong where no check holds. */
  readonly otherwise: ReasonCode;
}

/** Points are integer hundredths in a Float64Array later, so they must stay below 2^53 of them. */
const MOST_POINTS = '90071992547409.92';
const YES = ['true', '1', 'yes', '是'];
const NO = ['false', '0', 'no', '否'];

const DAY = '(000[1-9]|00[1-9]\\d|0[1-9]\\d{2}|[1-9]\\d{3})(-\\d{1,2}-|/\\d{1,2}/)\\d{1,2}';
const CLOCK = '([01]?\\d|2[0-3]):[0-5]\\d';
const SECONDS = ':[0-5]\\d(\\.\\d{1,6}0*)?';
const OFFSET = ' ?(Z|[+-](0\\d|1[0-8])(:?[0-5]\\d)?)';
const LOCAL_TIME = ` *${DAY}([T ]${CLOCK}(${SECONDS})?)? *`;
const OFFSET_TIME = ` *${DAY}[T ]${CLOCK}(${SECONDS})?${OFFSET} *`;
/**
 * The form that most systems write. DuckDB's own cast reads exactly these, and one pattern tells them: trying all others
 * first takes several times as long.
 */
const USUAL_OFFSET_TIME =
  '[1-9]\\d{3}-\\d\\d-\\d\\d[T ]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-](0\\d|1[0-8])(:[0-5]\\d)?)';
const DAY_ALONE = ` *${DAY}([T ](0?0:00(:00(\\.0+)?)?|23:59:59(\\.\\d+)?))? *`;
/** `03/04/2025`, `3-4-25`: the day or the month may come first. */
const YEAR_LAST = ' *\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}(\\d{2})?([T ].*)?';

/** How a cell of a column is typed. `zone` is that of the row's programme. */
export function cellSql(column: Column, cell: string, zone: ZoneFacts): CellSql {
  switch (column.type) {
    case 'text':
      return textCell(column, cell);
    case 'enum':
      return enumCell(column, cell);
    case 'boolean':
      return booleanCell(cell);
    case 'time':
      return timeCell(cell, zone);
    case 'date':
      return dateCell(cell);
    case 'integer':
      return integerCell(column, cell);
    default:
      return decimalCell(column, cell);
  }
}

/** Text stays to the letter, surrounding blanks too: ids that differ only by a blank are for a person to judge. */
function textCell(column: Column, cell: string): CellSql {
  const good = column.required ? `trim(${cell}) <> ''` : 'true';
  return { value: cell, good, checks: [], otherwise: 'missing' };
}

function enumCell(column: Column, cell: string): CellSql {
  const word = `lower(trim(${cell}))`;
  return {
    value: word,
    good: `${word} in (${list(column.values ?? [])})`,
    checks: [],
    otherwise: 'not_in_list',
  };
}

function booleanCell(cell: string): CellSql {
  const word = `lower(trim(${cell}))`;
  return {
    value: `case when ${word} in (${list(YES)}) then true when ${word} in (${list(NO)}) then false end`,
    good: `${word} in (${list([...YES, ...NO])})`,
    checks: [],
    otherwise: 'not_a_boolean',
  };
}

function integerCell(column: Column, cell: string): CellSql {
  const value = `try_cast(${cell} as integer)`;
  return {
    value,
    good: `${matches(cell, ' *[+-]?\\d+(\\.0*)? *')} and ${value} ${column.positive ? '> 0' : 'is not null'}`,
    checks: [
      { code: 'not_an_integer', when: matches(cell, ' *[+-]?\\d*\\.\\d+ *') },
      ...numberChecks(cell),
      ...(column.positive ? [{ code: 'not_positive' as const, when: `${value} <= 0` }] : []),
    ],
    otherwise: 'out_of_range',
  };
}

/**
 * Decimals with a point. Thousands separators are taken only before decimals (`1,234.50`), where no comma can be a
 * decimal one; `1,234` may be either and is refused.
 */
function decimalCell(column: Column, cell: string): CellSql {
  const type = COLUMN_TYPES[column.type];
  const scale = decimalScale(column.type);
  const value = `try_cast(replace(${cell}, ',', '') as ${type})`;
  const plain = `\\d+(\\.\\d{0,${scale}}0*)?|\\.\\d{1,${scale}}0*`;
  const grouped = `\\d{1,3}(,\\d{3})+\\.\\d{1,${scale}}0*`;
  const range = column.type === 'points' ? `abs(${value}) < ${MOST_POINTS}` : `${value} is not null`;
  return {
    value,
    good: `${matches(cell, ` *[+-]?(${plain}|${grouped}) *`)} and ${range}${column.positive ? ` and ${value} > 0` : ''}`,
    checks: [
      { code: 'too_many_decimals', when: matches(cell, ` *[+-]?[\\d,]*\\.\\d{${scale}}\\d*[1-9]\\d* *`) },
      ...numberChecks(cell),
      ...(column.positive ? [{ code: 'not_positive' as const, when: `${value} <= 0` }] : []),
    ],
    otherwise: 'out_of_range',
  };
}

function numberChecks(cell: string): CellSql['checks'] {
  return [
    { code: 'scientific_notation', when: matches(cell, ' *[+-]?(\\d+\\.?\\d*|\\.\\d+)[eE][+-]?\\d+ *') },
    {
      code: 'ambiguous_number',
      when: `${matches(cell, " *[+-]?[\\d.,' ]*\\d[\\d.,' ]*")} and ${matches(cell, ".*(,|'|\\d +\\d|\\..*\\.).*")}`,
    },
    { code: 'not_a_number', when: `not ${matches(cell, ' *[+-]?(\\d+\\.?\\d*|\\.\\d+) *')}` },
  ];
}

/** The scale in `DECIMAL(18,s)`. */
function decimalScale(type: ColumnType): number {
  return Number(/,(\d+)\)/.exec(COLUMN_TYPES[type])![1]);
}

function timeCell(cell: string, zone: ZoneFacts): CellSql {
  const local = `try_cast(${cell} as timestamp)`;
  const isLocal = matches(cell, LOCAL_TIME);
  const isOffset = matches(cell, OFFSET_TIME);
  // DuckDB reads an offset only after seconds; so the clock and the offset are read apart.
  const clock = `try_cast(regexp_replace(${cell}, '${OFFSET} *$', '') as timestamp)`;
  const part = (group: number) =>
    `coalesce(try_cast(regexp_extract(${cell}, '([+-])(\\d{2}):?(\\d{2})? *$', ${group}) as integer), 0)`;
  const sign = `if(regexp_extract(${cell}, '([+-])\\d{2}:?(\\d{2})? *$', 1) = '-', -1, 1)`;
  const offset = `if(${matches(cell, '.*Z *')}, 0, ${sign} * (${part(2)} * 60 + ${part(3)}))`;
  const apart = `make_timestamptz(epoch_us(${clock}) - ${offset} * cast(60000000 as bigint))`;
  const isUsual = matches(cell, USUAL_OFFSET_TIME);
  const usual = `try_cast(${cell} as timestamptz)`;
  const value = `case when ${isUsual} then ${usual} when ${isLocal} then ${instantSql(local, zone)} when ${isOffset} then ${apart} end`;
  const skipped = skippedSql(local, zone);
  const twice = twiceSql(local, zone);
  const exists = `case when ${isUsual} then ${usual} is not null
    when ${isLocal} then ${local} is not null and not (${skipped}) and not (${twice})
    else ${isOffset} and ${clock} is not null end`;
  return {
    value,
    good: exists,
    checks: [
      { code: 'ambiguous_date', when: matches(cell, YEAR_LAST) },
      {
        code: 'too_precise',
        when: matches(cell, ` *${DAY}[T ]${CLOCK}:[0-5]\\d\\.\\d{6}\\d+(${OFFSET})? *`),
      },
      { code: 'local_time_skipped', when: `${isLocal} and ${local} is not null and ${skipped}` },
      { code: 'local_time_twice', when: `${isLocal} and ${local} is not null and ${twice}` },
      {
        code: 'no_such_instant',
        when: matches(cell, ` *${DAY}([T ]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(${OFFSET})?)? *`),
      },
    ],
    otherwise: 'not_a_time',
  };
}

/** A day may carry the first or last second of itself, as exports of dates do; any other time or an offset may not. */
function dateCell(cell: string): CellSql {
  const value = `try_cast(${cell} as date)`;
  return {
    value,
    good: `${matches(cell, DAY_ALONE)} and ${value} is not null`,
    checks: [
      { code: 'ambiguous_date', when: matches(cell, YEAR_LAST) },
      { code: 'no_such_instant', when: matches(cell, DAY_ALONE) },
      { code: 'date_with_time', when: matches(cell, ` *${DAY}[T ].*`) },
    ],
    otherwise: 'not_a_date',
  };
}

function matches(cell: string, pattern: string): string {
  return `regexp_full_match(${cell}, ${literal(pattern)})`;
}

function list(words: readonly string[]): string {
  return words.map(literal).join(', ');
}
