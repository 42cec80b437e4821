import type { DuckDBConnection, Parameters } from '../database.server.ts';
import { modelSql, type Model } from '../models/model.ts';

/** A book in the making: one writer, a scratch catalogue `posting` beside the book's own. */
export interface Build {
  readonly connection: DuckDBConnection;
  /**
   * A second connection, for results that are read while the first writes: anything else that a connection does, even
   * an appender that flushes by itself, ends a stream of its own without an error.
   */
  readonly reader: DuckDBConnection;
  readonly signal: AbortSignal;
  /** Told before each step, with how much of the whole lies behind it (0 to 1). */
  progress(step: string, fraction?: number): void;
  /** Seconds each step took; kept outside the book. */
  readonly durations: Record<string, number>;
}

/** Runs one step: names it to whoever watches, takes its time, stops where the user cancelled. */
export async function step<Result>(build: Build, name: string, work: () => Promise<Result>): Promise<Result> {
  build.signal.throwIfAborted();
  build.progress(name);
  const interrupt = () => build.connection.interrupt();
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

/** Builds the table or view of a model, replacing an earlier one (scratch tables are made anew for each shard). */
export async function buildModel(build: Build, model: Model, parameters?: Parameters): Promise<void> {
  const sql = modelSql(model.name);
  const head = model.takes
    ? `macro ${model.name}(${model.takes.join(', ')}) as table`
    : `${model.isView ? 'view' : 'table'} ${model.name} as`;
  await step(build, model.name, async () => {
    try {
      await build.connection.run(`create or replace ${head}\n${sql}`, usedIn(sql, parameters));
    } catch (cause) {
      throw new Error(`Model ${model.name} failed: ${(cause as Error).message}`, { cause });
    }
  });
}

/** DuckDB refuses a parameter that the statement does not mention. */
function usedIn(sql: string, parameters: Parameters = {}): Parameters | undefined {
  const used = Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
  return used.length ? Object.fromEntries(used) : undefined;
}
