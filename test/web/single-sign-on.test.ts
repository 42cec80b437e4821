import { beforeEach, describe, expect, it } from 'vitest';
import { readAccessLog } from '#pipelines/people/access-log.ts';
import { changeAccount } from '#pipelines/people/people.ts';
import { Browser, openDoor, type TestDoor } from '#test/support/door.ts';
import { CLIENT, providerFor, throughProvider } from '#test/support/openid-provider.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

const ORIGIN = 'http://127.0.0.1:4173';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await testWorkspace();
  return () => workspace.remove();
});

async function signInBy(gate: TestDoor, browser: Browser): Promise<Response> {
  const way = (await gate.door.singleSignOn(browser))!;
  browser.keep(way.cookies);
  const back = await throughProvider(way.url, ORIGIN);
  const response = await gate.door.fromProvider(new Request(back, { headers: browser.headers }), browser);
  browser.keep(response.headers.getSetCookie());
  return response;
}

async function gateWith(email: string): Promise<TestDoor> {
  const singleSignOn = {
    name: 'The house',
    issuer: await providerFor(email, ORIGIN),
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
    const back = await throughProvider(way.url, ORIGIN);
    const other = new Browser();
    const response = await gate.door.fromProvider(new Request(back, { headers: other.headers }), other);
    other.keep(response.headers.getSetCookie());
    expect((await gate.door.viewerOf(other)).viewer).toBeNull();
  });
});
