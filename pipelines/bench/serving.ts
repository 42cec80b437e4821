import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCurrent } from '#engine/books/shelf.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { workspaceDay } from '#pipelines/store/workspace-day.ts';
import { localLink } from '#pipelines/cli/serve.ts';
import { startWebServer } from '#pipelines/cli/web-server.ts';
import { marketingQuestions, type Choices } from './marketing-questions.ts';
import { alone, timed, type BenchOptions } from './measured.ts';

/** Often enough for a 95th percentile. */
const REQUESTS = 40;

/** Spans of the ageing and of the maturity, as their tables name them. */
const AGES = ['0-2', '3-5', '6-11', '12-23'];
const LEFT = ['0-1', '1-3', '3-6', '6-12', '12-24'];

/**
 * What each page of the workbench asks when it opens, and what its usual filters ask then; another member, window or
 * month each time, as users do.
 */
function questions({ members }: Pick<Choices, 'members'>, time: number): readonly string[] {
  const member = encodeURIComponent(members[time % members.length]!);
  const window = `limit=50&offset=${time * 50}`;
  const month = `2024-${String((time % 12) + 1).padStart(2, '0')}`;
  const issuer = `issuer=S${String(time).padStart(5, '0')}`;
  const redeemer = `S${String(time * 7).padStart(5, '0')}`;
  return [
    '/api/overview',
    `/api/accounts?${window}`,
    `/api/accounts?${window}&sort=points_outstanding&order=desc`,
    `/api/accounts?limit=50&q=${member}`,
    `/api/trace?member=${member}`,
    `/api/trace/events?member=${member}&limit=100`,
    `/api/trace/lots?member=${member}&limit=100`,
    `/api/events?${window}`,
    `/api/events?limit=50&month=${month}`,
    `/api/events?limit=50&event=EV${String(time).padStart(16, '0')}`,
    `/api/mismatches?${window}`,
    '/api/books',
    '/api/batches',
    `/api/rejects?${window}`,
    `/api/findings?${window}`,
    '/api/findings/summary',
    '/api/rules',
    '/api/liability',
    `/api/liability/rollforward?limit=200&offset=${time}`,
    `/api/liability/rollforward?by=issuer&from=${month}&to=${month}`,
    `/api/liability/events?${issuer}&month=${month}&movement=issued&limit=50`,
    `/api/liability/events?${issuer}&month=${month}&movement=redeemed&limit=50`,
    `/api/liability/lots?${issuer}&month=${month}&limit=50`,
    `/api/liability/lots?${issuer}&month=${month}&part=pending&limit=50`,
    `/api/liability/rollforward?${issuer}&vintage=2023-05&from=${month}&to=${month}&limit=1`,
    `/api/liability/changes?${issuer}&month=${month}&movement=change_in_estimate&limit=50`,
    `/api/liability/events?month=${month}&movement=debt_incurred&limit=50`,
    `/api/liability/debts?month=${month}&limit=50`,
    `/api/liability/settlement?from=${month}&to=${month}&limit=100`,
    `/api/liability/settlement-events?wallet=base&${issuer}&redeemer=${redeemer}&without=bearer&month=${month}&limit=50`,
    `/api/liability/payable-events?wallet=base&is_sale=true&month=${month}&limit=50`,
    `/api/liability/events?month=${month}&movement=redeemed&limit=50`,
    `/api/liability/bucket-lots?basis=months_since_issue&bucket=${AGES[time % AGES.length]}&limit=50`,
    `/api/liability/bucket-lots?basis=expiry&bucket=${LEFT[time % LEFT.length]}&limit=50`,
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
  pages: 'all' | 'marketing' = 'all',
): Promise<void> {
  const workspace = join(options.folder, `served-${pages}`);
  await initWorkspace(workspace);
  await rm(join(workspace, 'books'), { recursive: true, force: true });
  await rename(books, join(workspace, 'books'));
  await makeCurrent(join(workspace, 'books'), bookId);
  const server = await startWebServer(workspace, { host: '127.0.0.1', port: 0, isPortFixed: true });
  try {
    const cookie = await signIn(localLink(workspace, server.url, await workspaceDay(workspace))!);
    const get = async <Body>(path: string) => JSON.parse(await ask(server.url + path, cookie)) as Body;
    const some = await get<{ rows: { member_id: string }[] }>(`/api/accounts?limit=${REQUESTS}&offset=1000`);
    const members = some.rows.map((row) => row.member_id);
    const choices = pages === 'marketing' ? { members, ...(await marketingChoices(get)) } : undefined;
    const all = (time: number) =>
      choices ? marketingQuestions(choices, time) : questions({ members }, time);
    for (const [index, name] of all(0).entries()) {
      options.signal.throwIfAborted();
      options.progress(`ask ${name}`);
      const times: number[] = [];
      for (let time = 0; time < REQUESTS; time++)
        times.push(await timed(() => ask(server.url + all(time)[index]!, cookie)));
      const first = times[0]!;
      times.sort((a, b) => a - b);
      options.found(alone(`95th percentile of ${name}`, times[Math.ceil(0.95 * REQUESTS) - 1]!, REQUESTS));
      options.found(alone(`first answer of ${name}`, first, 1));
    }
  } finally {
    await server.close();
  }
}

/** Opens the link of the start as whoever starts it does, and gives the cookie; member ids are shown, as rejects need. */
async function signIn(link: string): Promise<string> {
  const { origin } = new URL(link);
  const answer = await fetch(link, { redirect: 'manual' });
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const shown = await fetch(`${origin}/api/session/identities`, {
    method: 'PUT',
    headers: { origin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'benchmark' }),
  });
  if (!shown.ok) throw new Error(`The benchmark could not sign in: ${answer.status}, then ${shown.status}.`);
  return cookie;
}

/** What the sample programme's book can be chosen by. */
async function marketingChoices(
  get: <Body>(path: string) => Promise<Body>,
): Promise<Omit<Choices, 'members'>> {
  const { tier, region, merchant } =
    await get<Record<'tier' | 'region' | 'merchant', string[]>>('/api/cohorts/choices');
  const { rows } = await get<{ rows: Choices['rewards'] }>('/api/members/rewards?limit=100');
  return { tiers: tier, regions: region, merchants: merchant, rewards: rows };
}

async function ask(url: string, cookie: string): Promise<string> {
  const answer = await fetch(url, { headers: { accept: 'application/json', cookie } });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${body.slice(0, 200)}`);
  return body;
}
