import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAccessLog, verifyAccessLog } from '#pipelines/people/access-log.ts';
import { createLink, linkForStart } from '#pipelines/people/one-time-links.ts';
import { changeAccount, endSessions, listAccounts } from '#pipelines/people/people.ts';
import { Browser, openDoor, PASSWORD, type TestDoor } from '#test/support/door.ts';
import { totp } from '#test/support/totp.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { setViewingAs, showIdentities } from '../../web/lib/server/access/sessions.ts';

let workspace: TestWorkspace;
let gate: TestDoor;

beforeEach(async () => {
  workspace = await testWorkspace();
  gate = openDoor(workspace.path);
  return () => workspace.remove();
});

const inside = async (browser: Browser) => (await gate.door.viewerOf(browser)).viewer;
const actions = () => readAccessLog(gate.state, {}, 100).entries.map(({ action }) => action);

describe('the first administrator', () => {
  it('comes by the link of the first start, once; the setup is closed for good', async () => {
    const first = linkForStart(gate.state, gate.door.today())!;
    expect(gate.door.linkKind(first)).toBe('setup');
    const { browser, account } = await gate.setUp();
    expect(account.role).toBe('administrator');
    expect((await inside(browser))?.role).toBe('administrator');
    // A link of the setup that was made before, or is made by force now, does nothing.
    expect(gate.door.linkKind(first)).toBeUndefined();
    const forced = createLink(gate.state, { kind: 'setup', person_id: null });
    expect(gate.door.linkKind(forced)).toBeUndefined();
    await expect(gate.door.enterByLink(forced, new Browser())).rejects.toThrow(/has been used or has ended/);
    expect(listAccounts(gate.state)).toHaveLength(1);
  });

  it('gets a new link at every start on this machine, and none where others reach it', async () => {
    const { account } = await gate.setUp();
    const token = linkForStart(gate.state, gate.door.today())!;
    const outside = openDoor(workspace.path, { isPublic: true });
    expect(outside.door.linkKind(token)).toBeUndefined();
    const browser = new Browser();
    const entered = await gate.door.enterByLink(token, browser);
    expect(entered.account.id).toBe(account.id);
    await expect(gate.door.enterByLink(token, browser)).rejects.toThrow(/has been used/);
  });

  it('cannot give up being the last one', async () => {
    const { account } = await gate.setUp();
    for (const change of [{ role: 'finance' as const }, { is_disabled: true }, { ends_on: '2099-01-01' }])
      expect(() => changeAccount(gate.state, account.id, change)).toThrow(/last administrator/);
  });
});

describe('a session ends at once', () => {
  it('with signing out: its cookie, copied before, is worth nothing', async () => {
    const { browser } = await gate.setUp();
    const copy = browser.copy();
    expect(await inside(copy)).not.toBeNull();
    await gate.door.signOut(await inside(browser), browser);
    expect(await inside(copy)).toBeNull();
  });

  it.each([
    ['a change of role', { role: 'marketing' as const }],
    ['a change of scope', { scope: { programmes: null, merchants: ['S1'], regions: null } }],
    ['disabling', { is_disabled: true }],
    ['an end in the past', { ends_on: '2020-01-01' }],
  ])('with %s', async (_, change) => {
    await gate.setUp();
    const { browser, account } = await gate.join({ role: 'finance' });
    expect((await inside(browser))?.role).toBe('finance');
    changeAccount(gate.state, account.id, change);
    expect(await inside(browser)).toBeNull();
  });

  it('with the last day of the account, in the zone of the programme', async () => {
    await gate.setUp();
    const day = gate.door.today();
    const { browser } = await gate.join({ role: 'auditor', ends_on: day });
    expect(await inside(browser)).not.toBeNull();
    gate.clock.now = new Date(gate.clock.now.getTime() + 24 * 3600_000);
    expect(await inside(browser)).toBeNull();
  });

  it('when an administrator says so, and not by a new name', async () => {
    await gate.setUp();
    const { browser, account } = await gate.join({ role: 'compliance' });
    changeAccount(gate.state, account.id, { name: '李薇' });
    expect((await inside(browser))?.person.name).toBe('李薇');
    endSessions(gate.state, account.id);
    expect(await inside(browser)).toBeNull();
  });
});

