import { rows, type DuckDBConnection, type Parameters } from '../database.server.ts';
import { modelSql, type Model } from '../models/model.ts';
import { mentionedIn } from '../sql-text.ts';

/** A book in the making: one writer, a scratch catalogue `posting` beside the book's own. */
export interface Build {
  readonly connection: DuckDBConnection;
  /**
   * A second connection, for results that are read while the first writes: anything else that a connection does, even
   * an appender that flushes by itself, ends a stream of its own without an error.
   */
  readonly reader: DuckDBConnection;
  /** A third connection, for a model that is built while the kernel works. */
  readonly beside: DuckDBConnection;
  /** Further connections, on which rules judge at the same time. */
  readonly judges: readonly DuckDBConnection[];
  readonly signal: AbortSignal;
  /** Told before each step, with how much of the whole lies behind it (0 to 1). */
  progress(step: string, fraction?: number): void;
  /** Seconds each step took; kept outside the book. */
  readonly durations: Record<string, number>;
  /** Seconds of works that ran at the same time as others within a step, whose own seconds have them. */
  readonly within: Record<string, number>;
}

/** Runs one step: names it to whoever watches, takes its time, stops where the user cancelled. */
export async function step<Result>(build: Build, name: string, work: () => Promise<Result>): Promise<Result> {
  build.signal.throwIfAborted();
  build.progress(name);
  const interrupt = () => {
    for (const each of [build.connection, build.reader, build.beside, ...build.judges]) each.interrupt();
  };
  build.signal.addEventListener('abort', interrupt, { once: true });
  const started = performance.now();
  try {
    return await work();
  } catch (error) {
    // DuckDB reports an interrupt as its own error; what the user wants to read is that it was cancelled.
    build.signal.throwIfAborted();
    throw error;
  } finally {
    build.signal.removeEventListener('abort', interrupt);
    build.durations[name] = (build.durations[name] ?? 0) + (performance.now() - started) / 1000;
  }
}

/** Takes the time of a work that runs beside another within a step. */
export async function timedWithin<Result>(
  build: Build,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    build.within[name] = (build.within[name] ?? 0) + (performance.now() - started) / 1000;
  }
}

/**
 * Runs works of one step at the same time and waits for all of them, also where one fails: what is still at it would
 * otherwise write into what is being cleared away. The first failure, in the order given, is thrown.
 */
export async function together<Results extends unknown[]>(
  ...works: { [Index in keyof Results]: () => Promise<Results[Index]> }
): Promise<Results> {
  const ended = await Promise.allSettled(works.map((work) => work()));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return ended.map((each) => (each as PromiseFulfilledResult<unknown>).value) as Results;
}

/** Builds the table or view of a model, replacing an earlier one (scratch tables are made anew for each shard). */
export async function buildModel(build: Build, model: Model, parameters?: Parameters): Promise<void> {
  await step(build, model.name, () => createModel(build.connection, model, parameters));
}

/** How many accounts a model {@link Model.byAccounts} takes at a time. */
const ACCOUNTS = 200_000;

/** The same on a connection of choice, as a part of somebody's step; only tests need another number of accounts. */
export async function createModel(
  connection: DuckDBConnection,
  model: Model,
  parameters?: Parameters,
  accounts = ACCOUNTS,
): Promise<void> {
  const sql = modelSql(model.name);
  const head = model.takes
    ? `macro ${model.name}(${model.takes.join(', ')}) as table`
    : `${model.isView ? 'view' : 'table'} ${model.name} as`;
  const pieces = model.byAccounts ? await accountSpans(connection, accounts) : [{}];
  try {
    for (const [index, piece] of pieces.entries()) {
      const start = index === 0 ? `create or replace ${head}` : `insert into ${model.name}`;
      await connection.run(`${start}\n${sql}`, mentionedIn(sql, { ...parameters, ...piece }));
    }
  } catch (cause) {
    throw new Error(`Model ${model.name} failed: ${(cause as Error).message}`, { cause });
  }
}

/**
 * The accounts of the book or shard in spans of about so many, none of which ends amid a component, so that all accounts of
 * a member are in one; an empty span where there are none.
 */
async function accountSpans(connection: DuckDBConnection, length: number): Promise<Parameters[]> {
  const starts = await rows<{ first: number; last: number }>(
    connection,
    `with ends as (select min(account_no) as first, max(account_no) as last from ledger.accounts),
       marks as (select distinct component_no from ledger.accounts, ends where (account_no - first) % ${length} = 0)
     select min(account_no) as first, any_value(ends.last) as last
     from ledger.accounts semi join marks using (component_no), ends group by component_no order by first`,
  );
  if (starts.length === 0) return [{ first_account: 0, last_account: -1 }];
  return starts.map(({ first, last }, index) => ({
    first_account: first,
    last_account: index + 1 < starts.length ? starts[index + 1]!.first - 1 : last,
  }));
}
