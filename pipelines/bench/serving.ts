import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCurrent } from '#engine/books/shelf.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { startWebServer } from '#pipelines/cli/web-server.ts';
import { alone, timed, type BenchOptions, type Measured } from './measured.ts';

/** Often enough for a 95th percentile. */
const REQUESTS = 40;

/** What each page of the workbench asks when it opens, and what its usual filters ask then. */
function questions(member: string): readonly string[] {
  return [
    '/api/overview',
    '/api/accounts?limit=50',
    '/api/accounts?limit=50&sort=points_outstanding&order=desc',
    `/api/accounts?limit=50&member=${member}`,
    `/api/trace?member=${member}`,
    `/api/trace/events?member=${member}&limit=100`,
    `/api/trace/lots?member=${member}&limit=100`,
    '/api/events?limit=50',
    '/api/mismatches?limit=50',
    '/api/books',
    '/api/batches',
    '/api/rejects?limit=50',
    '/api/findings?limit=50',
    '/api/findings/summary',
    '/api/rules',
    '/api/liability',
    '/api/liability/rollforward?limit=200',
  ];
}

/**
 * Serves a computed book and asks what the pages ask, each question often; the slowest question's 95th percentile is
 * what counts. Needs the built web.
 */
export async function measureServing(
  options: BenchOptions,
  books: string,
  bookId: string,
): Promise<Measured[]> {
  const workspace = join(options.folder, 'served');
  await initWorkspace(workspace);
  await rm(join(workspace, 'books'), { recursive: true, force: true });
  await rename(books, join(workspace, 'books'));
  await makeCurrent(join(workspace, 'books'), bookId);
  const server = await startWebServer(workspace, { host: '127.0.0.1', port: 0, isPortFixed: true });
  try {
    const first = (await (await fetch(`${server.url}/api/accounts?limit=1&offset=1000`)).json()) as {
      rows: { member_id: string }[];
    };
    const found: Measured[] = [];
    for (const question of questions(encodeURIComponent(first.rows[0]!.member_id))) {
      options.signal.throwIfAborted();
      options.progress(`ask ${question}`);
      const times: number[] = [];
      for (let i = 0; i < REQUESTS; i++) times.push(await timed(() => ask(server.url + question)));
      times.sort((a, b) => a - b);
      found.push(alone(`95th percentile of ${question}`, times[Math.ceil(0.95 * REQUESTS) - 1]!, REQUESTS));
    }
    return found.sort((a, b) => b.seconds - a.seconds);
  } finally {
    await server.close();
  }
}

async function ask(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { accept: 'application/json' } });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${body.slice(0, 200)}`);
}
