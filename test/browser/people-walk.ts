import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { totp } from '#test/support/totp.ts';
import { zhCN } from '../../web/messages/zh-CN.ts';
import type { Workbench } from './workbench.ts';

const { account, list, menu, signIn } = zhCN.people;
const PASSWORD = '李薇自己的一句长密码';
const ALIVE = { waitUntil: 'networkidle' } as const;
/** A browser that nobody has signed in with. */
const STRANGER = { storageState: { cookies: [], origins: [] } };

/** What an administrator and whom they invite do with accounts, in browsers of their own. */
export function walkThroughPeople(workbench: () => Workbench): void {
  let liWei: Page;
  let secret: string;

  it('invites somebody, who accepts in another browser and sees what their role may', async () => {
    const { page, complaints } = await workbench().open();
    await page.goto('/settings/people', ALIVE);
    await page.getByRole('button', { name: list.invite }).click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByLabel(list.name).fill('李薇');
    await dialog.getByLabel(list.email).fill('liwei@example.cn');
    await dialog.locator('select').selectOption('compliance');
    await dialog.getByRole('button', { name: list.send }).click();
    const link = await dialog.locator('code').innerText();
    await dialog.getByRole('button', { name: list.done }).click();

    liWei = (await workbench().open(STRANGER)).page;
    await liWei.goto(link, ALIVE);
    expect(await liWei.locator('main').innerText()).toContain('liwei@example.cn');
    await liWei.locator('input[name=password]').fill(PASSWORD);
    await liWei.getByRole('button', { name: zhCN.people.invitation.submit }).click();
    await liWei.waitForURL((url) => url.pathname === '/');
    expect(await liWei.locator('nav').innerText()).not.toContain(zhCN.shell.pages.people);
    // The link is used up.
    const again = (await workbench().open(STRANGER)).page;
    await again.goto(link, ALIVE);
    expect(await again.getByRole('alert').innerText()).toBe(signIn.linkEnded);
    expect(complaints).toEqual([]);
  });

  it('turns two steps on, keeping the key after a wrong code, and signs in with them', async () => {
    await liWei.goto('/account', ALIVE);
    const second = liWei.locator('section', { has: liWei.getByRole('heading', { name: account.second }) });
    await second.getByLabel(account.current).fill(PASSWORD);
    await second.getByRole('button', { name: account.begin }).click();
    await second.locator('.picture svg').waitFor();
    secret = await second.locator('.key code').innerText();
    await second.getByLabel(account.code).fill('000000');
    await second.getByRole('button', { name: account.confirm }).click();
    await second.getByRole('alert').waitFor();
    await second.getByLabel(account.code).fill(totp(secret));
    await second.getByRole('button', { name: account.confirm }).click();
    await second.getByText(account.secondOn).waitFor();

    await liWei.locator('.user-trigger').click();
    await liWei.getByRole('menuitem', { name: menu.signOut }).click();
    await liWei.getByText(signIn.signedOut).waitFor();
    await liWei.getByLabel(signIn.email).fill('liwei@example.cn');
    await liWei.getByLabel(signIn.password).fill(PASSWORD);
    await liWei.getByRole('button', { name: signIn.submit }).click();
    await liWei.getByLabel(signIn.code).fill(totp(secret));
    await liWei.getByRole('button', { name: signIn.codeSubmit }).click();
    await liWei.waitForURL((url) => url.pathname === '/');
  });

  it('shows member ids after a reason, and hides them again', async () => {
    await liWei.goto('/ledger/accounts', ALIVE);
    const first = liWei.locator('tbody a').first();
    const pseudonym = await first.innerText();
    expect(pseudonym).toMatch(/^m-[0-9a-f]{12}$/);
    await liWei.locator('.user-trigger').click();
    await liWei.getByRole('menuitem', { name: menu.showIdentities }).click();
    await liWei.getByLabel(menu.reason).fill('核实客诉 2025-118');
    await liWei.getByRole('button', { name: menu.show, exact: true }).click();
    await liWei.locator('tbody a', { hasNotText: 'm-' }).first().waitFor();
    await liWei.locator('.user-trigger').click();
    await liWei.getByRole('menuitem', { name: menu.hideIdentities }).click();
    await liWei.locator('tbody a', { hasText: pseudonym }).first().waitFor();
    const { page } = await workbench().open();
    await page.goto('/settings/access-log?action=identities_shown&text=2025-118', ALIVE);
    expect(await page.locator('tbody').innerText()).toContain('李薇');
  });

  it('looks as another, who may not change anything meanwhile, and goes back', async () => {
    const { page, complaints } = await workbench().open();
    await openDialogOf(page, '李薇');
    await page.getByRole('button', { name: list.viewAs }).click();
    await page.getByText('正以“李薇”的身份查看').waitFor();
    await page.goto('/compliance/findings', ALIVE);
    expect(await page.locator('tbody input[type=checkbox]').count()).toBe(0);
    await page.getByRole('button', { name: menu.viewSelf }).click();
    await page.locator('tbody input[type=checkbox]').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('changes role and part of the data, ends sessions and disables: each ends the session at once', async () => {
    const { page, complaints } = await workbench().open();
    const dialog = await openDialogOf(page, '李薇');
    await dialog.locator('select').selectOption('marketing');
    await dialog.getByLabel(zhCN.people.scope.merchants).fill('S1');
    await dialog.getByRole('button', { name: list.save }).click();
    await dialog.getByTestId('saved').waitFor();
    await signInAgain();
    // Of the coalition she sees her own shop, and no other.
    await liWei.waitForURL('**/marketing/coalition/shop?merchant=S1**');
    await liWei.locator('main h1').waitFor();
    expect(await liWei.getByRole('alert').count()).toBe(0);
    await liWei.goto('/marketing/coalition/shop?merchant=S2', ALIVE);
    await liWei.getByRole('alert').waitFor();

    await dialog.getByRole('button', { name: list.endSessions }).click();
    await dialog.getByTestId('saved').waitFor();
    await signInAgain();
    await dialog.getByRole('button', { name: list.disable }).click();
    await dialog.getByRole('button', { name: list.enable }).waitFor();
    await liWei.goto('/account', ALIVE);
    expect(new URL(liWei.url()).pathname).toBe('/sign-in');
    await liWei.getByLabel(signIn.email).fill('liwei@example.cn');
    await liWei.getByLabel(signIn.password).fill(PASSWORD);
    await liWei.getByRole('button', { name: signIn.submit }).click();
    expect(await liWei.getByRole('alert').innerText()).toBe(signIn.refused);
    expect(complaints).toEqual([]);
  });

  /** Her session has ended: whatever she opens asks her to sign in, and takes her on from there. */
  async function signInAgain(): Promise<void> {
    await liWei.goto('/', ALIVE);
    expect(new URL(liWei.url()).pathname).toBe('/sign-in');
    await liWei.getByLabel(signIn.email).fill('liwei@example.cn');
    await liWei.getByLabel(signIn.password).fill(PASSWORD);
    await liWei.getByRole('button', { name: signIn.submit }).click();
    await liWei.getByLabel(signIn.code).fill(totp(secret));
    await liWei.getByRole('button', { name: signIn.codeSubmit }).click();
    await liWei.locator('.user-trigger').waitFor();
  }
}

async function openDialogOf(page: Page, name: string) {
  await page.goto('/settings/people', ALIVE);
  await page.locator('tr', { hasText: name }).getByRole('button', { name: list.edit }).click();
  return page.locator('dialog[open]');
}
