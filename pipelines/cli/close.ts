import { userInfo } from 'node:os';
import { resolveBook } from '#engine/books/shelf.ts';
import { UserError } from '#engine/user-error.ts';
import { closePeriod } from '#pipelines/store/closes.ts';
import { withLock } from '#pipelines/store/lock.ts';
import { requireWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';

interface Options {
  book?: string;
  preparer?: string;
  approver?: string | null;
}

export const close = action<Options>(
  subcommand('close', 'freeze a period with the figures of a book; what arrives late counts in the next')
    .argument('<period>', 'a month like 2025-12')
    .option('--book <id>', 'the book whose figures are closed')
    .option('--preparer <name>', 'who prepared the figures; default the user of this machine')
    .option(
      '--approver <name>',
      'who approved them; another person. Without, the close says that nobody did',
    ),
  async ([period], { book, preparer = userInfo().username, approver = null }, { workspace, signal }) => {
    requireWorkspace(workspace);
    if (!book)
      throw new UserError('close takes the book to close with, --book ID; `jiheng books` lists them.');
    const closed = await withLock(
      workspace,
      'close',
      async () => {
        const bookId = await resolveBook(workspacePaths(workspace).books, book);
        return closePeriod(workspace, { period: period!, bookId, preparer, approver });
      },
      { signal },
    );
    return {
      json: {
        period: closed.period,
        book_id: closed.bookId,
        as_of: closed.asOf,
        known_at: closed.knownAt,
        preparer: closed.preparer,
        approver: closed.approver,
        content_hash: closed.contentHash,
      },
      text: `Closed ${closed.period} with book ${closed.bookId} (as of ${closed.asOf}), prepared by ${closed.preparer}, ${closed.approver === null ? 'approved by nobody' : `approved by ${closed.approver}`}; run \`jiheng compute\` for the open month.`,
    };
  },
);
