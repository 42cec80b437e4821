import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBook } from '#engine/books/open.ts';
import { rows } from '#engine/database.server.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { recompute } from '#engine/recompute.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { generateSample } from '#pipelines/sample/generate.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { initWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';

const signal = new AbortController().signal;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiheng-seeds-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([7, 21, 99])('finds all that was planted and no look-alike in data of seed %i', async (seed) => {
  const data = join(folder, `data-${seed}`);
  const workspace = join(folder, `workspace-${seed}`);
  await generateSample({ events: 1500, members: 110, seed, directory: data });
  await initWorkspace(workspace);
  await ingest(workspace, [data], { signal });
  const { book_id } = await recompute(await bookRequest(workspace, {}), { signal, progress() {} });
  const book = await openBook(bookPath(workspacePaths(workspace).books, book_id));
  try {
    const found = await rows<{ finding: string }>(
      book.connection,
      `select distinct concat_ws(',', rule_id, subject_type, subject_id) as finding from rules.findings`,
    );
    const planted = (await readFile(join(data, 'expected_findings.csv'), 'utf8'))
      .trimEnd()
      .split('\n')
      .slice(1);
    const expected = new Set(planted.map((line) => line.split(',').slice(0, 3).join(',')));
    expect(expected.size).toBeGreaterThan(80);
    expect(found.map((each) => each.finding).sort()).toEqual([...expected].sort());
  } finally {
    book.close();
  }
});
