import { afterAll, beforeAll, expect, it } from 'vitest';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

let workspace: TestWorkspace;
let books: Books;
let api: ReturnType<typeof createApi>;
beforeAll(async () => {
  workspace = await testWorkspace();
  books = new Books(workspace.path);
  api = createApi({
    books,
    workspace: workspace.path,
    now: () => new Date('2026-07-01T08:00:00Z'),
  });
});
afterAll(async () => {
  await books.close();
  await workspace.remove();
});

interface View {
  id: string;
  name: string;
  path: string;
  saved_at: string;
}
async function ask<Body = View>(method: string, path: string, body?: unknown) {
  const response = await api.request(`/api/views${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}
const listed = async (page = '') =>
  (await ask<{ views: View[] }>('GET', page && `?page=${encodeURIComponent(page)}`)).body.views.map(
    ({ name, path }) => [name, path],
  );

it('names addresses of the workbench: saved, listed by page, renamed, deleted', async () => {
  const gold = await ask('POST', '', { name: '金卡', path: '/marketing/members?tier=gold' });
  expect(gold).toMatchObject({ status: 200, body: { saved_at: '2026-07-01T08:00:00.000Z' } });
  await ask('POST', '', { name: 'weeks', path: '/marketing/cohorts?grid=week' });
  expect(await listed('/marketing/members')).toEqual([['金卡', '/marketing/members?tier=gold']]);
  expect((await listed()).length).toBe(2);

  expect((await ask('POST', `/${gold.body.id}/name`, { name: 'weeks' })).status).toBe(409);
  expect((await ask('POST', `/${gold.body.id}/name`, { name: '金卡会员' })).body.name).toBe('金卡会员');
  expect((await ask('GET', `/${gold.body.id}`)).body.path).toBe('/marketing/members?tier=gold');

  expect((await ask('POST', `/${gold.body.id}/forget`)).status).toBe(200);
  expect((await ask('GET', `/${gold.body.id}`)).status).toBe(404);
  expect(await listed('/marketing/members')).toEqual([]);
});

it.each(['//elsewhere.example/', 'https://elsewhere.example/', '/\\elsewhere.example', 'marketing'])(
  'refuses %s, which is no page of the workbench',
  async (path) => {
    expect((await ask('POST', '', { name: path, path })).status).toBe(400);
  },
);
