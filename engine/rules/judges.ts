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
  for (const judge of judges) await equip(build.connection, judge);
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

async function equip(from: DuckDBConnection, to: DuckDBConnection): Promise<void> {
  const [standing] = await rows<{ zone: string; catalog: string }>(
    from,
    `select current_setting('TimeZone') as zone, current_database() as catalog`,
  );
  await to.run(`set TimeZone = ${literal(standing!.zone)}`);
  await to.run(`use ${standing!.catalog}`);
  const macros = await rows<{ name: string; takes: string; body: string }>(
    from,
    `select function_name as name, array_to_string(parameters, ', ') as takes, macro_definition as body
     from duckdb_functions()
     where database_name = 'temp' and function_type = 'macro' and function_name in ('local_day', 'local_midnight')`,
  );
  for (const { name, takes, body } of macros)
    await to.run(`create or replace temp macro ${name}(${takes}) as ${body}`);
}
