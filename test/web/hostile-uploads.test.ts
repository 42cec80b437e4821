import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';
import { isOver, type Job } from '../../web/lib/server/jobs/job.ts';
import { Jobs } from '../../web/lib/server/jobs/jobs.ts';
import type { CheckedFile } from '../../web/lib/server/uploads/check-result.ts';
import type { Upload } from '../../web/lib/server/uploads/uploads.ts';
import { zipOf } from '../pipelines/xlsx-file.ts';

const MEGABYTE = 1024 ** 2;
const HEADER = 'event_id,member_id,event_type,points,occurred_at';
const GOOD = `${HEADER}\nE1,M1,earn,1,2024-01-10 10:00:00\n`;
/** Inflates a thousandfold: any such file is a bomb, whatever its size. */
const BOMB = Buffer.alloc(80 * MEGABYTE, 'x');

/** Each of them scaled down from what was tried by hand: gigabytes of one line, of zeros, of columns. */
const HOSTILE: Readonly<Record<string, { body: string | Buffer; says: RegExp }>> = {
  'line.csv': { body: Buffer.alloc(20 * MEGABYTE, 'x'), says: /longer than 16 MiB/ },
  'columns.csv': {
    body: Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(','),
    says: /100000 columns, more than 2000/,
  },
  'line.jsonl': { body: `{"event_id":"${'x'.repeat(17 * MEGABYTE)}"}`, says: /longer than 16 MiB/ },
  'bomb.zip': { body: zipOf({ 'point_events.csv': BOMB }), says: /unfolds to more than 250 times its size/ },
  'lying.zip': {
    body: zipOf({ 'point_events.csv': BOMB }, { claimedSize: 100 }),
    says: /unfolds|claims|size|bytes/,
  },
  'entries.zip': {
    body: zipOf(Object.fromEntries(Array.from({ length: 2100 }, (_, at) => [`f${at}.csv`, 'a']))),
    says: /more than 2000 entries/,
  },
  'bomb.xlsx': {
    body: zipOf({ 'xl/workbook.xml': BOMB, 'xl/worksheets/sheet1.xml': BOMB }),
    says: /unfolds|no workbook|cannot be read/,
  },
  'noise.xlsx': { body: Buffer.alloc(MEGABYTE, 7), says: /./ },
};

let workspace: TestWorkspace;
let jobs: Jobs;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  workspace = await testWorkspace();
  jobs = new Jobs(workspace.path);
  api = createApi({ books: new Books(workspace.path), workspace: workspace.path, jobs });
});
afterAll(async () => {
  await jobs.close();
  await workspace.remove();
});

async function post<Body>(path: string, body?: unknown): Promise<Body> {
  const answer = await api.request(`/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (await answer.json()) as Body;
}

it('hostile files are refused one by one in a sentence, the good one among them is read, and others are served', async () => {
  const upload = await post<Upload>('/uploads');
  for (const [name, body] of [
    ...Object.entries(HOSTILE).map(([key, each]) => [key, each.body] as const),
    ['good.csv', GOOD] as const,
  ]) {
    const answer = await api.request(`/api/uploads/${upload.id}/files?name=${name}`, {
      method: 'PUT',
      body: new Uint8Array(Buffer.from(body)),
    });
    expect(answer.status, name).toBe(201);
  }
  const count = Object.keys(HOSTILE).length + 1;
  const files = Array.from({ length: count }, (_, at) => ({ number: at + 1, reading: {} }));
  const { id } = await post<Job>(`/uploads/${upload.id}/check`, { files });
  let slowest = 0;
  let job = await jobs.get(id);
  for (; !isOver(job); job = await jobs.get(id)) {
    const asked = performance.now();
    expect((await api.request('/api/batches')).status).toBe(200);
    slowest = Math.max(slowest, performance.now() - asked);
    await setTimeout(50);
  }
  expect(job).toMatchObject({ state: 'done', error: null });
  const checked = new Map((job.result!.files as CheckedFile[]).map((file) => [file.name, file]));
  for (const [name, { says }] of Object.entries(HOSTILE))
    expect.soft(checked.get(name)!.problem, name).toMatch(says);
  expect(checked.get('good.csv')).toMatchObject({ problem: null, unfilled: [] });
  // Whoever reads meanwhile waits for no hostile file: the work is another process's.
  expect(slowest).toBeLessThan(5000);
});
