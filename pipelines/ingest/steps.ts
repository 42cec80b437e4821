import type { DuckDBConnection } from '#engine/database.server.ts';

/**
 * Told what is being done: `fraction` of the whole between 0 and 1 where it is known, `rows` read or typed so far, and
 * `bytes` of the file at hand.
 */
export type OnStep = (step: string, fraction?: number, rows?: number, bytes?: number) => void;

/** Tells of a part of the work as the whole knows it: from `from` on, `share` of all. */
export function within(onStep: OnStep, from: number, share: number): OnStep {
  return (step, fraction, rows, bytes) =>
    onStep(step, fraction === undefined ? undefined : from + share * Math.min(1, fraction), rows, bytes);
}

/** DuckDB is asked this often how far it is. */
const POLL_MS = 400;

/** Lets the statements of a connection say how far they are; none of it is printed. */
export async function tellProgress(connection: DuckDBConnection): Promise<void> {
  await connection.run('set enable_progress_bar = true');
  await connection.run('set enable_progress_bar_print = false');
  await connection.run('set progress_bar_time = 0');
}

/**
 * Runs one long statement, telling how much of it is done. A signal that is aborted interrupts it, also where the abort
 * came before it had begun.
 *
 * @param connection has been through {@link tellProgress}
 */
export async function watched<Result>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
  run: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  let most = 0;
  const timer = setInterval(() => {
    if (signal.aborted) return connection.interrupt();
    const fraction = Math.min(1, connection.progress.percentage / 100);
    // -1 where DuckDB does not know; with several scans it may fall back.
    if (fraction <= most) return;
    most = fraction;
    onFraction(fraction);
  }, POLL_MS);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}
