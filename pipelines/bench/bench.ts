import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { readBaseline, sortBaseline } from './baselines.ts';
import { kernelAlone } from './kernel-alone.ts';
import { alone, timed, type BenchOptions, type Measured } from './measured.ts';
import { computeBook, type Computed, type Given } from './recomputation.ts';
import { measureReports } from './report-making.ts';
import { rowLoopSpeed, type RowLoop } from './row-loop.ts';
import { sampleProgramme } from './sample-programme.ts';
import { measureServing } from './serving.ts';

/** What can be measured; each part makes what it needs. */
export const PARTS = [
  'ingest',
  'recompute',
  'rowloop',
  'serve',
  'scaling',
  'shards',
  'rules',
  'marketing',
  'report',
] as const;
export type Part = (typeof PARTS)[number];

/**
 * Times the engine against others doing the least that would be needed, in one run on one machine: absolute times of a
 * noisy machine say little, their ratio says a lot. Figures go to `options.found` one by one.
 */
export async function bench(options: BenchOptions, parts: readonly Part[]): Promise<void> {
  await mkdir(join(options.folder, 'in'), { recursive: true });
  const csv = join(options.folder, 'in', 'point_events.csv');
  const wants = (...any: Part[]) => any.some((part) => parts.includes(part));
  let speed: RowLoop | undefined;
  if (wants('ingest', 'rowloop')) {
    const read = await readBaseline(options, csv);
    if (wants('rowloop')) speed = await rowLoopSpeed(options, csv);
    if (wants('ingest')) options.found(await ingestion(options, csv, read));
    await rm(csv);
  }
  if (wants('recompute', 'rowloop', 'serve', 'scaling', 'shards')) await recomputation(options, wants, speed);
  if (wants('rules', 'marketing')) await sampleProgramme(options, wants);
  if (wants('report')) await measureReports(options);
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
    ...alone('CSV ingest', seconds, options.events),
    baseline: 'read_csv into a table',
    baseline_seconds: read,
    ratio: seconds / read,
  };
}

async function recomputation(
  options: BenchOptions,
  wants: (...any: Part[]) => boolean,
  rowLoop: RowLoop | undefined,
): Promise<void> {
  const parquet = join(options.folder, 'events.parquet');
  const books = join(options.folder, 'books');
  const small = wants('scaling') ? await tenth(options) : undefined;
  const sorted = await sortBaseline(options, parquet);
  const computed = await computeBook(options, { parquet, events: options.events, books });
  figures(options, computed, sorted).forEach(options.found);
  if (rowLoop) await againstRowLoop(options, { parquet, events: options.events, books }, rowLoop);
  if (small) {
    options.found({
      ...alone('ten times the events', computed.whole, options.events),
      baseline: 'whole book of a tenth',
      baseline_seconds: small.whole,
      ratio: computed.whole / small.whole,
    });
  }
  if (wants('serve')) await measureServing(options, books, computed.summary.book_id);
  if (wants('shards')) await inShards(options, parquet, computed);
  await rm(parquet);
}

/** Kernel and stream by themselves against loops in pandas, whose time for as many rows follows from their speed. */
async function againstRowLoop(options: BenchOptions, given: Given, rowLoop: RowLoop): Promise<void> {
  const seconds = await kernelAlone(options, given);
  for (const [way, speed] of Object.entries(rowLoop)) {
    const loop = options.events / speed;
    options.found({
      ...alone(`row loop in pandas by ${way}`, loop, options.events),
      baseline: 'kernel and stream alone',
      baseline_seconds: seconds,
      ratio: loop / seconds,
    });
  }
}

/** The same book in more shards, which must say the same. */
async function inShards(options: BenchOptions, parquet: string, whole: Computed): Promise<void> {
  for (const shards of [4, 13]) {
    const apart = join(options.folder, `books-${shards}`);
    const again = await computeBook(options, { parquet, events: options.events, shards, books: apart });
    await rm(apart, { recursive: true, force: true });
    if (again.summary.content_fingerprint !== whole.summary.content_fingerprint)
      throw new Error(`${shards} shards gave another content than one.`);
    options.found({
      ...alone(`whole book in ${shards} shards, same content`, again.whole, options.events),
      peak_memory_bytes: again.peakMemoryBytes,
      baseline: 'whole book in one shard',
      baseline_seconds: whole.whole,
      ratio: again.whole / whole.whole,
    });
  }
}

/** The same of a tenth of the events and members. */
async function tenth(options: BenchOptions): Promise<Computed> {
  const events = Math.round(options.events / 10);
  const parquet = join(options.folder, 'tenth.parquet');
  const books = join(options.folder, 'tenth');
  const fewer = { ...options, events, members: Math.max(1, Math.round(options.members / 10)) };
  await sortBaseline(fewer, parquet);
  const computed = await computeBook(fewer, { parquet, events, books });
  await Promise.all([rm(parquet), rm(books, { recursive: true })]);
  return computed;
}

function figures(options: BenchOptions, computed: Computed, sorted: number): Measured[] {
  const against = (step: string, seconds: number, baseline: string, base: number): Measured => ({
    ...alone(step, seconds, options.events),
    baseline,
    baseline_seconds: base,
    ratio: seconds / base,
  });
  const sort = 'CREATE TABLE … ORDER BY member, time';
  const peak = { peak_memory_bytes: computed.peakMemoryBytes };
  return [
    { ...against('entries, lots and uses', computed.ledger, sort, sorted), ...peak },
    against('kernel and stream', computed.kernel, sort, sorted),
    { ...against('whole book', computed.whole, sort, sorted), ...peak },
    against('liability', computed.liability, 'entries, lots and uses', computed.ledger),
    ...Object.entries({ ...computed.steps, ...computed.within }).map(([step, seconds]) =>
      alone(`step ${step}`, seconds, options.events),
    ),
  ];
}
