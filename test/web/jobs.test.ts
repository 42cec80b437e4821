import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';
import { isOver, type Job } from '../../web/lib/server/jobs/job.ts';
import { Jobs, type JobRequest } from '../../web/lib/server/jobs/jobs.ts';

const EVENTS = `event_id,member_id,event_type,points,occurred_at
E1,M1,earn,100,2024-01-10T10:00:00+08:00
E2,M1,redeem,30,2024-03-10T10:00:00+08:00
`;
const ORIGIN = { 'content-type': 'application/json' };

let workspace: TestWorkspace;
let jobs: Jobs;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed({ 'point_events.csv': EVENTS });
  jobs = new Jobs(workspace.path);
  api = createApi({ books: new Books(workspace.path), workspace: workspace.path, jobs });
});
afterAll(async () => {
  await jobs.close();
  await workspace.remove();
});

/** Starts a job and gives it when it is over. */
function finished(request: Partial<JobRequest> & Pick<JobRequest, 'argv'>): Promise<Job> {
  return new Promise((done, fail) => {
    jobs
      .start({
        kind: 'test',
        title: '',
        ...request,
        onEnd: (job) => Promise.resolve(done(job)),
      })
      .catch(fail);
  });
}

describe('jobs', () => {
  it('compute a book for a date, and keep what came of it as a file', async () => {
    const asked = await api.request('/api/jobs/compute', {
      method: 'POST',
      headers: ORIGIN,
      body: JSON.stringify({ asOf: '2024-02-01' }),
    });
    expect(asked.status).toBe(202);
    const { id } = (await asked.json()) as Job;
    await finished({ argv: ['books', 'list'] });
    const job = (await (await api.request(`/api/jobs/${id}`)).json()) as Job;
    expect(job).toMatchObject({
      state: 'done',
      kind: 'compute',
      started_by: '',
      result: { as_of: '2024-02-01' },
    });
    const books = (await (await api.request('/api/books')).json()) as { current: string };
    expect(books.current).toBe(job.result!.book_id);
    const kept = JSON.parse(await readFile(join(workspace.path, 'jobs', `${id}.json`), 'utf8')) as Job;
    expect(kept).toEqual(job);
  });

  it('say in one sentence what is wrong, and keep no secret', async () => {
    const job = await finished({
      argv: ['books', 'diff', 'abc', 'def'],
      secrets: { JIHENG_TEST_SECRET: 'hunter2' },
    });
    expect(job).toMatchObject({ state: 'failed', failure: 'error', result: null });
    expect(job.error).toMatch(/^[^\n]*abc[^\n]*\.$/);
    const files = await readdir(join(workspace.path, 'jobs'));
    const texts = files.map((file) => readFile(join(workspace.path, 'jobs', file), 'utf8'));
    expect((await Promise.all(texts)).join()).not.toContain('hunter2');
  });

  it('write one at a time, in order', async () => {
    const ends: string[] = [];
    const states: string[][] = [];
    const one = (name: string) =>
      finished({ argv: ['books', 'list'], title: name }).then(async () => {
        ends.push(name);
        states.push((await jobs.list()).filter((job) => job.state === 'running').map((job) => job.title));
      });
    await Promise.all([one('a'), one('b')]);
    expect(ends).toEqual(['a', 'b']);
    expect(states.every((running) => running.length <= 1)).toBe(true);
  });

  it('are cancelled while they wait and while they run; what was there stays', async () => {
    const before = (await readdir(join(workspace.path, 'books'))).sort();
    const running = finished({
      argv: ['sample', '--events', '5000000', '--out', join(workspace.path, 'big')],
    });
    const waiting = finished({ argv: ['compute', '--as-of', '2024-02-20'], title: 'waits' });
    const [second, first] = await jobs.list();
    expect(second).toMatchObject({ state: 'queued', title: 'waits' });
    expect((await jobs.cancel(second!.id)).state).toBe('cancelled');
    expect((await waiting).state).toBe('cancelled');
    await jobs.cancel(first!.id);
    expect((await running).state).toBe('cancelled');
    expect((await readdir(join(workspace.path, 'books'))).sort()).toEqual(before);
  });

  it('are ended beyond their memory and beyond their time', async () => {
    const argv = ['sample', '--events', '5000000', '--out', join(workspace.path, 'bigger')];
    const greedy = await finished({ argv, limits: { memoryBytes: 40 * 1024 ** 2 } });
    expect(greedy).toMatchObject({ state: 'failed', failure: 'memory' });
    expect(greedy.error).toContain('40 MB');
    const slow = await finished({
      argv: [...argv.slice(0, -1), join(workspace.path, 'b2')],
      limits: { timeMs: 1 },
    });
    expect(slow).toMatchObject({ state: 'failed', failure: 'time' });
  });

  it('that a dead server left are told as interrupted, and a torn file harms nobody', async () => {
    const [any] = await jobs.list();
    const orphan: Job = {
      ...any!,
      id: '00000000-0000-4000-8000-000000000000',
      state: 'running',
      ended_at: null,
    };
    await mkdir(join(workspace.path, 'jobs'), { recursive: true });
    await writeFile(join(workspace.path, 'jobs', `${orphan.id}.json`), JSON.stringify(orphan));
    const torn = '00000000-0000-4000-8000-000000000001';
    await writeFile(join(workspace.path, 'jobs', `${torn}.json`), '{"id":');
    const restarted = new Jobs(workspace.path);
    expect(await restarted.get(orphan.id)).toMatchObject({ state: 'failed', failure: 'interrupted' });
    await expect(restarted.get(torn)).rejects.toThrow('no such job');
    expect((await restarted.list()).every(isOver)).toBe(true);
  });
});

describe('the resource', () => {
  it.each([
    ['/api/jobs/compute', '{"asOf":"yesterday"}', 400],
    ['/api/jobs/compute', '{"knownAt":"2024-01-01"}', 400],
    ['/api/jobs/..%2F..%2Fstate/cancel', '', 400],
    ['/api/jobs/00000000-0000-4000-8000-00000000abcd/cancel', '', 404],
  ])('refuses %s %s', async (path, body, status) => {
    const answer = await api.request(path, { method: 'POST', headers: ORIGIN, body });
    expect(answer.status).toBe(status);
  });
});
