import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { request as askPlain, type IncomingMessage } from 'node:http';
import { createServer, request as askSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { readAccessLog } from '#pipelines/people/access-log.ts';
import { openDoor, PASSWORD } from '#test/support/door.ts';
import { CLIENT, providerFor, throughProvider } from '#test/support/openid-provider.ts';
import { totp } from '#test/support/totp.ts';
import { testWorkspace } from '#test/support/workspace.ts';

const CLI = join(PACKAGE_ROOT, 'pipelines/cli/jiheng.mjs');
/** A key and a certificate of localhost that prove nothing to anybody: for these tests alone. */
const PEM = readFileSync(join(PACKAGE_ROOT, 'test/browser/localhost.pem'));
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const SECRET = 'qX8f0v3mWc7yJd2LrT5nZk9sBhGa4EuP';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  cookies: string[];
  text: string;
}

/** Serves other machines for real: the server listens everywhere, a proxy before it ends TLS. */
export function walkBehindHttps(): void {
  it('refuses to serve other machines unprepared, and says each thing to do', async () => {
    const workspace = await testWorkspace();
    onTestFinished(() => workspace.remove());
    await chmod(workspace.path, 0o755);
    const environment = { ...process.env, JIHENG_SECRET: 'change-me' };
    const server = spawn(
      process.execPath,
      [CLI, 'serve', '--host', '0.0.0.0', '--port', '0', '--workspace', workspace.path],
      { env: environment, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    server.stderr.on('data', (data: Buffer) => (said += data.toString()));
    expect(await once(server, 'exit')).toEqual([2, null]);
    for (const each of [/--origin https:/, /open the link it prints/, /openssl rand/, /chmod o-rwx/])
      expect(said).toMatch(each);
  });

  it('serves behind https: secure cookies, its own origin only, and no secret in what it prints', async () => {
    const workspace = await testWorkspace();
    onTestFinished(() => workspace.remove());
    await chmod(workspace.path, 0o700);
    const gate = openDoor(workspace.path);
    const { account } = await gate.setUp();
    await gate.door.setPassword(account.id, PASSWORD);

    // The proxy first: the server must be told its address.
    let inner = 0;
    const proxy = createServer({ key: PEM, cert: PEM }, (outer, response) => {
      const headers = { ...outer.headers, 'x-forwarded-for': '203.0.113.9' };
      const passed = askPlain(
        { port: inner, host: '127.0.0.1', method: outer.method, path: outer.url, headers },
        (answer) => {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(response);
        },
      );
      outer.pipe(passed);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const port = (proxy.address() as AddressInfo).port;
    const origin = `https://localhost:${port}`;
    const issuer = await providerFor('liwei@example.cn', origin);
    const server = spawn(
      process.execPath,
      [
        CLI,
        'serve',
        '--json',
        '--host',
        '0.0.0.0',
        '--port',
        '0',
        '--origin',
        origin,
        '--workspace',
        workspace.path,
      ],
      {
        env: {
          ...process.env,
          JIHENG_SECRET: SECRET,
          ADDRESS_HEADER: 'x-forwarded-for',
          JIHENG_OIDC_ISSUER: issuer,
          JIHENG_OIDC_CLIENT_ID: CLIENT.id,
          JIHENG_OIDC_CLIENT_SECRET: CLIENT.secret,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    onTestFinished(() => void server.kill('SIGKILL'));
    let said = '';
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (data: Buffer) => (said += data.toString()));
    while (!said.includes('\n')) await once(server.stdout, 'data');
    const started = JSON.parse(said.split('\n')[0]!) as { port: number; link: string | null };
    // A link that anybody who reads the output could open is not printed here.
    expect(started.link).toBeNull();
    inner = started.port;

    const ask = (path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> =>
      answerOf(
        askSecure({
          host: '127.0.0.1',
          port,
          servername: 'localhost',
          ca: PEM,
          method,
          path,
          headers: { host: `localhost:${port}`, ...headers },
        }),
        body,
      );
    const post = (path: string, form: Record<string, string>, headers: Record<string, string> = { origin }) =>
      ask(path, { method: 'POST', headers: { ...FORM, ...headers }, body: `${new URLSearchParams(form)}` });
    const json = (method: string, path: string, cookie: string, body: unknown) =>
      ask(path, {
        method,
        headers: { origin, cookie, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });

    const door = await ask('/');
    expect([door.status, door.headers.location]).toEqual([303, '/sign-in?page=%2F']);
    const page = await ask('/sign-in');
    expect(page.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/);

    // Another name, another origin, or none: refused, whatever the content type; past the proxy too.
    expect((await ask('/sign-in', { headers: { host: 'localhost' } })).status).toBe(421);
    const knock = { email: account.email, password: PASSWORD };
    for (const headers of [
      {},
      { origin: 'https://elsewhere.example' },
      { origin: `http://localhost:${port}` },
    ])
      expect((await post('/sign-in?/password', knock, headers as Record<string, string>)).status).toBe(403);
    const past = (headers: Record<string, string>) =>
      answerOf(askPlain({ host: '127.0.0.1', port: inner, path: '/sign-in', headers }), '');
    expect((await past({})).status).toBe(421);
    // Under its own name, but without what the proxy says of whoever asks.
    expect((await past({ host: `localhost:${port}` })).status).toBe(403);

    // Sign-in: failed, then right.
    const wrong = 'not the password at all 1';
    expect((await post('/sign-in?/password', { ...knock, password: wrong })).text).toContain('401');
    const entered = await post('/sign-in?/password', knock);
    const [session] = entered.cookies.filter((each) => each.includes('session_token'));
    expect(session).toMatch(/^__Secure-jiheng\.session_token=/);
    for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i])
      expect(session).toMatch(attribute);
    const cookie = jar(entered.cookies);
    expect((await ask('/api/session', { headers: { cookie } })).status).toBe(200);

    // An invitation accepted, a second factor begun, single sign-on, a file brought in.
    const invited = await json('POST', '/api/people', cookie, {
      ...{ name: '李薇', email: 'liwei@example.cn', role: 'finance', ends_on: null },
      scope: { programmes: null, merchants: null, regions: null },
    });
    const token = new URL((JSON.parse(invited.text) as { path: string }).path, origin).searchParams.get(
      'link',
    )!;
    const chosen = 'a sentence that Li Wei chose';
    const accepted = await post('/enter/invitation', { link: token, name: '李薇', password: chosen });
    const hers = jar(accepted.cookies);
    const begun = await post('/account?/beginSecondFactor', { password: chosen }, { origin, cookie: hers });
    const key = /[A-Z2-7]{32,}/.exec(begun.text)![0];
    const confirmed = await post(
      '/account?/confirmSecondFactor',
      { code: totp(key) },
      { origin, cookie: hers },
    );
    expect(confirmed.text).not.toContain('400');
    const way = await ask('/auth/sso');
    const back = await throughProvider(way.headers.location as string, origin);
    const returned = await ask(back.slice(origin.length), { headers: { cookie: jar(way.cookies) } });
    expect(returned.headers.location).toBe('/');
    const upload = JSON.parse((await json('POST', '/api/uploads', cookie, {})).text) as { id: string };
    const file = await ask(`/api/uploads/${upload.id}/files?name=point_events.csv`, {
      ...{ method: 'PUT', headers: { origin, cookie, 'content-type': 'text/csv' } },
      body: 'event_id,member_id,event_type,points,occurred_at\nE1,M1,earn,1,2024-01-10 10:00:00\n',
    });
    expect(file.status).toBe(201);

    // Signed out, the copied cookie opens nothing.
    await post('/sign-out', {}, { origin, cookie });
    expect((await ask('/api/session', { headers: { cookie } })).status).toBe(401);

    const log = readAccessLog(gate.state, {}, 100).entries;
    expect(new Set(log.filter(({ action }) => action === 'sign_in').map(({ address }) => address))).toEqual(
      new Set(['203.0.113.9']),
    );
    const closed = once(server, 'exit');
    server.kill('SIGINT');
    await closed;
    const tokens = [cookie, hers, jar(returned.cookies)].flatMap(
      (each) => /session_token=([^;.%]+)/.exec(each)?.[1] ?? [],
    );
    expect(tokens).toHaveLength(3);
    const secrets = [PASSWORD, wrong, chosen, key, token, CLIENT.secret, SECRET, ...tokens];
    expect(secrets.filter((secret) => said.includes(secret) || JSON.stringify(log).includes(secret))).toEqual(
      [],
    );
  });
}

/** What a browser sends back of the cookies it was given. */
function jar(cookies: readonly string[]): string {
  return cookies.map((each) => each.split(';')[0]!).join('; ');
}

async function answerOf(request: ReturnType<typeof askPlain>, body: string): Promise<Answer> {
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return {
    status: answer.statusCode!,
    headers: answer.headers,
    cookies: answer.headers['set-cookie'] ?? [],
    text: Buffer.concat(chunks).toString(),
  };
}
