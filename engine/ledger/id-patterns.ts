import { writeRows } from '../build/write-rows.ts';
import type { Configuration } from '../contract/programme.ts';
import { literal } from '../sql-text.ts';
import type { DuckDBConnection } from '../database.server.ts';

/**
 * Writes `posting.id_patterns`, the sources whose ids are declared dense, and defines the macro
 * `id_number(programme_id, source, event_id)`: the number in such an id, NULL where the id has none.
 */
export async function writeIdPatterns(
  connection: DuckDBConnection,
  configuration: Configuration,
): Promise<void> {
  const declared = configuration.programmes.flatMap((programme) =>
    Object.entries(programme.id_patterns ?? {}).map(([source, pattern]) => ({
      programme_id: programme.id,
      source,
      pattern,
    })),
  );
  await writeRows(connection, 'posting.id_patterns', { programme_id: 'text', source: 'text' }, declared);
  const branches = declared.map(
    ({ programme_id: id, source, pattern }) =>
      `when programme_id = ${literal(id)} and source = ${literal(source)}
         then regexp_extract(event_id, ${literal(pattern)}, 1)`,
  );
  const digits = branches.length ? `case ${branches.join(' ')} end` : 'null';
  await connection.run(
    `create or replace temp macro id_number(programme_id, source, event_id) as
     try_cast(nullif(${digits}, '') as bigint)`,
  );
}
