/**
 * Admits a fixed number of pieces of work at a time; the others wait in order of arrival. DuckDB's calls block one of
 * libuv's threads each: were all of them taken, the server could not even read a file.
 */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = Math.max(1, places);
  }

  /** Runs `work` when a place is free and gives the place back however it ends. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((admit) => this.#waiting.push(admit));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/** Queries admitted at a time: two fewer than libuv's threads, which files and DNS need too. */
export function admittedQueries(environment: NodeJS.ProcessEnv = process.env): number {
  return Math.max(1, Number(environment.UV_THREADPOOL_SIZE ?? 4) - 2);
}
