import { join, resolve } from 'node:path';
import { isOfThisEngine } from '#engine/books/engine-of-book.ts';
import { openBook } from '#engine/books/open.ts';
import { bookPath, currentBook } from '#engine/books/shelf.ts';
import { readSummary } from '#engine/books/summary.ts';
import type { Configuration } from '#engine/contract/programme.ts';
import { oneRow } from '#engine/database.server.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { isWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { buildWeb } from './build-web.ts';
import { action, subcommand, type Surroundings } from './command.ts';
import { runChild } from './run-child.ts';
import { serveUntilInterrupted } from './serve.ts';
import { addressOf } from './web-server.ts';

const CLI = join(PACKAGE_ROOT, 'pipelines', 'cli', 'jiheng.mjs');

export const start = action<{ port?: string; host?: string; origin?: string }>(
  subcommand('start', 'make a workspace with the sample programme if there is none, and serve the workbench')
    .option('--port <n>', 'as for serve')
    .option('--host <host>', 'as for serve')
    .option('--origin <address>', 'as for serve'),
  async (_, options, surroundings) => {
    const address = addressOf(options);
    const { workspace, progress, signal } = surroundings;
    progress.step('准备工作台 / preparing the workbench');
    // Two cores: the build takes one while the sample is ingested and computed on the other.
    await Promise.all([prepareBook(surroundings), buildWeb(signal)]);
    progress.end();
    const summary = await summaryOf(workspace);
    await serveUntilInterrupted(surroundings, address, summary);
    return undefined;
  },
);

/**
 * A workspace with a book: the sample's where there is no workspace, else one of what has been ingested. A current book
 * that another engine computed is computed anew, as of its day: the pages ask for what this engine writes.
 */
async function prepareBook({ workspace, progress, signal }: Surroundings): Promise<void> {
  const run = (command: string, ...more: string[]) =>
    runChild(command, [CLI, command, '--workspace', resolve(workspace), ...more], signal);
  if (!isWorkspace(workspace)) await run('init', '--sample');
  const { books } = workspacePaths(workspace);
  const current = await currentBook(books);
  if (current) {
    const cut = await cutOfOther(bookPath(books, current));
    if (!cut) return;
    progress.step('账簿由另一版本算出，正在重算 / the book is of another version: computing it anew');
    await run('compute', ...cut);
    return;
  }
  const { batches } = await readStore(workspace);
  if (batches.length > 0) await run('compute');
}

/** The options that give a book of another engine its cut again; undefined where this engine computed it. */
async function cutOfOther(path: string): Promise<string[] | undefined> {
  const book = await openBook(path);
  try {
    if (await isOfThisEngine(book.connection)) return undefined;
    const cut = await oneRow<{ as_of: string; known_at: string | null }>(
      book.connection,
      'select as_of::varchar as as_of, known_at from meta.book',
    );
    return ['--as-of', cut.as_of, ...(cut.known_at === null ? [] : ['--known-at', cut.known_at])];
  } finally {
    book.close();
  }
}

/** What the current book says, in a few lines. */
async function summaryOf(workspace: string): Promise<string[]> {
  const { books } = workspacePaths(workspace);
  const id = await currentBook(books);
  if (!id) return ['还没有账簿，请先导入数据 / no book yet: ingest a data set and run compute'];
  const path = bookPath(books, id);
  const { as_of, counts, findings } = await readSummary(path);
  const { names, outstanding } = await headOf(path);
  const found = Object.entries(findings).map(([severity, count]) => `${severity} ${grouped(count)}`);
  return [
    `${names}  截至 / as of ${as_of}  账簿 / book ${id.slice(0, 12)}`,
    `会员 / members ${grouped(counts.members)}  事件 / events ${grouped(counts.entries)}  ` +
      `未兑换积分 / points outstanding ${grouped(outstanding)}`,
    `核对差异 / mismatches ${grouped(counts.mismatches)}  发现 / findings ${found.join(', ') || '0'}`,
  ];
}

async function headOf(path: string): Promise<{ names: string; outstanding: string }> {
  const book = await openBook(path);
  try {
    const row = await oneRow<{ configuration: string; outstanding: string }>(
      book.connection,
      `select configuration::varchar as configuration,
         (select coalesce(sum(points_available + points_pending), 0)::decimal(18, 2) from balances.totals) as outstanding
       from meta.book`,
    );
    const { programmes } = JSON.parse(row.configuration) as Configuration;
    const names = programmes
      .map(({ id, names = {} }) => names['zh-CN'] ?? Object.values(names)[0] ?? id)
      .join(', ');
    return { names, outstanding: row.outstanding };
  } finally {
    book.close();
  }
}

/** Groups the digits before the decimal point by three. */
function grouped(number: number | string): string {
  return String(number).replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}
