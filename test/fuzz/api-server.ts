import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Role } from '#pipelines/people/role.ts';
import { EVERYTHING } from '#pipelines/people/scope.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { testWorkspace } from '#test/support/workspace.ts';
import { closedTo } from '../../web/lib/server/access/allow.ts';
import { ACCESS } from '../../web/lib/server/access/table.ts';
import type { Viewer } from '../../web/lib/server/access/viewer.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';
import type { Job } from '../../web/lib/server/jobs/job.ts';
import { Jobs, type JobRequest } from '../../web/lib/server/jobs/jobs.ts';

// The API alone on a port of its own, over a small book: whoever asks is of the role that a header names, or nobody.
// Prints its address and the ids of what there is as one line of JSON and serves until its input ends. An answer that
// its reader may not have is turned into a fault, 500, so that whoever fuzzes sees it.

/** Member ids that are like no other text: nobody here has said why they must be seen. */
const MEMBERS = ['Zhang-901', 'Wang-902'];
/** What is S2's alone, in no answer to the partner S1. */
const FOREIGN = /\bE2\b|\bE3\b|二号店/;

/** Takes work into the queue as ever, and stops it at once: what is tried is how it is asked for. */
class StoppedJobs extends Jobs {
  override async start(request: JobRequest): Promise<Job> {
    return this.cancel((await super.start(request)).id);
  }

  /** The first only: thousands are asked for here. */
  override async list(filter: { readonly kind?: string; readonly subject?: string } = {}): Promise<Job[]> {
    return (await super.list(filter)).slice(0, 20);
  }
}

const workspace = await testWorkspace();
await workspace.feed({
  'point_events.csv': `event_id,member_id,event_type,points,occurred_at,balance_after,reason,merchant_id,amount
E1,Zhang-901,earn,100,2024-01-10T10:00:00+08:00,100,purchase,S1,100
E2,Zhang-901,earn,50,2024-02-29T23:30:00+08:00,151,purchase,S2,50
E3,Wang-902,redeem,20,2024-04-01T00:30:00+08:00,,,S2,
`,
  'merchants.csv': `merchant_id,name,joined_at,region_code
S1,一号店,2023-01-01T00:00:00+08:00,440300
S2,二号店,2023-01-01T00:00:00+08:00,310000
`,
});
await workspace.compute('2024-06-30');
const books = new Books(workspace.path);
const jobs = new StoppedJobs(workspace.path);
const api = createApi({
  books,
  workspace: workspace.path,
  jobs,
  viewerOf: (context) => context.env.viewer ?? null,
});

/** Each role, and a partner of a coalition: finance, who may see one merchant. */
function viewerNamed(name: unknown): Viewer | null {
  const role = name === 'partner' ? 'administrator' : Role.safeParse(name).data;
  if (!role) return null;
  return {
    person: { id: role, name: role },
    role,
    scope: name === 'partner' ? { ...EVERYTHING, merchants: ['S1'] } : EVERYTHING,
    seesIdentities: false,
    session: { id: 'fuzz', role, viewingAs: null, identitiesUntil: null },
    address: '127.0.0.1',
  };
}

/** The row of the table of routes that answers an address; undefined where none does. */
function rowFor(method: string, path: string): string | undefined {
  const fits = (route: string) => {
    const [ofMethod, pattern] = route.split(' ') as [string, string];
    const parts = pattern.split('/');
    const asked = path.split('/');
    return (
      ofMethod === method &&
      parts.length === asked.length &&
      parts.every((part, at) => part.startsWith(':') || part === asked[at])
    );
  };
  const found = Object.keys(ACCESS).filter(fits);
  return found.find((route) => !route.includes(':')) ?? found[0];
}

/** What is in an answer that whoever asked may not read; undefined: nothing. */
function leak(viewer: Viewer | null, method: string, path: string, status: number, text: string) {
  const row = rowFor(method, path);
  if (status < 400 && (!row || closedTo(viewer, row)))
    return `${row ?? path} is closed, and answered ${status}`;
  const named = MEMBERS.find((member) => text.includes(member));
  if (named) return `${named} is not hidden`;
  if (viewer?.scope.merchants && FOREIGN.test(text)) return `${FOREIGN.exec(text)![0]} is another merchant's`;
  return undefined;
}

const server = createServer((request, response) => {
  const { method = 'GET', url = '/' } = request;
  // The platform's Request knows no such methods; the web server's adapter refuses them before the API.
  if (['TRACE', 'CONNECT', 'TRACK'].includes(method)) {
    response.writeHead(405, { 'content-type': 'application/json' });
    response.end('{"error":{"code":"bad_request","message":"There is no such method."}}');
    return;
  }
  const viewer = viewerNamed(request.headers['x-role']);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
  const hasBody = !['GET', 'HEAD'].includes(method);
  const asked = new Request(`http://127.0.0.1${url}`, {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit);
  void (async () => {
    const answer = await api.fetch(asked, { viewer });
    const body = Buffer.from(await answer.arrayBuffer());
    // What was asked for may stand in a refusal; it tells nothing.
    const isEcho = answer.status >= 400;
    const told = leak(
      viewer,
      method,
      new URL(asked.url).pathname,
      answer.status,
      isEcho ? '' : body.toString(),
    );
    if (told === undefined) {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(body);
      return;
    }
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'internal', message: `LEAK: ${told}` } }));
  })();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const ask = async <Body = { id: string; rows: { finding_id: string }[] }>(
  path: string,
  init: RequestInit = {},
) =>
  (await (
    await api.fetch(new Request(`http://127.0.0.1/api${path}`, init), {
      viewer: viewerNamed('administrator'),
    })
  ).json()) as Body;
const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
/** Ids for addresses that name one thing, by the beginning of the address. */
const ids = {
  '/api/findings/': (await ask('/findings')).rows[0]!.finding_id,
  '/api/batches/': (await readStore(workspace.path)).batches[0]!.manifest.batch_id,
  '/api/uploads/': (await ask('/uploads', { method: 'POST' })).id,
  '/api/jobs/': (await ask('/jobs/compute', { ...json, body: '{}' })).id,
  '/api/rules/': 'balance-mismatch',
};
/** What parameters name, by their names. */
const named = {
  book: (await books.currentId())!,
  member: (await ask<{ rows: { member_id: string }[] }>('/accounts')).rows[0]!.member_id,
  merchant: 'S1',
};
const { port } = server.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ port, ids, named })}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
server.closeAllConnections();
server.close();
await jobs.close();
await books.close();
await workspace.remove();
process.exit();
