/** One measured step; `ratio` is its time over the baseline's, or what the step's name says. */
export interface Measured {
  readonly step: string;
  readonly seconds: number;
  readonly rows: number;
  readonly peak_memory_bytes: number | null;
  readonly baseline: string | null;
  readonly baseline_seconds: number | null;
  readonly ratio: number | null;
}

/** What a run of the benchmark is about. */
export interface BenchOptions {
  readonly events: number;
  readonly members: number;
  /** Folder for everything the benchmark writes; empty at first. */
  readonly folder: string;
  readonly memoryLimit: string;
  readonly signal: AbortSignal;
  progress(step: string): void;
  /** Told of each figure as soon as it is known: a long run that is cut short has still said something. */
  found(figure: Measured): void;
}

/** A step that has nothing to be compared with. */
export function alone(step: string, seconds: number, rows: number): Measured {
  return {
    step,
    seconds,
    rows,
    peak_memory_bytes: null,
    baseline: null,
    baseline_seconds: null,
    ratio: null,
  };
}

/** Seconds that work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
