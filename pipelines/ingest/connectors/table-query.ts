import type { Expression, MappedTable } from '#engine/contract/mapping.ts';
import type { ChosenWatermark } from './choose-tables.ts';
import { tableSql, type DatabaseColumn, type DatabaseSession, type DatabaseTable } from './session.ts';

/** What is read of a table. */
export interface TableReading {
  readonly session: DatabaseSession;
  readonly table: DatabaseTable;
  /** The columns to read. */
  readonly columns: readonly DatabaseColumn[];
  readonly primaryKey: readonly string[];
  readonly watermark: ChosenWatermark | null;
  /** The highest value read before; null reads everything. */
  readonly after: string | null;
  /** Only so many of the new rows, for a look at them; default: all. */
  readonly limit?: number;
}

/** SQL of the rows that are new, the lowest watermark first, and so the rows that have none. */
export function newRowsSql(reading: TableReading): string {
  const { session, table, columns, watermark, limit } = reading;
  const keys = reading.primaryKey.map((name) => session.quoted(name));
  const mark = watermark && session.quoted(watermark.column);
  const order = mark
    ? [
        ...(watermark.isNullable ? [`case when ${mark} is null then 0 else 1 end`] : []),
        mark,
        ...keys.filter((key) => key !== mark),
      ]
    : keys;
  // The watermark as the session writes it, without what text conversion adds, stands behind the cells.
  const selected = [...columns.map((each) => each.select), mark ?? 'null'];
  return `select ${selected.join(', ')} from ${tableSql(session, table)}${newRows(reading)}${order.length ? ` order by ${order.join(', ')}` : ''}${limit === undefined ? '' : ` limit ${limit}`}`;
}

/** SQL of the number of rows that are new, as text. */
export function countNewRowsSql(reading: TableReading): string {
  const { session, table } = reading;
  return `select count(*) from ${tableSql(session, table)}${newRows(reading)}`;
}

function newRows(reading: TableReading): string {
  const { session, watermark } = reading;
  const lower = lowerBound(reading);
  return watermark && lower !== null
    ? ` where ${isFresh(session.quoted(watermark.column), watermark, lower)}`
    : '';
}

/**
 * SQL of the earlier rows that the mapping's lookups may want: those that share a lookup's key with a new row. Null
 * where nothing looks back.
 */
export function contextRowsSql(reading: TableReading, mapped: MappedTable | null): string | null {
  const { session, table, columns, watermark } = reading;
  const lower = lowerBound(reading);
  if (!watermark || lower === null || !mapped) return null;
  const matches = lookupKeys(mapped).flatMap((pairs) => {
    const own = pairs.map(([, name]) => columnOf(columns, name));
    const other = pairs.map(([name]) => columnOf(columns, name));
    if ([...own, ...other].some((each) => !each)) return [];
    const list = (found: (DatabaseColumn | undefined)[]) =>
      found.map((each) => session.quoted(each!.name)).join(', ');
    return `(${list(other)}) in (select ${list(own)} from ${tableSql(session, table)} where ${isFresh(session.quoted(watermark.column), watermark, lower)})`;
  });
  if (matches.length === 0) return null;
  const selects = columns.map((each) => each.select).join(', ');
  const mark = session.quoted(watermark.column);
  return `select ${selects} from ${tableSql(session, table)} where ${mark} < ${lower} and (${matches.join(' or ')})
    order by ${[mark, ...reading.primaryKey.map((name) => session.quoted(name))].join(', ')}`;
}

function lowerBound({ session, watermark, after }: TableReading): string | null {
  return watermark && after !== null ? session.watermarkSql(watermark.kind, after, watermark.overlap) : null;
}

/** Rows of an equal value are read again: one that was committed late may have it too. */
function isFresh(mark: string, { isNullable }: ChosenWatermark, lower: string): string {
  return isNullable ? `(${mark} >= ${lower} or ${mark} is null)` : `${mark} >= ${lower}`;
}

function columnOf(columns: readonly DatabaseColumn[], name: string): DatabaseColumn | undefined {
  return columns.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
}

/** The keys by which a mapping's lookups find other rows, each once: pairs of the other row's column and one's own. */
function lookupKeys(mapped: MappedTable): [string, string][][] {
  const found = new Map<string, [string, string][]>();
  const search = (expression: Expression): void => {
    if (typeof expression === 'string') return;
    if ('lookup' in expression) {
      const pairs = Object.entries(expression.lookup.match);
      found.set(JSON.stringify(pairs), pairs);
    } else if ('first' in expression) expression.first.forEach(search);
    else if ('cases' in expression) {
      for (const { then } of expression.cases) search(then);
      if (expression.otherwise !== undefined) search(expression.otherwise);
    }
  };
  for (const { columns } of [mapped, ...mapped.also]) Object.values(columns).forEach(search);
  return [...found.values()];
}
