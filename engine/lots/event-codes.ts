import type { DuckDBConnection } from '../database.server.ts';
import { EVENT } from './codes.ts';

/** Defines the macro `event_type_code(event_type)`, which gives the kernel's code of a type of event. */
export async function defineEventCodes(connection: DuckDBConnection): Promise<void> {
  const branches = Object.entries(EVENT).map(([word, code]) => `when '${word}' then ${code}`);
  await connection.run(
    `create or replace temp macro event_type_code(event_type) as case event_type ${branches.join(' ')} end`,
  );
}
