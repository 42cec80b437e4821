import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Configuration } from '#engine/contract/programme.ts';
import { runPath } from '#engine/books/shelf.ts';
import { literal } from '#engine/sql-text.ts';
import { openDatabase } from '#engine/database.server.ts';
import { recompute } from '#engine/recompute.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { makeEvents } from './made-events.ts';

/** One measured step; `ratio` is its time over the baseline's. */
export interface Measured {
  readonly step: string;
  readonly seconds: number;
  readonly rows: number;
  readonly peak_memory_bytes: number | null;
  readonly baseline: string | null;
  readonly baseline_seconds: number | null;
  readonly ratio: number | null;
}

export interface BenchOptions {
  readonly events: number;
  readonly members: number;
  /** Folder for everything the benchmark writes; removed at the end. */
  readonly folder: string;
  readonly memoryLimit: string;
  readonly signal: AbortSignal;
  progress(step: string): void;
}

/** What belongs to the recomputation of entries, lots and uses from a table already loaded. */
const LEDGER_STEPS =
  /^posting\.(repeated_events|set_aside|legs|transfer_pairs|pair_legs|relations|member_\w+|wallet_policies|accounts|kernel_input)$|^ledger\.(accounts|conflicts|entries|unposted)$|^lots(\.origin_facts)?$/;

const CONFIGURATION = Configuration.parse({
  programmes: [{ id: 'bench', wallets: { base: { validity: [{ from: '2020-01-01', months: 24 }] } } }],
});

/**
 * Times the engine against DuckDB doing the least that would be needed, in one run on one machine: absolute times of a
 * noisy machine say little, their ratio says a lot.
 */
export async function bench(options: BenchOptions): Promise<Measured[]> {
  await rm(options.folder, { recursive: true, force: true });
  await mkdir(options.folder, { recursive: true });
  try {
    const files = {
      parquet: join(options.folder, 'events.parquet'),
      csv: join(options.folder, 'in', 'point_events.csv'),
    };
    await mkdir(join(options.folder, 'in'));
    const baselines = await measureBaselines(options, files);
    return [
      await ingestion(options, files.csv, baselines.read),
      ...(await recomputation(options, files.parquet, baselines.sorted)),
    ];
  } finally {
    await rm(options.folder, { recursive: true, force: true });
  }
}

interface Baselines {
  /** Seconds of `CREATE TABLE … ORDER BY member, time` of the same rows, from a table already loaded. */
  readonly sorted: number;
  /** Seconds of DuckDB's own `read_csv` of the same file into a table. */
  readonly read: number;
}

/** Makes the events, times what DuckDB alone needs for them, and leaves them as Parquet and CSV. */
async function measureBaselines(
  options: BenchOptions,
  files: { parquet: string; csv: string },
): Promise<Baselines> {
  const database = await openDatabase(join(options.folder, 'baseline.duckdb'), {
    memoryLimit: options.memoryLimit,
    temporaryDirectory: join(options.folder, 'spill'),
  });
  const { connection } = database;
  try {
    options.progress(`make ${options.events} events`);
    await makeEvents(connection, options.events, options.members);
    await connection.run('checkpoint');
    options.progress('baseline: sort by member and time');
    const sorted = await timed(() =>
      connection.run('create table sorted as select * from made order by member_id, occurred_at'),
    );
    await connection.run('drop table sorted');
    options.progress('write Parquet and CSV');
    await connection.run(`copy made to ${literal(files.parquet)} (format parquet)`);
    const columns = 'select * exclude (extra, source_file, source_record) from made';
    await connection.run(`copy (${columns}) to ${literal(files.csv)} (format csv, header)`);
    options.progress('baseline: read_csv');
    const read = await timed(() =>
      connection.run(`create table loaded as select * from read_csv(${literal(files.csv)})`),
    );
    return { sorted, read };
  } finally {
    database.close();
    await rm(join(options.folder, 'baseline.duckdb'), { force: true });
  }
}

async function ingestion(options: BenchOptions, csv: string, read: number): Promise<Measured> {
  const workspace = join(options.folder, 'workspace');
  await initWorkspace(workspace);
  options.progress('ingest the CSV');
  const seconds = await timed(() =>
    ingest(workspace, [csv], { memoryLimit: options.memoryLimit, signal: options.signal }),
  );
  await rm(workspace, { recursive: true, force: true });
  return {
    step: 'CSV ingest',
    seconds,
    rows: options.events,
    peak_memory_bytes: null,
    baseline: 'read_csv into a table',
    baseline_seconds: read,
    ratio: seconds / read,
  };
}

async function recomputation(options: BenchOptions, parquet: string, sorted: number): Promise<Measured[]> {
  const books = join(options.folder, 'books');
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 200);
  const summary = await recompute(
    {
      batches: [
        {
          batchId: 'bench',
          contentHash: `bench-${options.events}`,
          rowsRead: options.events,
          rowsRejected: 0,
          rowsSkipped: 0,
          tables: [{ table: 'point_events', files: [parquet], rows: options.events, columnsPresent: [] }],
        },
      ],
      configuration: CONFIGURATION,
      books,
      temporary: join(options.folder, 'tmp'),
      memoryLimit: options.memoryLimit,
    },
    { signal: options.signal, progress: (step) => options.progress(step) },
  ).finally(() => clearInterval(watch));
  const { seconds } = JSON.parse(await readFile(runPath(books, summary.book_id), 'utf8')) as {
    seconds: Record<string, number>;
  };
  const ledger = Object.entries(seconds).filter(([step]) => LEDGER_STEPS.test(step));
  const total = ledger.reduce((sum, [, time]) => sum + time, 0);
  const all = Object.values(seconds).reduce((sum, time) => sum + time, 0);
  const against = (step: string, time: number): Measured => ({
    step,
    seconds: time,
    rows: options.events,
    peak_memory_bytes: null,
    baseline: 'CREATE TABLE … ORDER BY member, time',
    baseline_seconds: sorted,
    ratio: time / sorted,
  });
  return [
    { ...against('entries, lots and uses', total), peak_memory_bytes: peak },
    against('kernel and stream', seconds.lots ?? 0),
    { ...against('whole book', all), peak_memory_bytes: peak },
    ...Object.entries(seconds).map(([step, time]) => ({
      ...against(`step ${step}`, time),
      baseline: null,
      baseline_seconds: null,
      ratio: null,
    })),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
