import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bookPath } from '#engine/books/shelf.ts';
import { freezePeriod } from '#engine/books/freeze-period.ts';
import type { ClosedPeriod } from '#engine/build/request.ts';
import { UserError } from '#engine/user-error.ts';
import { workspacePaths } from './workspace.ts';

const PERIOD = /^\d{4}-(0[1-9]|1[0-2])$/;

const Close = z.strictObject({
  period: z.string().regex(PERIOD),
  book_id: z.string(),
  as_of: z.string(),
  known_at: z.string().nullable(),
  preparer: z.string(),
  approver: z.string().nullable(),
  content_hash: z.string(),
});

/** Where closed periods lie: one folder each with `close.json` and what was frozen. Nothing in it ever changes. */
function closesFolder(workspace: string): string {
  return join(workspacePaths(workspace).root, 'closes');
}

/**
 * The closed periods of a workspace, the earliest first.
 *
 * @throws UserError where one was altered since it was closed.
 */
export async function readCloses(workspace: string): Promise<ClosedPeriod[]> {
  const folder = closesFolder(workspace);
  if (!existsSync(folder)) return [];
  const periods = (await readdir(folder)).filter((name) => PERIOD.test(name)).sort();
  return Promise.all(periods.map((period) => readClose(join(folder, period))));
}

async function readClose(folder: string): Promise<ClosedPeriod> {
  const close = Close.parse(JSON.parse(await readFile(join(folder, 'close.json'), 'utf8')));
  const [movesFile, poolsFile] = [join(folder, 'moves.parquet'), join(folder, 'pools.parquet')];
  const hash = createHash('sha256')
    .update(await readFile(movesFile))
    .update(await readFile(poolsFile));
  if (hash.digest('hex') !== close.content_hash)
    throw new UserError(`${folder} was altered after ${close.period} was closed; restore it from a backup.`, {
      exitCode: 1,
    });
  return {
    period: close.period,
    bookId: close.book_id,
    asOf: close.as_of,
    knownAt: close.known_at,
    preparer: close.preparer,
    approver: close.approver,
    movesFile,
    poolsFile,
    contentHash: close.content_hash,
  };
}

/**
 * Closes a period with the figures of a book. The folder appears by one rename, so a period is closed or it is not.
 *
 * @throws UserError where the period cannot be closed: it is closed already or lies before one that is, the book does not
 *   reach its end, or preparer and approver are the same person.
 */
export async function closePeriod(
  workspace: string,
  given: { period: string; bookId: string; preparer: string; approver: string | null },
): Promise<ClosedPeriod> {
  const { period, bookId, preparer, approver } = given;
  if (!PERIOD.test(period))
    throw new UserError(`A period is a month like 2025-12, not ${JSON.stringify(period)}.`);
  if (preparer.trim() === approver?.trim())
    throw new UserError(`${preparer} cannot both prepare and approve; name two people.`);
  const latest = (await readCloses(workspace)).at(-1);
  if (latest && period <= latest.period)
    throw new UserError(
      `${latest.period} is closed, so ${period} cannot be closed any more; late events become prior-period lines of the open month.`,
    );
  const folder = closesFolder(workspace);
  await mkdir(folder, { recursive: true });
  const draft = await mkdtemp(join(folder, '.draft-'));
  try {
    const frozen = await freezePeriod(bookPath(workspacePaths(workspace).books, bookId), period, draft);
    const close: z.infer<typeof Close> = {
      period,
      book_id: bookId,
      as_of: frozen.asOf,
      known_at: frozen.knownAt,
      preparer,
      approver,
      content_hash: frozen.contentHash,
    };
    await writeFile(join(draft, 'close.json'), `${JSON.stringify(close, null, 2)}\n`);
    await rename(draft, join(folder, period));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return readClose(join(folder, period));
}
