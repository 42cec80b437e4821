import { createHash } from 'node:crypto';
import { oneRow, rows, type DuckDBConnection } from '../database.server.ts';
import { PROVENANCE, quoted } from '../data/load.ts';

/** Hashes a book by what it says (`content`) and by where that came from (`provenance`). */
export interface Fingerprints {
  readonly content: string;
  readonly provenance: string;
}

/**
 * The fingerprints of a book's tables, `meta.book` left out. A table's rows become canonical text (instants in µs,
 * decimals with their scale, NULL apart from empty), are hashed, put in order and hashed again, so neither the physical
 * order nor DuckDB's file format has a say; the tables' hashes in order of name make up the whole. Rows are put in
 * order within 4,096 groups by the first digits of their hash, which needs no sort of the whole table.
 */
export async function fingerprint(connection: DuckDBConnection): Promise<Fingerprints> {
  const content = createHash('sha256');
  const provenance = createHash('sha256');
  for (const [table, columns] of await tablesOf(connection)) {
    const origin = columns.filter((column) => isProvenance(column.name));
    const said = columns.filter((column) => !isProvenance(column.name));
    content.update(`${table}\n${await hashRows(connection, table, said)}\n`);
    if (origin.length) provenance.update(`${table}\n${await hashRows(connection, table, columns)}\n`);
  }
  return { content: content.digest('hex'), provenance: provenance.digest('hex') };
}

interface Column {
  name: string;
  type: string;
}

async function tablesOf(connection: DuckDBConnection): Promise<Map<string, Column[]>> {
  const found = await rows<{ table_name: string; column_name: string; data_type: string }>(
    connection,
    `select concat(c.schema_name, '.', c.table_name) as table_name, c.column_name, c.data_type
     from duckdb_columns() as c join duckdb_tables() as t using (database_name, schema_name, table_name)
     where c.database_name = current_database() and concat(c.schema_name, '.', c.table_name) <> 'meta.book'
     order by 1, c.column_index`,
  );
  const tables = new Map<string, Column[]>();
  for (const each of found) {
    const columns = tables.get(each.table_name) ?? [];
    columns.push({ name: each.column_name, type: each.data_type });
    tables.set(each.table_name, columns);
  }
  return tables;
}

async function hashRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
): Promise<string> {
  const { has_rows } = await oneRow<{ has_rows: boolean }>(
    connection,
    `select exists (select 1 from ${table}) as has_rows`,
  );
  if (!has_rows) return 'no rows';
  const cells = columns.map((column) => cell(quoted(column.name), column.type));
  const groups = await rows<{ digest: string; rows: bigint }>(
    connection,
    `with hashed as (select md5(concat_ws(chr(31), ${cells.join(', ')})) as row_hash from ${table})
     select sha256(string_agg(row_hash, '' order by row_hash)) as digest, count(*) as rows
     from hashed group by left(row_hash, 3) order by left(row_hash, 3)`,
  );
  const hash = createHash('sha256');
  for (const group of groups) hash.update(`${group.digest} ${group.rows}\n`);
  return hash.digest('hex');
}

/** Text that stands for one value only: control characters that a text could hold are told apart by its length. */
function cell(reference: string, type: string): string {
  if (type.startsWith('TIMESTAMP')) return `coalesce(epoch_us(${reference})::varchar, '~')`;
  if (type === 'VARCHAR' || type === 'JSON')
    return `coalesce(concat(length(${reference}), ':', ${reference}), '~')`;
  return `coalesce(${reference}::varchar, '~')`;
}

function isProvenance(name: string): boolean {
  return (PROVENANCE as readonly string[]).includes(name);
}
