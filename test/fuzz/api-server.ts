import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Role } from '#pipelines/people/role.ts';
import { EVERYTHING } from '#pipelines/people/scope.ts';
import { testWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

// The API alone on a port of its own, over a small book: whoever asks is of the role that a header names, or nobody.
// Prints its address as one line of JSON and serves until its input ends.

const workspace = await testWorkspace();
await workspace.feed({
  'point_events.csv': `event_id,member_id,event_type,points,occurred_at,balance_after,reason,merchant_id,amount
E1,Zhang-901,earn,100,2024-01-10T10:00:00+08:00,100,purchase,S1,100
E2,Zhang-901,earn,50,2024-02-29T23:30:00+08:00,151,purchase,S2,50
E3,Wang-902,redeem,20,2024-04-01T00:30:00+08:00,,,S2,
`,
});
await workspace.compute('2024-06-30');
const books = new Books(workspace.path);
const api = createApi({
  books,
  workspace: workspace.path,
  viewerOf: (context) => context.env.viewer ?? null,
});

const server = createServer((request, response) => {
  const role = Role.safeParse(request.headers['x-role']).data;
  const viewer = role && {
    person: { id: role, name: role },
    role,
    scope: EVERYTHING,
    seesIdentities: false,
    session: { id: 'fuzz', role, viewingAs: null, identitiesUntil: null },
    address: '127.0.0.1',
  };
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
  const hasBody = !['GET', 'HEAD'].includes(request.method!);
  const asked = new Request(`http://127.0.0.1${request.url!}`, {
    method: request.method!,
    headers,
    ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit);
  void (async () => {
    const answer = await api.fetch(asked, { viewer: viewer ?? null });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) Readable.fromWeb(answer.body as never).pipe(response);
    else response.end();
  })();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
server.closeAllConnections();
server.close();
await books.close();
await workspace.remove();
process.exit();
