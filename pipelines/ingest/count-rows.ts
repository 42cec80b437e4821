import { contentHashSql, keyColumns } from '#engine/ledger/content-hash.ts';
import type { Table } from '#engine/contract/table.ts';
import { rows, type DuckDBConnection } from '#engine/database.server.ts';
import { quoted } from '#engine/sql-text.ts';
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
 * Content is hashed only for keys that occur more than once; those are found by 64-bit hashes, whose rare collisions
 * cost time, not truth.
 *
 * @param fresh Parquet files of the new batch.
 * @param earlier Parquet files of the table in all batches that count.
 * @returns per source file; files without duplicates or conflicts are missing.
 */
export async function countRepeated(
  connection: DuckDBConnection,
  table: Table,
  fresh: readonly string[],
  earlier: readonly string[],
): Promise<Map<string, Fate>> {
  const keys = keyColumns(table).map(quoted);
  const keyHash = `hash(${keys.join(', ')})`;
  const known = earlier.length
    ? `union select distinct key_hash from fresh_keys where key_hash in (select ${keyHash} from read_parquet(${pathList(earlier)}))`
    : '';
  await connection.run(`
    create or replace temp table repeated_keys as
    with fresh_keys as (select ${keyHash} as key_hash from read_parquet(${pathList(fresh)}))
    select key_hash from fresh_keys group by key_hash having count(*) > 1 ${known}`);
  const candidates = (files: readonly string[], isFresh: boolean) => `
    select ${keys.join(', ')}, source_file, source_record, ${isFresh} as is_fresh,
      ${instantSql(table)} as learnt_at, ${contentHashSql(table)} as content
    from read_parquet(${pathList(files)}) where ${keyHash} in (select key_hash from repeated_keys)`;
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

/** Of events, the one learnt of first counts; of other rows, the latest. */
function instantSql(table: Table): string {
  return table.name === 'point_events' ? 'coalesce(recorded_at, occurred_at)' : 'recorded_at';
}

function orderSql(table: Table): string {
  return table.name === 'point_events' ? 'learnt_at, content' : 'learnt_at desc nulls last, content';
}