describe('signing in', () => {
  it('takes the password, kept as a hash, and nothing of it or the cookie is in the log', async () => {
    await gate.setUp();
    const { account } = await gate.join({ role: 'finance' });
    const browser = new Browser();
    expect((await gate.door.signIn(account.email, 'wrong one entirely', browser)).outcome).toBe('refused');
    const entrance = await gate.door.signIn(account.email.toUpperCase(), PASSWORD, browser);
    expect(entrance.outcome).toBe('in');
    browser.keep('cookies' in entrance ? entrance.cookies : []);
    expect((await inside(browser))?.person.id).toBe(account.id);
    expect(actions().slice(0, 2)).toEqual(['sign_in', 'sign_in_failed']);
    expect(verifyAccessLog(gate.state).ok).toBe(true);
    const [{ password }] = gate.state.prepare('select password from credentials').all() as [
      { password: string },
    ];
    expect(password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
    const log = JSON.stringify(readAccessLog(gate.state, {}, 100));
    const [token] = /session_token=([^;.%]+)/.exec(browser.headers.get('cookie')!)!.slice(1);
    for (const secret of [PASSWORD, 'wrong one entirely', token!]) expect(log).not.toContain(secret);
    const file = readFileSync(join(workspace.path, 'state.sqlite'));
    expect(file.includes(PASSWORD)).toBe(false);
  });

  it('sets cookies that scripts and other sites do not get', async () => {
    await gate.setUp();
    const { account } = await gate.join({ role: 'finance' });
    const cookiesOf = async (door: TestDoor['door']) => {
      const entrance = await door.signIn(account.email, PASSWORD, new Browser());
      return 'cookies' in entrance ? entrance.cookies.filter((each) => each.includes('session_token')) : [];
    };
    const [plain] = await cookiesOf(gate.door);
    expect(plain).toMatch(/HttpOnly/i);
    expect(plain).toMatch(/SameSite=Lax/i);
    const secure = openDoor(workspace.path, { origin: 'https://points.example.cn', isPublic: true });
    const [cookie] = await cookiesOf(secure.door);
    expect(cookie).toMatch(/^__Secure-jiheng/);
    expect(cookie).toMatch(/; Secure/i);
  });

  it('is refused to whoever is disabled, as for a wrong password', async () => {
    await gate.setUp();
    const { account } = await gate.join({ role: 'finance' });
    changeAccount(gate.state, account.id, { is_disabled: true });
    expect((await gate.door.signIn(account.email, PASSWORD, new Browser())).outcome).toBe('refused');
  });

  it('is slowed down after five failures, whatever the password, and forgets with time', async () => {
    await gate.setUp();
    const { account } = await gate.join({ role: 'finance' });
    const tryWith = (password: string) => gate.door.signIn(account.email, password, new Browser());
    for (let tried = 0; tried < 5; tried++) expect((await tryWith('wrong')).outcome).toBe('refused');
    expect((await tryWith(PASSWORD)).outcome).toBe('wait');
    gate.clock.now = new Date(gate.clock.now.getTime() + 1100);
    expect((await tryWith('wrong again')).outcome).toBe('refused');
    gate.clock.now = new Date(gate.clock.now.getTime() + 1100);
    expect((await tryWith(PASSWORD)).outcome).toBe('wait');
    gate.clock.now = new Date(gate.clock.now.getTime() + 1000);
    expect((await tryWith(PASSWORD)).outcome).toBe('in');
  });

  it('asks for the second factor where there is one', async () => {
    await gate.setUp();
    const { account, browser } = await gate.join({ role: 'compliance' });
    const viewer = (await inside(browser))!;
    expect(await gate.door.beginSecondFactor('not the password', browser)).toBeUndefined();
    const begun = (await gate.door.beginSecondFactor(PASSWORD, browser))!;
    expect(begun.picture).toMatch(/^<svg/);
    expect(begun.backupCodes.length).toBeGreaterThan(5);
    expect(await gate.door.confirmSecondFactor(viewer, '000000', browser)).toBeUndefined();
    expect(await gate.door.confirmSecondFactor(viewer, totp(begun.secret), browser)).toBeDefined();

    const other = new Browser();
    const first = await gate.door.signIn(account.email, PASSWORD, other);
    expect(first.outcome).toBe('second_factor');
    other.keep('cookies' in first ? first.cookies : []);
    expect(await inside(other)).toBeNull();
    expect((await gate.door.verifyCode('000000', other)).outcome).toBe('refused');
    const second = await gate.door.verifyCode(totp(begun.secret), other);
    expect(second.outcome).toBe('in');
    other.keep('cookies' in second ? second.cookies : []);
    expect((await inside(other))?.person.id).toBe(account.id);
  });

  it('ends the other sessions when the password changes', async () => {
    await gate.setUp();
    const { browser, account } = await gate.join({ role: 'finance' });
    const other = new Browser();
    const entrance = await gate.door.signIn(account.email, PASSWORD, other);
    other.keep('cookies' in entrance ? entrance.cookies : []);
    const viewer = (await inside(browser))!;
    const wrong = await gate.door.changePassword(
      viewer,
      { current: 'no', next: 'another sentence' },
      browser,
    );
    expect(wrong).toEqual({ problem: 'current' });
    const change = await gate.door.changePassword(
      viewer,
      { current: PASSWORD, next: 'another sentence' },
      browser,
    );
    browser.keep('cookies' in change ? change.cookies : []);
    expect(await inside(browser)).not.toBeNull();
    expect(await inside(other)).toBeNull();
  });
});

describe('what a session may', () => {
  it('is the role looked as, for an administrator only', async () => {
    const { browser } = await gate.setUp();
    const { session } = (await inside(browser))!;
    const as = {
      name: 'S1',
      role: 'finance' as const,
      scope: { programmes: null, merchants: ['S1'], regions: null },
    };
    setViewingAs(gate.state, session!.id, as);
    expect(await inside(browser)).toMatchObject({ role: 'finance', scope: as.scope, seesIdentities: false });
    const { browser: finance } = await gate.join({ role: 'finance' });
    setViewingAs(gate.state, (await inside(finance))!.session!.id, { ...as, role: 'administrator' });
    expect((await inside(finance))?.role).toBe('finance');
  });

  it('shows who members are for half an hour, to roles that may', async () => {
    const { browser } = await gate.setUp();
    const { session } = (await inside(browser))!;
    expect((await inside(browser))!.seesIdentities).toBe(false);
    showIdentities(gate.state, session!.id, new Date(gate.clock.now.getTime() + 60_000));
    expect((await inside(browser))!.seesIdentities).toBe(true);
    gate.clock.now = new Date(gate.clock.now.getTime() + 61_000);
    expect((await inside(browser))!.seesIdentities).toBe(false);
  });
});
