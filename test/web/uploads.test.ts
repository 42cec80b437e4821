import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';
import { isOver, type Job } from '../../web/lib/server/jobs/job.ts';
import { Jobs } from '../../web/lib/server/jobs/jobs.ts';
import type { Upload } from '../../web/lib/server/uploads/uploads.ts';

const EVENTS = `event_id,member_id,event_type,points,occurred_at
E1,M1,earn,100,2024-01-10T10:00:00+08:00
E2,M1,redeem,thirty,2024-03-10T10:00:00+08:00
`;

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

async function put(upload: Upload, name: string, body: string | ReadableStream, headers = {}) {
  const answer = await api.request(`/api/uploads/${upload.id}/files?name=${encodeURIComponent(name)}`, {
    method: 'PUT',
    body,
    headers,
    ...(typeof body === 'string' ? {} : { duplex: 'half' }),
  });
  return { status: answer.status, body: (await answer.json()) as Upload & { error?: { code: string } } };
}

async function ended({ id }: Job): Promise<Job> {
  for (;;) {
    const job = await jobs.get(id);
    if (isOver(job)) return job;
    await setTimeout(20);
  }
}

const filesOf = (upload: Upload) => readdir(join(workspace.path, 'uploads', upload.id));

describe('an upload', () => {
  it('is checked, ingested and then gone; its control totals are those of the batch', async () => {
    const upload = await post<Upload>('/uploads');
    const { body, status } = await put(upload, '流水 "1".csv', EVENTS);
    expect(status).toBe(201);
    expect(body.files).toEqual([{ number: 1, name: '流水 "1".csv', bytes: Buffer.byteLength(EVENTS) }]);

    const files = [{ number: 1, reading: {} }];
    const check = await ended(await post<Job>(`/uploads/${upload.id}/check`, { files }));
    expect(check).toMatchObject({ state: 'done', kind: 'check', subject: upload.id });
    const [checked] = check.result!.files as { reading: object; tables: { counts: object }[] }[];
    expect(checked!.tables[0]!.counts).toMatchObject({ rows_read: 2, accepted: 1, rejected: 1 });

    const commit = [{ number: 1, reading: checked!.reading }];
    const job = await ended(await post<Job>(`/uploads/${upload.id}/ingest`, { files: commit }));
    expect(job.error).toBeNull();
    const [batch] = job.result!.batches as { batch_id: string; totals: object }[];
    expect(batch!.totals).toEqual(checked!.tables[0]!.counts);
    expect(existsSync(join(workspace.path, 'uploads', upload.id))).toBe(false);

    const withdrawn = await ended(
      await post<Job>(`/batches/${batch!.batch_id}/withdraw`, { reason: '-- twice' }),
    );
    expect(withdrawn).toMatchObject({
      state: 'done',
      result: { withdraws: batch!.batch_id, reason: '-- twice' },
    });
    expect(await post(`/batches/${batch!.batch_id}/withdraw`, { reason: 'again' })).toMatchObject({
      error: { code: 'unknown_batch' },
    });
  });

  it('leaves nothing of a file that is too large, however it is announced', async () => {
    process.env.JIHENG_UPLOAD_MB = '1';
    try {
      const upload = await post<Upload>('/uploads');
      const before = await filesOf(upload);
      const large = await put(upload, 'a.csv', 'x', { 'content-length': '2000000' });
      expect(large).toMatchObject({ status: 413, body: { error: { code: 'too_large' } } });
      let sent = 0;
      const endless = new ReadableStream({
        pull(controller) {
          sent += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      });
      expect((await put(upload, 'b.csv', endless)).status).toBe(413);
      expect(sent).toBeLessThan(8_000_000);
      expect(await filesOf(upload)).toEqual(before);
    } finally {
      delete process.env.JIHENG_UPLOAD_MB;
    }
  });

  it('refuses a body that is not as long as it says', async () => {
    const upload = await post<Upload>('/uploads');
    const before = await filesOf(upload);
    expect(await put(upload, 'a.csv', 'short', { 'content-length': '500' })).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    });
    expect(await filesOf(upload)).toEqual(before);
  });

  it('leaves nothing of a file whose sender went away', async () => {
    const upload = await post<Upload>('/uploads');
    const before = await filesOf(upload);
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
      },
      pull(controller) {
        controller.error(new Error('gone'));
      },
    });
    expect((await put(upload, 'a.csv', broken)).status).toBe(400);
    expect(await filesOf(upload)).toEqual(before);
  });

  it.each(['../../etc/passwd', 'a/b', 'a\\b', '..', ''])('takes no path %j for a name', async (name) => {
    const upload = await post<Upload>('/uploads');
    expect((await put(upload, name, 'x')).status).toBe(400);
  });

  it('takes files at the same time, and gives them back one by one', async () => {
    const upload = await post<Upload>('/uploads');
    await Promise.all(['a.csv', 'b.csv', 'c.csv'].map((name) => put(upload, name, name)));
    const { files } = (await (await api.request(`/api/uploads/${upload.id}`)).json()) as Upload;
    expect(files.map((each) => each.number).sort()).toEqual([1, 2, 3]);
    expect(files.map((each) => each.name).sort()).toEqual(['a.csv', 'b.csv', 'c.csv']);
    const removed = await api.request(`/api/uploads/${upload.id}/files/2`, { method: 'DELETE' });
    expect(((await removed.json()) as Upload).files.map((each) => each.number).sort()).toEqual([1, 3]);
    expect((await api.request(`/api/uploads/${upload.id}/files/2`, { method: 'DELETE' })).status).toBe(404);
  });
});
