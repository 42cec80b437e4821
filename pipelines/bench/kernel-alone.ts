import { join } from 'node:path';
import { openScratch } from '#engine/build/scratch.ts';
import { loadEvents, loadTables } from '#engine/data/load.ts';
import { post } from '#engine/ledger/post.ts';
import { defineEventCodes } from '#engine/lots/event-codes.ts';
import { buildKernelInput } from '#engine/lots/kernel-input.ts';
import { replayInto } from '#engine/lots/runner.ts';
import type { KernelSink } from '#engine/lots/sink.ts';
import { resolveCut, writeProgrammes } from '#engine/time/cut.ts';
import { timed, type BenchOptions } from './measured.ts';
import { requestOf, type Given } from './recomputation.ts';

/** Takes what the kernel finds out and keeps none of it. */
const NOWHERE: KernelSink = { lots() {}, uses() {}, shortfalls() {}, postings() {}, accounts() {} };

/** Seconds that the kernel and the stream that feeds it take by themselves: nothing is written, nothing runs beside. */
export async function kernelAlone(options: BenchOptions, given: Given): Promise<number> {
  const request = requestOf(options, given);
  const cut = await resolveCut(request);
  const scratch = await openScratch(join(options.folder, 'kernel'), request, options);
  const { build } = scratch;
  try {
    await writeProgrammes(build, request.configuration, cut);
    await loadEvents(build, request.batches, cut.knownAt);
    await loadTables(build, request.batches, cut.knownAt);
    await post(build, request.configuration);
    await defineEventCodes(build.connection);
    await buildKernelInput(build, { first: 0, last: given.events });
    options.progress('kernel and stream alone');
    const offsets = { firstEntry: 1, firstLot: 1, firstUse: 1 };
    return await timed(() => replayInto(build, NOWHERE, offsets, Math.max(...cut.endsAt) * 1000));
  } finally {
    scratch.close();
  }
}
