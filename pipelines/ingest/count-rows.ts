import { contentHashSql, keyColumns } from '#engine/ledger/content-hash.ts';
import type { Table } from '#engine/contract/table.ts';
import { oneRow, rows, type Database, type DuckDBConnection } from '#engine/database.server.ts';
import { literal, quoted } from '#engine/sql-text.ts';
import type { SourceStore } from '#pipelines/store/read-store.ts';
import { KeyIndex, keyHashSql, streamHashes } from './key-index.ts';
import { pathList } from './sql.ts';

/** How the good rows of one file fared against the rest of the batch and all batches before it. */
export interface Fate {
  readonly duplicates: number;
  readonly conflicts: number;
}

/**
 * Tells duplicates and conflicts among a batch's rows of one table. Of the rows of one key, the one that posting will
 * keep is accepted, unless an earlier batch has the key already; equal content is a duplicate, other content a
 * conflict. Nothing is dropped here: posting settles the same again over all batches.
 *
 * Content is hashed only for keys that occur more than once. Those of earlier batches are found in their key indexes, so
 * that a small batch costs no reading of a large store; then only the batches that have them are read.
 *
 * @param fresh Parquet files of the new batch.
 * @param store the batches that count; the new one is not among them.
 * @returns per source file; files without duplicates or conflicts are missing.
 */
export async function countRepeated(
  database: Database,
  table: Table,
  fresh: readonly string[],
  store: SourceStore,
): Promise<Map<string, Fate>> {
  const { connection } = database;
  const keys = keyColumns(table).map(quoted);
  const keyHash = keyHashSql(table);
  await connection.run(`
    create or replace temp table repeated_keys as
    select ${keyHash} as key_hash from read_parquet(${pathList(fresh)}) group by key_hash having count(*) > 1`);
  const earlier = await findEarlier(database, table, fresh, store);
  // Ids of one time resemble each other: their range spares most of a large batch the reading.
  const id = keyColumns(table).findLast(
    (name) => table.columns[name]!.required && table.columns[name]!.type === 'text',
  );
  const within =
    id === undefined || earlier.length === 0 ? '' : await rangeSql(connection, id, fresh, keyHash);
  const candidates = (files: readonly string[], isFresh: boolean) => `
    select ${keys.join(', ')}, source_file, source_record, ${isFresh} as is_fresh,
      ${instantSql(table)} as learnt_at, ${contentHashSql(table)} as content
    from read_parquet(${pathList(files)}) where ${keyHash} in (select key_hash from repeated_keys) ${isFresh ? '' : within}`;
  const found = await rows<{ source_file: string; duplicates: bigint; conflicts: bigint }>(
    connection,
    `
    with candidates as (
      ${candidates(fresh, true)}
      ${earlier.length ? `union all ${candidates(earlier, false)}` : ''}
    ),
    ranked as (
      select *, row_number() over chosen as place, first_value(content) over chosen as kept,
        not bool_and(is_fresh) over (partition by ${keys.join(', ')}) as is_known,
        coalesce(bool_or(content = winner and not is_fresh) over (partition by ${keys.join(', ')}), false) as is_known_winner
      from (select *, first_value(content) over chosen as winner from candidates
        window chosen as (partition by ${keys.join(', ')} order by ${orderSql(table)}, is_fresh, source_file, source_record))
      window chosen as (partition by ${keys.join(', ')} order by ${orderSql(table)}, is_fresh, source_file, source_record)
    ),
    judged as (
      select source_file, source_record,
        case
          when place = 1 and not is_known then 'accepted'
          when content <> kept then 'conflict'
          when place = 1 and not is_known_winner then 'conflict'
          else 'duplicate'
        end as fate
      from ranked where is_fresh
    ),
    -- A mapping may make several rows of a record: it is accepted only if all of them are.
    records as (
      select source_file, source_record, bool_or(fate = 'conflict') as is_conflict, bool_or(fate = 'duplicate') as is_duplicate
      from judged group by source_file, source_record
    )
    select source_file, count(*) filter (is_duplicate and not is_conflict) as duplicates,
      count(*) filter (is_conflict) as conflicts
    from records group by source_file`,
  );
  await connection.run('drop table repeated_keys');
  return new Map(
    found.map((each) => [
      each.source_file,
      { duplicates: Number(each.duplicates), conflicts: Number(each.conflicts) },
    ]),
  );
}

/** Notes in `repeated_keys` what earlier batches have of the new batch's keys; gives the files that have any. */
async function findEarlier(
  database: Database,
  table: Table,
  fresh: readonly string[],
  store: SourceStore,
): Promise<string[]> {
  const { connection } = database;
  const batches = store.batches.filter((batch) => (batch.tables.get(table.name)?.rows ?? 0) > 0);
  if (batches.length === 0) return [];
  const found = new Set<string>();
  const indexes: { index: KeyIndex; files: readonly string[] }[] = [];
  const appender = await connection.createAppender('repeated_keys');
  try {
    for (const batch of batches)
      indexes.push({
        index: await KeyIndex.of(connection, store, batch, table),
        files: batch.tables.get(table.name)!.files,
      });
    const reader = await database.connect();
    const sql = `select distinct ${keyHashSql(table)} as key_hash from read_parquet(${pathList(fresh)}) order by key_hash`;
    for await (const hashes of streamHashes(reader, sql)) {
      for (const { index, files } of indexes) {
        for (const hash of index.find(hashes)) {
          appender.appendUBigInt(hash);
          appender.endRow();
          for (const file of files) found.add(file);
        }
      }
    }
    return [...found];
  } finally {
    appender.closeSync();
    for (const { index } of indexes) index.close();
  }
}

async function rangeSql(
  connection: DuckDBConnection,
  id: string,
  fresh: readonly string[],
  keyHash: string,
): Promise<string> {
  const { least, most } = await oneRow<{ least: string | null; most: string | null }>(
    connection,
    `select min(${quoted(id)}) as least, max(${quoted(id)}) as most from read_parquet(${pathList(fresh)})
     where ${keyHash} in (select key_hash from repeated_keys)`,
  );
  return least === null || most === null
    ? ''
    : `and ${quoted(id)} between ${literal(least)} and ${literal(most)}`;
}

/** Of events, the one learnt of first counts; of other rows, the latest. */
function instantSql(table: Table): string {
  return table.name === 'point_events' ? 'coalesce(recorded_at, occurred_at)' : 'recorded_at';
}

function orderSql(table: Table): string {
  return table.name === 'point_events' ? 'learnt_at, content' : 'learnt_at desc nulls last, content';
}
