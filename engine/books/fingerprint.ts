import { createHash } from 'node:crypto';
import { oneRow, rows, type DuckDBConnection } from '../database.server.ts';
import { PROVENANCE } from '../data/load.ts';
import { quoted } from '../sql-text.ts';

/** Hashes a book by what it says (`content`) and by where that came from (`provenance`). */
export interface Fingerprints {
  readonly content: string;
  readonly provenance: string;
}

/**
 * The fingerprints of a book's tables, `meta.book` left out. A table's rows become canonical text (instants in µs,
 * decimals with their scale, NULL apart from empty), are hashed, put in order and hashed again, so neither the physical
 * order nor DuckDB's file format has a say; the tables' hashes in order of name make up the whole. A column with one
 * value all through is named once with it instead of in every row. Rows are put in order within groups by the
 * first digits of their hash, which needs no sort of the whole table. The provenance hash ties each row's hash to its
 * batch, file and record.
 */
export async function fingerprint(connection: DuckDBConnection): Promise<Fingerprints> {
  const content = createHash('sha256');
  const provenance = createHash('sha256');
  for (const [table, columns] of await tablesOf(connection)) {
    const hashes = await hashTable(connection, table, columns);
    content.update(`${table}\n${hashes.content}\n`);
    provenance.update(`${table}\n${hashes.provenance}\n`);
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

async function hashTable(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
): Promise<Fingerprints> {
  const said = columns.filter((column) => !isProvenance(column.name));
  const { count, constants } = await constantColumns(connection, table, said);
  if (count === 0) return { content: 'no rows', provenance: 'no rows' };
  const head = JSON.stringify(
    said.map((column) => [column.name, column.type, constants.get(column.name) ?? null]),
  );
  const varying = said.filter((column) => !constants.has(column.name));
  const text = varying.length ? varying.map(cell).join(', ') : `''`;
  const origin = columns.filter((column) => isProvenance(column.name)).map(cell);
  const digits = groupDigits(count);
  const groups = await rows<{ content: string; provenance: string; row_count: bigint }>(
    connection,
    `with hashed as (select md5(concat_ws(chr(31), ${text})) as row_hash, concat(${origin.length ? origin.join(', ') : `''`})
       as origin from ${table})
     select sha256(string_agg(row_hash, '' order by row_hash, origin)) as content, count(*) as row_count,
       sha256(string_agg(concat(row_hash, origin), '' order by row_hash, origin)) as provenance
     from hashed group by left(row_hash, ${digits}) order by left(row_hash, ${digits})`,
  );
  const content = createHash('sha256').update(head);
  const provenance = createHash('sha256').update(head);
  for (const group of groups) {
    content.update(`${group.content} ${group.row_count}\n`);
    provenance.update(`${group.provenance} ${group.row_count}\n`);
  }
  return { content: content.digest('hex'), provenance: provenance.digest('hex') };
}

/** The columns in which all rows agree (often all are empty), with the text of what they hold. */
async function constantColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
): Promise<{ count: number; constants: Map<string, string> }> {
  const parts = columns.map(
    ({ name, type }, index) =>
      `case when count(${quoted(name)}) = 0 then '~'
         when count(${quoted(name)}) = count(*) and min(${quoted(name)}) = max(${quoted(name)})
         then ${cellOf(`min(${quoted(name)})`, type)} end as c${index}`,
  );
  const found = await oneRow<Record<string, string | null> & { row_count: bigint }>(
    connection,
    `select count(*) as row_count, ${parts.join(', ')} from ${table}`,
  );
  const constants = new Map(
    columns.flatMap(({ name }, index) => {
      const constant = found[`c${index}`];
      return constant === null || constant === undefined ? [] : [[name, constant] as const];
    }),
  );
  return { count: Number(found.row_count), constants };
}

/** How many leading hex digits make groups of some thousand rows: enough to sort in memory, few enough to be cheap. */
function groupDigits(count: number): number {
  return Math.max(0, Math.ceil(Math.log(count / 4096) / Math.log(16)));
}

/** Text that stands for one value only: control characters that a text could hold are told apart by its length. */
function cell({ name, type }: Column): string {
  return cellOf(quoted(name), type);
}

function cellOf(reference: string, type: string): string {
  if (type.startsWith('TIMESTAMP')) return `coalesce(epoch_us(${reference})::varchar, '~')`;
  if (type === 'VARCHAR' || type === 'JSON')
    return `coalesce(concat(length(${reference}), ':', ${reference}), '~')`;
  return `coalesce(${reference}::varchar, '~')`;
}

/** Columns the contract does not know travel with a row without being part of what it says. */
function isProvenance(name: string): boolean {
  return name === 'extra' || (PROVENANCE as readonly string[]).includes(name);
}
