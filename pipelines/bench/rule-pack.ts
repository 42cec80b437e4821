import { join } from 'node:path';
import { generateSample } from '#pipelines/sample/generate.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { alone, type BenchOptions, type Measured } from './measured.ts';
import { measureBook, type Computed } from './recomputation.ts';
import { measureServing } from './serving.ts';

/** Members of the sample programme per event. */
const MEMBERS_PER_EVENT = 3 / 40;

/**
 * Times the pack of rules against entries, lots and uses of the same book. The benchmark's own events have few of the
 * tables that rules read, so nearly all would be not evaluable; the sample programme has them all, at any size.
 */
export async function rulePack(options: BenchOptions): Promise<Measured[]> {
  const computed = await sampleBook(options, join(options.folder, 'judged'));
  const slowest = Object.entries(computed.within)
    .filter(([step]) => /^rule /.test(step))
    .sort((left, right) => right[1] - left[1])
    .slice(0, 5);
  return [
    {
      ...alone('rules, all tables present', computed.rules, options.events),
      peak_memory_bytes: computed.peakMemoryBytes,
      baseline: 'entries, lots and uses of the sample programme',
      baseline_seconds: computed.ledger,
      ratio: computed.rules / computed.ledger,
    },
    ...slowest.map(([step, seconds]) => alone(`slowest: ${step}`, seconds, options.events)),
  ];
}

/**
 * Serves the book of the sample programme at that size and asks what the marketing pages ask: it has all they show, which
 * the benchmark's own events have not. Needs the built web.
 */
export async function servedMarketing(options: BenchOptions): Promise<Measured[]> {
  const workspace = join(options.folder, 'marketed');
  const { summary } = await sampleBook(options, workspace);
  return measureServing(options, join(workspace, 'books'), summary.book_id, 'marketing');
}

/** Makes the sample programme at the benchmark's size in a workspace, and computes its book. */
async function sampleBook(options: BenchOptions, workspace: string): Promise<Computed> {
  const sample = join(options.folder, 'sample');
  options.progress(`make the sample programme of ${options.events} events`);
  await generateSample(
    {
      events: options.events,
      members: Math.max(1, Math.round(options.events * MEMBERS_PER_EVENT)),
      seed: 20260630,
      directory: sample,
    },
    () => options.signal.throwIfAborted(),
  );
  await initWorkspace(workspace);
  options.progress('ingest it');
  await ingest(workspace, [sample], { memoryLimit: options.memoryLimit, signal: options.signal });
  const { memoryLimit } = options;
  return measureBook(options, await bookRequest(workspace, { memoryLimit }));
}
