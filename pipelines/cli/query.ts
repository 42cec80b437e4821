import { openBook } from '#engine/books/open.ts';
import { bookPath, resolveBook } from '#engine/books/shelf.ts';
import { UserError } from '#engine/user-error.ts';
import { exportRows, FORMATS, type Format } from '#pipelines/reports/rows.ts';
import { requireWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { action, subcommand, write } from './command.ts';

interface Options {
  book?: string;
  format?: string;
  json?: boolean;
}

export const query = action<Options>(
  subcommand('query', 'read-only SQL on a book; reaches no file, no network and no extension')
    .argument('<sql>', 'one statement')
    .option('--book <id>', 'which book; default the current one')
    .option('--format <format>', `one of ${FORMATS.join(' ')}`),
  async ([sql], options, { workspace }) => {
    requireWorkspace(workspace);
    const format = options.format ?? (options.json ? 'json' : 'table');
    if (!(FORMATS as readonly string[]).includes(format)) {
      throw new UserError(`--format takes one of ${FORMATS.join(', ')}, not ${format}.`);
    }
    const { books } = workspacePaths(workspace);
    const book = await openBook(bookPath(books, await resolveBook(books, options.book)));
    try {
      await exportRows(book, sql!, format as Format, write);
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      throw new UserError(`The query failed: ${(cause as Error).message}`, { cause });
    } finally {
      book.close();
    }
    return undefined;
  },
);
