import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildModel, step } from './build/build.ts';
import { writeLiabilityPolicies } from './build/liability-policies.ts';
import { writeGreenReferences } from './build/green-references.ts';
import { measureLiability } from './build/measure-liability.ts';
import { measurePromotions } from './build/measure-promotions.ts';
import { measureRedemption } from './build/measure-redemption.ts';
import { measureMembers, writeMemberPolicies } from './build/measure-members.ts';
import type { BookRequest } from './build/request.ts';
import { openScratch, type Watcher } from './build/scratch.ts';
import { bookId } from './books/book-id.ts';
import { checkBook } from './books/check.ts';
import { bookPath, makeCurrent, publishBook, runPath } from './books/shelf.ts';
import { controlTotals, readSummary, seal, type BookSummary } from './books/summary.ts';
import { loadEvents, loadTables } from './data/load.ts';
import { post } from './ledger/post.ts';
import { PROGRAMME_MODELS, VIEWS } from './models/catalogue.ts';
import { choosePack, judgeProgrammes, openJudging } from './rules/judge.ts';
import { replayShards } from './shards/replay-shards.ts';
import { resolveCut, writeProgrammes } from './time/cut.ts';

/**
 * Builds and publishes the book that a request asks for; one that exists is made current again and nothing is computed.
 *
 * The whole story, top to bottom: load, post, replay, measure, judge, check, seal, publish.
 *
 * @throws UserError where there is nothing to compute or the as-of date lies before all events.
 */
export async function recompute(request: BookRequest, watcher: Watcher): Promise<BookSummary> {
  await mkdir(request.books, { recursive: true });
  const pack = choosePack(request);
  const cut = await resolveCut(request);
  const id = bookId(request, cut.asOf);
  if (existsSync(bookPath(request.books, id))) {
    await makeCurrent(request.books, id);
    return { ...(await readSummary(bookPath(request.books, id))), is_new: false };
  }

  const folder = join(request.temporary, `compute-${process.pid}`);
  try {
    const scratch = await openScratch(folder, request, watcher);
    const { build, draft } = scratch;
    try {
      await writeProgrammes(build, request.configuration, cut);
      await loadEvents(build, request.batches, cut.knownAt);
      await loadTables(build, request.batches, cut.knownAt);
      await post(build, request.configuration);
      await writeLiabilityPolicies(build, request.configuration);
      await writeGreenReferences(build, request.configuration);
      await writeMemberPolicies(build, request.configuration, cut.asOf);
      const judging = await openJudging(build, pack.rules, request.configuration);
      const replay = await replayShards(build, cut, folder, request.shards ?? 1, judging);
      for (const model of PROGRAMME_MODELS) await buildModel(build, model);
      await measureLiability(build, request.configuration, { asOf: cut.asOf, closes: request.closes });
      await measureRedemption(build);
      await measurePromotions(build);
      await measureMembers(build);
      for (const view of VIEWS) await buildModel(build, view);
      await judgeProgrammes(build, judging);
      const totals = await controlTotals(build, request);
      await step(build, 'check', () => checkBook(build.connection, totals));
      await step(build, 'seal', () => seal(build, { id, request, cut, totals, replay, rulePack: pack.hash }));
      await step(build, 'checkpoint', () => build.connection.run('checkpoint book'));
    } finally {
      scratch.close();
    }
    watcher.signal.throwIfAborted();
    await publishBook(draft, request.books, id);
    const run = { seconds: build.durations, seconds_within: build.within };
    await writeFile(runPath(request.books, id), `${JSON.stringify(run, null, 2)}\n`);
    return { ...(await readSummary(bookPath(request.books, id))), is_new: true };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
