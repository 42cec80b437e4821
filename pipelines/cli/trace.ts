import { openBook } from '#engine/books/open.ts';
import { bookPath, resolveBook } from '#engine/books/shelf.ts';
import { traceMember, describeTrace } from '#engine/books/trace.ts';
import { UserError } from '#engine/user-error.ts';
import { requireWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';

export const trace = action<{ wallet?: string; programme?: string; book?: string }>(
  subcommand('trace', 'every event, lot and use of one member, with running balance')
    .argument('<member>', 'the member id')
    .option('--wallet <wallet>', 'only this kind of points')
    .option('--programme <id>', 'only this programme')
    .option('--book <id>', 'which book; default the current one'),
  async ([member], options, { workspace }) => {
    requireWorkspace(workspace);
    const { books } = workspacePaths(workspace);
    const book = await openBook(bookPath(books, await resolveBook(books, options.book)));
    try {
      const accounts = await traceMember(book, {
        memberId: member!,
        wallet: options.wallet,
        programmeId: options.programme,
      });
      if (accounts.length === 0) {
        throw new UserError(
          `This book has no account of member ${member}${options.wallet ? ` in wallet ${options.wallet}` : ''}; ` +
            'check the id (leading zeros count) with `jiheng query "select * from ledger.accounts limit 10"`.',
        );
      }
      return { json: { member_id: member, accounts }, text: describeTrace(accounts) };
    } finally {
      book.close();
    }
  },
);
