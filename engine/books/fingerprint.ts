import { createHash } from 'node:crypto';
import { oneRow, rows, type DuckDBConnection, type DuckDBDataChunk } from '../database.server.ts';
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
 * value all through is named once with it instead of in every row. Only hashes are sorted, and DuckDB spills what its
 * memory does not hold. The provenance hash ties each row's hash to that of its batch, file and record.
 */
export async function fingerprint(connection: DuckDBConnection): Promise<Fingerprints> {
  const content = createHash('sha256');
  const provenance = createHash('sha256');
  for (const [table, { isEmpty, columns }] of await tablesOf(connection)) {
    const hashes = isEmpty ? EMPTY : await hashTable(connection, table, columns);
    content.update(`${table}\n${hashes.content}\n`);
    provenance.update(`${table}\n${hashes.provenance}\n`);
  }
  return { content: content.digest('hex'), provenance: provenance.digest('hex') };
}

interface Column {
  name: string;
  type: string;
}

interface Table {
  /** Whether it was never given a row: then nothing of it need be read, and most tables of a small book are so. */
  readonly isEmpty: boolean;
  readonly columns: Column[];
}

const EMPTY: Fingerprints = { content: 'no rows', provenance: 'no rows' };

async function tablesOf(connection: DuckDBConnection): Promise<Map<string, Table>> {
  const found = await rows<{
    table_name: string;
    column_name: string;
    data_type: string;
    is_empty: boolean;
  }>(
    connection,
    `select concat(c.schema_name, '.', c.table_name) as table_name, c.column_name, c.data_type,
       t.estimated_size = 0 as is_empty
     from duckdb_columns() as c join duckdb_tables() as t using (database_name, schema_name, table_name)
     where c.database_name = current_database() and concat(c.schema_name, '.', c.table_name) <> 'meta.book'
     order by 1, c.column_index`,
  );
  const tables = new Map<string, Table>();
  for (const each of found) {
    const table = tables.get(each.table_name) ?? { isEmpty: each.is_empty, columns: [] };
    table.columns.push({ name: each.column_name, type: meant(each.data_type) });
    tables.set(each.table_name, table);
  }
  return tables;
}

/** Which words an ENUM was made of is a matter of how it is kept: what it says is text. */
function meant(type: string): string {
  return type.startsWith('ENUM(') ? 'VARCHAR' : type;
}

async function hashTable(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
): Promise<Fingerprints> {
  const said = columns.filter((column) => !isProvenance(column.name));
  const { count, constants } = await constantColumns(connection, table, said);
  if (count === 0) return EMPTY;
  const head = JSON.stringify(
    said.map((column) => [column.name, column.type, constants.get(column.name) ?? null]),
  );
  const varying = said.filter((column) => !constants.has(column.name));
  const origins = columns.filter((column) => isProvenance(column.name));
  const content = createHash('sha256').update(head);
  const provenance = createHash('sha256').update(head);
  const row = `md5_number(${concatenation(varying)})`;
  // Numbers of 64 bits come out of DuckDB as typed arrays and sort without a detour through text.
  const digests = `select (${row}) as said, (md5_number(${concatenation(origins)})) as origin from ${table}`;
  const words = ['said', 'origin'].flatMap((name) => [
    `(${name} >> 64)::ubigint as ${name}_high`,
    `(${name} & 18446744073709551615)::ubigint as ${name}_low`,
  ]);
  const result = await connection.stream(`select ${words.join(', ')} from (${digests}) order by all`);
  let read = 0;
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    read += chunk.rowCount;
    const [saidHigh, saidLow, originHigh, originLow] = [0, 1, 2, 3].map((index) => bytesOf(chunk!, index));
    content.update(saidHigh!).update(saidLow!);
    provenance.update(saidHigh!).update(saidLow!).update(originHigh!).update(originLow!);
  }
  // A stream that another query cuts off ends without an error.
  if (read !== count) throw new Error(`Hashed ${read} rows of ${table}, which has ${count}.`);
  return { content: content.digest('hex'), provenance: provenance.digest('hex') };
}

/** All cells of a row as one text, the same for no other row; put together at once, for texts between cost time. */
function concatenation(columns: readonly Column[]): string {
  return columns.length ? `concat(${columns.map(cell).join(', chr(31), ')})` : `''`;
}

function bytesOf(chunk: DuckDBDataChunk, column: number): Uint8Array {
  // The typed array behind a vector of 64-bit numbers; the driver's types keep it to themselves.
  const { items } = chunk.getColumnVector(column) as unknown as { items: BigUint64Array };
  return new Uint8Array(items.buffer, items.byteOffset, items.byteLength);
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
         then concat(${cellOf(`min(${quoted(name)})`, type)}) end as c${index}`,
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

/**
 * What `concat` makes a text of that stands for one value only: control characters that a text could hold are told apart
 * by its length. It leaves out NULLs, so that a NULL text is a colon alone.
 */
function cell({ name, type }: Column): string {
  return cellOf(quoted(name), type);
}

function cellOf(reference: string, type: string): string {
  if (type.startsWith('TIMESTAMP')) return `coalesce(epoch_us(${reference})::varchar, '~')`;
  if (type === 'VARCHAR' || type === 'JSON') return `length(${reference}::varchar), ':', ${reference}`;
  return `coalesce(${reference}::varchar, '~')`;
}

/** Columns the contract does not know travel with a row without being part of what it says. */
function isProvenance(name: string): boolean {
  return name === 'extra' || (PROVENANCE as readonly string[]).includes(name);
}
