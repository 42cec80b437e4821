import type { Column } from '../contract/column.ts';
import type { Table } from '../contract/table.ts';
import { quoted } from '../sql-text.ts';

/**
 * SQL of a row's content hash: MD5 (32 hex digits) over the canonical text of all contract columns but `recorded_at`,
 * in the contract's order. Two rows of one key with equal hashes are duplicates, with different ones a conflict.
 *
 * Canonical text: each cell as its length, a colon and its text; NULL as `~`, thus distinct from an empty text;
 * instants as microseconds since the epoch, decimals with their full scale, days as ISO 8601.
 *
 * @param alias name of the relation whose columns are meant, where the query needs one.
 */
export function contentHashSql(table: Table, alias?: string): string {
  const prefix = alias ? `${quoted(alias)}.` : '';
  const cells = Object.entries(table.columns)
    .filter(([name]) => name !== 'recorded_at')
    .map(([name, column]) => cellSql(`${prefix}${quoted(name)}`, column));
  return `md5(concat(${cells.join(', ')}))`;
}

/** The columns that identify a row of a table: the programme and the table's key, without repetition. */
export function keyColumns(table: Table): string[] {
  return [...new Set(['programme_id', ...table.key])];
}

function cellSql(reference: string, column: Column): string {
  const text =
    column.type === 'time' ? `cast(epoch_us(${reference}) as varchar)` : `cast(${reference} as varchar)`;
  return `if(${reference} is null, '~', concat(length(${text}), ':', ${text}))`;
}
