import { rm } from 'node:fs/promises';
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
 * Makes the sample programme at the benchmark's size, times its pack of rules against entries, lots and uses of the same
 * book, and what its marketing pages ask of a server (needs the built web). The benchmark's own events have few of the
 * tables that rules and marketing read; the sample programme has them all, at any size.
 */
export async function sampleProgramme(
  options: BenchOptions,
  wants: (part: 'rules' | 'marketing') => boolean,
): Promise<void> {
  const workspace = join(options.folder, 'sampled');
  const computed = await sampleBook(options, workspace);
  if (wants('rules')) rulePack(options, computed).forEach(options.found);
  if (wants('marketing'))
    await measureServing(options, join(workspace, 'books'), computed.summary.book_id, 'marketing');
}

function rulePack(options: BenchOptions, computed: Computed): Measured[] {
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
  await rm(sample, { recursive: true });
  const { memoryLimit } = options;
  return measureBook(options, await bookRequest(workspace, { memoryLimit }));
}
