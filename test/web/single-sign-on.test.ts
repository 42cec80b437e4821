import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readAccessLog } from '#pipelines/people/access-log.ts';
import { changeAccount } from '#pipelines/people/people.ts';
import { Browser, openDoor, type TestDoor } from '#test/support/door.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

const ORIGIN = 'http://127.0.0.1:4173';
const CLIENT = { id: 'jiheng', secret: 'a secret of the provider, long' };

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await testWorkspace();
  return () => workspace.remove();
});

/** A real OpenID provider on a port of its own; whoever comes is signed in there as `email` and consents. */
async function providerFor(email: string): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${ORIGIN}/auth/callback/oidc`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email, email_verified: true, name: 'Li Wei' }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void (async () => {
      const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
      if (prompt.name === 'login')
        return provider.interactionFinished(request, response, { login: { accountId: 'someone' } });
      const grant = grantId
        ? (await provider.Grant.find(grantId))!
        : new provider.Grant({ accountId: session!.accountId, clientId: params.client_id as string });
      grant.addOIDCScope('openid email profile');
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    })();
  });
  return issuer;
}

/** Follows a browser through the provider, until it is sent back to this server. */
async function throughProvider(start: string): Promise<string> {
  const jar = new Map<string, string>();
  let address = start;
  for (let hop = 0; hop < 12 && !address.startsWith(ORIGIN); hop++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const each of answer.headers.getSetCookie()) {
      const pair = each.split(';')[0]!;
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`${address} answers ${answer.status}: ${await answer.text()}`);
    address = new URL(next, address).href;
  }
  return address;
}

async function signInBy(gate: TestDoor, browser: Browser): Promise<Response> {
  const way = (await gate.door.singleSignOn(browser))!;
  browser.keep(way.cookies);
  const back = await throughProvider(way.url);
  const response = await gate.door.fromProvider(new Request(back, { headers: browser.headers }), browser);
  browser.keep(response.headers.getSetCookie());
  return response;
}

async function gateWith(email: string): Promise<TestDoor> {
  const singleSignOn = {
    name: 'The house',
    issuer: await providerFor(email),
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
  };
  const gate = openDoor(workspace.path, { origin: ORIGIN, singleSignOn });
  await gate.setUp();
  return gate;
}

describe('single sign-on by a real OpenID provider', () => {
  it('signs in whoever has been invited under the address, and nobody else', async () => {
    const gate = await gateWith('compliance@example.cn');
    const stranger = new Browser();
    const refused = await signInBy(gate, stranger);
    expect(refused.headers.get('location')).toBe('/sign-in?problem=single_sign_on');
    expect((await gate.door.viewerOf(stranger)).viewer).toBeNull();

    const { account } = await gate.join({ role: 'compliance' });
    const browser = new Browser();
    await signInBy(gate, browser);
    expect((await gate.door.viewerOf(browser)).viewer).toMatchObject({
      role: 'compliance',
      person: { id: account.id },
    });
    const log = readAccessLog(gate.state, {}, 10).entries;
    expect(log[0]).toMatchObject({ action: 'sign_in', subject: 'single sign-on' });
    expect(JSON.stringify(log)).not.toContain(CLIENT.secret);

    changeAccount(gate.state, account.id, { is_disabled: true });
    expect((await gate.door.viewerOf(browser)).viewer).toBeNull();
    await signInBy(gate, browser);
    expect((await gate.door.viewerOf(browser)).viewer).toBeNull();
  });

  it('takes no answer that this browser has not asked for', async () => {
    const gate = await gateWith('compliance@example.cn');
    await gate.join({ role: 'compliance' });
    const asked = new Browser();
    const way = (await gate.door.singleSignOn(asked))!;
    const back = await throughProvider(way.url);
    const other = new Browser();
    const response = await gate.door.fromProvider(new Request(back, { headers: other.headers }), other);
    other.keep(response.headers.getSetCookie());
    expect((await gate.door.viewerOf(other)).viewer).toBeNull();
  });
});
