import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recompute } from '#engine/recompute.ts';
import type { BookSummary } from '#engine/books/summary.ts';
import { UserError } from '#engine/user-error.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { withLock } from '#pipelines/store/lock.ts';
import { requireWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';

interface Options {
  asOf?: string;
  knownAt?: string;
  shards?: string;
  memoryLimit?: string;
}

export const compute = action<Options>(
  subcommand('compute', 'recompute everything from the source store and publish a book')
    .option('--as-of <date>', 'last local day that counts; default the day of the latest event')
    .option('--known-at <time>', 'leave out what the sources learnt of later, e.g. 2025-12-31T23:59:59+08:00')
    .option('--shards <n>', 'replay in so many parts, to bound memory', '1')
    .option('--memory-limit <size>', 'what the database may hold in memory', '2GB'),
  async (_, options, { workspace, progress, signal }) => {
    requireWorkspace(workspace);
    const shards = Number(options.shards);
    if (!Number.isInteger(shards) || shards < 1 || shards > 4096) {
      throw new UserError(`--shards takes a whole number from 1 to 4096, not ${options.shards}.`);
    }
    const summary = await withLock(
      workspace,
      'compute',
      async () => {
        await removeLeftovers(workspace);
        const request = await bookRequest(workspace, { ...options, shards });
        return recompute(request, { signal, progress: (step, fraction) => progress.step(step, fraction) });
      },
      { signal },
    );
    return { json: summary, text: describe(summary) };
  },
);

/** What a killed run has left: scratch files, and a pointer that was written and not renamed. Only the holder may. */
async function removeLeftovers(workspace: string): Promise<void> {
  const { root, temporary } = workspacePaths(workspace);
  await rm(temporary, { recursive: true, force: true });
  const drafts = (await readdir(root)).filter((name) => /^current\.\d+\.draft$/.test(name));
  for (const draft of drafts) await rm(join(root, draft), { force: true });
}

function describe(summary: BookSummary): string {
  const { counts, control_totals: totals } = summary;
  return [
    `${summary.is_new ? 'Book' : 'Nothing new to compute: book'} ${summary.book_id}`,
    `  as of ${summary.as_of}${summary.known_at ? `, known at ${summary.known_at}` : ''}`,
    `  content ${summary.content_fingerprint}`,
    `  ${counts.entries} entries, ${counts.accounts} accounts, ${counts.lots} lots, ${counts.uses} uses`,
    `  ${counts.mismatches} mismatches, ${counts.conflicts} conflicts`,
    `  ${totals.rows_arrived} rows known = ${totals.entries} entries + ${totals.wholly_unposted} wholly unposted + ` +
      `${totals.duplicates} duplicates + ${totals.conflicts} conflicts + ${totals.after_as_of} after the as-of date`,
    ...totals.wallets.map(
      (each) =>
        `  ${each.programme_id}/${each.wallet}: opened ${each.points_opened} + restored ${each.points_restored} = ` +
        `used ${each.points_used} + remaining ${each.points_remaining}`,
    ),
  ].join('\n');
}
