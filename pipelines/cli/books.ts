import { Command } from 'commander';
import { diffBooks, describeDiff } from '#engine/books/diff.ts';
import { bookPath, currentBook, listBooks, pruneBooks, resolveBook } from '#engine/books/shelf.ts';
import { readSummary } from '#engine/books/summary.ts';
import { UserError } from '#engine/user-error.ts';
import { readCloses } from '#pipelines/store/closes.ts';
import { withLock } from '#pipelines/store/lock.ts';
import { requireWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';

const list = subcommand('list', 'the books on the shelf, the newest first');
const diff = subcommand('diff', 'compare two books, bridging each headline figure')
  .argument('<a>')
  .argument('<b>');
const prune = subcommand(
  'prune',
  'remove old books; the current one and those that periods were closed with stay',
).requiredOption('--keep <n>', 'how many of the newest to keep');

action(list, async (_, __, { workspace }) => {
  requireWorkspace(workspace);
  const { books } = workspacePaths(workspace);
  const current = await currentBook(books);
  const summaries = [];
  for (const id of await listBooks(books)) {
    const { as_of, known_at, content_fingerprint, engine_version } = await readSummary(bookPath(books, id));
    summaries.push({
      book_id: id,
      as_of,
      known_at,
      content_fingerprint,
      engine_version,
      is_current: id === current,
    });
  }
  const lines = summaries.map(
    (book) => `${book.is_current ? '*' : ' '} ${book.book_id}  as of ${book.as_of}`,
  );
  return {
    json: { books: summaries },
    text: lines.length ? lines.join('\n') : 'There is no book yet; run `jiheng compute`.',
  };
});

action(diff, async ([a, b], _, { workspace }) => {
  requireWorkspace(workspace);
  const { books } = workspacePaths(workspace);
  const [before, after] = [await resolveBook(books, a), await resolveBook(books, b)];
  const difference = await diffBooks(bookPath(books, before), bookPath(books, after));
  return { json: difference, text: describeDiff(difference) };
});

action<{ keep: string }>(prune, async (_, options, { workspace, signal }) => {
  requireWorkspace(workspace);
  const keep = Number(options.keep);
  if (!Number.isInteger(keep) || keep < 1) {
    throw new UserError(`--keep takes a whole number above zero, not ${options.keep}.`);
  }
  const { books } = workspacePaths(workspace);
  // What a period was closed with answers for that period, and no later book does.
  const closedWith = new Set((await readCloses(workspace)).map(({ bookId }) => bookId));
  const removed = await withLock(workspace, 'books prune', () => pruneBooks(books, keep, closedWith), {
    signal,
  });
  return {
    json: { removed },
    text: removed.length ? removed.map((id) => `removed ${id}`).join('\n') : 'Nothing to remove.',
  };
});

export const books: Command = new Command('books')
  .description('list, compare and remove books')
  .addCommand(list, { isDefault: true })
  .addCommand(diff)
  .addCommand(prune);
