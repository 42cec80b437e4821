import { together, type Build } from '../build/build.ts';
import { rows, type Database, type DuckDBConnection } from '../database.server.ts';
import { literal } from '../sql-text.ts';

/**
 * How many rules judge at once. DuckDB spreads one large query over all cores, but the many small ones of the pack leave most
 * of them idle; and each query at work holds its own hash tables within the one limit of memory, so there are few.
 * Measured on 300,000 events (`bench --parts rules`, two busy cores): two at once take 0.79 of the time of entries, lots and
 * uses, one at a time 1.25; the peak of memory rises by six per cent.
 */
const JUDGES = 2;

/** Opens the connections on which rules will judge; they are closed with the database. */
export function openJudges(database: Database): Promise<DuckDBConnection[]> {
  return Promise.all(Array.from({ length: JUDGES }, () => database.connect()));
}

/**
 * Does some work for each of many, on as many connections as there are judges, each taking the next one when it is free. In
 * which order matches arrive says nothing: findings are grouped and numbered by their keys.
 *
 * A judge names things as the build's own connection does: the same time zone, catalogue and macros of local time.
 *
 * @throws what the first one that failed threw, once all that had begun have ended.
 */
export async function atOnce<Each>(
  build: Build,
  all: readonly Each[],
  work: (build: Build, each: Each) => Promise<void>,
): Promise<void> {
  if (all.length === 0) return;
  const queue = all.values();
  const judges = build.judges.slice(0, all.length);
  const standing = await standingOf(build.connection);
  for (const judge of judges) for (const statement of standing) await judge.run(statement);
  try {
    await together(
      ...judges.map((connection) => async () => {
        for (const each of queue) await work({ ...build, connection }, each);
      }),
    );
  } finally {
    // A shard's file cannot be dropped while somebody stands in it.
    for (const judge of judges) await judge.run('use book');
  }
}

/** Statements that let a connection name things as this one does. */
async function standingOf(connection: DuckDBConnection): Promise<string[]> {
  const [standing] = await rows<{ zone: string; catalog: string }>(
    connection,
    `select current_setting('TimeZone') as zone, current_database() as catalog`,
  );
  const macros = await rows<{ name: string; takes: string; body: string }>(
    connection,
    `select function_name as name, array_to_string(parameters, ', ') as takes, macro_definition as body
     from duckdb_functions()
     where database_name = 'temp' and function_type = 'macro' and function_name in ('local_day', 'local_midnight')`,
  );
  return [
    `set TimeZone = ${literal(standing!.zone)}`,
    `use ${standing!.catalog}`,
    ...macros.map(({ name, takes, body }) => `create or replace temp macro ${name}(${takes}) as ${body}`),
  ];
}
