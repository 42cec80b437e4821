import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { openBook } from '#engine/books/open.ts';
import { bookPath, currentBook, listBooks } from '#engine/books/shelf.ts';
import { oneRow, openDatabase } from '#engine/database.server.ts';
import { readHolder } from '#pipelines/store/lock.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { isWorkspace, readConfiguration, workspacePaths } from '#pipelines/store/workspace.ts';
import { verifyStore } from '#pipelines/store/verify-store.ts';
import { action, subcommand } from './command.ts';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do where it is not well. */
  readonly advice?: string;
}

const GIB = 2 ** 30;

export const doctor = action(
  subcommand('doctor', 'check machine, workspace, chain and books, and say what to do'),
  async (_, __, { workspace, progress }) => {
    const checks: Check[] = [checkNode(), checkMemory(), await checkDatabase()];
    if (isWorkspace(workspace)) {
      checks.push(
        await checkDisk(workspace),
        await checkConfiguration(workspace),
        await checkLock(workspace),
      );
      progress.step('chain and files of the source store');
      checks.push(...(await checkStore(workspace)));
      progress.step('books');
      checks.push(...(await checkBooks(workspace)));
    } else {
      checks.push({
        name: 'workspace',
        ok: false,
        found: `${workspace} is no workspace`,
        advice: 'make one with `jiheng init`',
      });
    }
    const ok = checks.every((check) => check.ok);
    const lines = checks.map(
      (check) =>
        `${check.ok ? 'ok ' : 'NOT'}  ${check.name}: ${check.found}${check.ok ? '' : `; ${check.advice}`}`,
    );
    return { json: { ok, checks }, text: lines.join('\n'), exitCode: ok ? 0 : 1 };
  },
);

function checkNode(): Check {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { name: 'Node', ok, found: process.versions.node, advice: 'install Node 20.19 or newer' };
}

function checkMemory(): Check {
  const bytes = totalmem();
  return {
    name: 'memory',
    ok: bytes >= 4 * GIB,
    found: `${(bytes / GIB).toFixed(1)} GiB`,
    advice: 'use a machine with 4 GiB, or compute with `--memory-limit 1GB --shards 8`',
  };
}

async function checkDatabase(): Promise<Check> {
  try {
    const database = await openDatabase(':memory:');
    try {
      const { version } = await oneRow<{ version: string }>(
        database.connection,
        'select version() as version',
      );
      return { name: 'DuckDB', ok: true, found: version };
    } finally {
      database.close();
    }
  } catch (error) {
    return { name: 'DuckDB', ok: false, found: (error as Error).message, advice: 'run `npm ci` again' };
  }
}

async function checkDisk(workspace: string): Promise<Check> {
  const { bavail, bsize } = await statfs(workspace);
  const free = bavail * bsize;
  return {
    name: 'free disk',
    ok: free >= GIB,
    found: `${(free / GIB).toFixed(1)} GiB`,
    advice: 'free some, or remove old books with `jiheng books prune --keep 3`',
  };
}

async function checkConfiguration(workspace: string): Promise<Check> {
  try {
    const { programmes } = await readConfiguration(workspace);
    const has = existsSync(workspacePaths(workspace).programme);
    const ids = programmes.map((programme) => programme.id).join(', ');
    return { name: 'programme.yaml', ok: true, found: has ? ids : `none, defaults hold (${ids})` };
  } catch (error) {
    return { name: 'programme.yaml', ok: false, found: (error as Error).message, advice: 'correct the file' };
  }
}

async function checkLock(workspace: string): Promise<Check> {
  const holder = await readHolder(workspacePaths(workspace).lock);
  const found = holder ? `held by ${holder.purpose} (process ${holder.pid} since ${holder.since})` : 'free';
  return { name: 'lock', ok: true, found };
}

async function checkStore(workspace: string): Promise<Check[]> {
  const store = await readStore(workspace);
  const broken = store.chain.firstBroken;
  const altered = await verifyStore(store);
  return [
    {
      name: 'chain of batches',
      ok: store.chain.ok,
      found: broken ? `broken at ${broken.batchId}: ${broken.reason}` : `${store.manifests.length} manifests`,
      advice: 'restore the manifest from a backup; do not compute before',
    },
    {
      name: 'files of batches',
      ok: altered.length === 0,
      found: altered.length ? altered.join('; ') : 'as the manifests say',
      advice: 'restore these files from a backup',
    },
  ];
}

async function checkBooks(workspace: string): Promise<Check[]> {
  const { books } = workspacePaths(workspace);
  const current = await currentBook(books);
  const ids = await listBooks(books);
  const checks: Check[] = [
    {
      name: 'current book',
      ok: current !== null && ids.includes(current),
      found: current ?? 'none',
      advice: 'run `jiheng compute`',
    },
  ];
  for (const id of ids) {
    try {
      const book = await openBook(bookPath(books, id));
      const { book_id } = await oneRow<{ book_id: string }>(book.connection, 'select book_id from meta.book');
      book.close();
      checks.push({
        name: `book ${id.slice(0, 12)}`,
        ok: book_id === id,
        found: book_id === id ? 'opens' : `calls itself ${book_id}`,
        advice: 'remove it and run `jiheng compute` again',
      });
    } catch (error) {
      checks.push({
        name: `book ${id.slice(0, 12)}`,
        ok: false,
        found: (error as Error).message,
        advice: 'remove it and run `jiheng compute` again',
      });
    }
  }
  return checks;
}
