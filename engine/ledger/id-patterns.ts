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
  await connection.run('create or replace table posting.id_patterns (programme_id varchar, source varchar)');
  const branches: string[] = [];
  for (const programme of configuration.programmes) {
    for (const [source, pattern] of Object.entries(programme.id_patterns ?? {})) {
      const [id, name] = [literal(programme.id), literal(source)];
      await connection.run(`insert into posting.id_patterns values (${id}, ${name})`);
      branches.push(
        `when programme_id = ${id} and source = ${name} then regexp_extract(event_id, ${literal(pattern)}, 1)`,
      );
    }
  }
  const digits = branches.length ? `case ${branches.join(' ')} end` : 'null';
  await connection.run(
    `create or replace temp macro id_number(programme_id, source, event_id) as
     try_cast(nullif(${digits}, '') as bigint)`,
  );
}
