import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../web/messages/en.ts';
import { zhCN } from '../../web/messages/zh-CN.ts';
import { walkBehindHttps } from './behind-https-walk.ts';
import { walkThroughPeople } from './people-walk.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

const PAGES = [
  '/',
  '/compliance',
  '/compliance/findings',
  '/compliance/findings?by=rule',
  '/compliance/remediation',
  '/compliance/rules',
  '/compliance/promises',
  '/compliance/decisions',
  '/compliance/reports',
  '/finance',
  '/finance/rollforward',
  '/finance/rollforward?by=issuer&unit=points',
  '/finance/cell?month=2026-06&movement=closing&wallet=base',
  '/finance/redemption',
  '/finance/sensitivity?rate=100&value=10',
  '/finance/ageing',
  '/finance/journal',
  '/finance/settlement',
  '/finance/settlement/events?month=2026-06&wallet=travel&payable=sale',
  '/finance/ageing/lots?basis=expiry&bucket=3-6',
  '/finance/journal/entry?month=2026-06&wallet=base&entry_kind=redemption',
  '/finance/tie-out',
  '/marketing/cohorts',
  '/marketing/cohorts/members?grid=quarter&basis=first_event&cohort=2025-01&age=1',
  '/marketing/members?from=2025-07&to=2026-06',
  '/marketing/members/one',
  '/marketing/members/outlook',
  '/marketing/reach',
  '/marketing/contacts',
  '/marketing/metrics',
  '/marketing/preferences',
  '/marketing/preferences?level=item&dimension=tier',
  '/marketing/preferences/members?wallet=base&level=category&key=souvenir&did=afford',
  '/marketing/purchases?attribute=colour',
  '/marketing/purchases/members?attribute=category&value=household',
  '/marketing/lock-in?from=2025&to=2026',
  '/marketing/lock-in/strata?question=near',
  '/marketing/promotions',
  '/marketing/promotions/one?promotion=BN2304',
  '/marketing/catalogue?balance=5000',
  '/marketing/catalogue/item?item=I304',
  '/marketing/coalition',
  '/marketing/coalition/shop?merchant=S1',
  '/green',
  '/green/evidence?category=led_lamp',
  '/green/behaviours',
  '/green/regions',
  '/green/regions?level=province',
  '/green/leaderboard',
  '/green/leaderboard?of=enterprise',
  '/green/leaderboard?of=merchant',
  '/green/flows?figure=used',
  '/green/points',
  '/green/assumptions?lamp_hours=2000&electricity=national',
  '/green/integrity',
  '/green/factors',
  '/ledger/accounts',
  '/ledger/trace',
  '/ledger/events',
  '/ledger/reconciliation',
  '/data',
  '/data/upload',
  '/data/database',
  '/data/rejects',
  '/data/books',
  '/account',
  '/settings/people',
  '/settings/access-log',
];

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
}, 300_000);
afterAll(() => workbench.close());

const heading = (page: Page) => page.locator('main h1').innerText();

/** Keys, choices and scrolling are heard once the page's script runs. */
const ALIVE = { waitUntil: 'networkidle' } as const;

describe('a reader', () => {
  it('walks from the outstanding points to the record that earned some of them', async () => {
    const { page, complaints } = await workbench.open();
    await page.goto('/', ALIVE);
    expect(await heading(page)).toBe('总览');
    const outstanding = page.locator('a.figure', { hasText: '未兑换余额' });
    const figure = (await outstanding.locator('.value').innerText()).replace(/[^\d.]/g, '');
    await page.locator('[role=img] canvas').waitFor();

    await outstanding.click();
    await page.waitForURL('**/ledger/accounts?**');
    const sum = await page.locator('tfoot td').nth(2).innerText();
    expect(Number(sum.replaceAll(',', ''))).toBe(Number(figure));

    await page.locator('tbody a').first().click();
    await page.waitForURL('**/ledger/trace?**');
    expect(await heading(page)).toMatch(/^轨迹 · /);
    await page.locator('[role=img] canvas').waitFor();
    expect(await page.locator('#lots tbody tr').count()).toBeGreaterThan(0);

    await page.locator('#lots tbody a.code').first().click();
    await page.getByTestId('source').waitFor();
    expect(await page.getByTestId('source').innerText()).toMatch(/point_events\.csv 第 \d+ 条/);
    await page.getByTestId('source').getByRole('link').click();
    await page.waitForURL('**/data?**');
    expect(await page.getByTestId('answer').innerText()).toContain('批次链完整');
    expect(complaints).toEqual([]);
  });

  it('sees the first divergence of an account and opens its event', async () => {
    const { page, complaints } = await workbench.open();
    await page.goto('/ledger/reconciliation', ALIVE);
    expect(await page.getByTestId('answer').innerText()).toMatch(/\d 处差异/);
    await page
      .locator('tbody tr', { has: page.locator('.first') })
      .locator('a.code, a:has(.code)')
      .first()
      .click();
    await page.getByTestId('event').waitFor();
    expect(complaints).toEqual([]);
  });

  it('sees a chart of what is chosen, not of what was', async () => {
    const { page, complaints } = await workbench.open();
    await page.goto('/finance?unit=money', ALIVE);
    const chart = page.locator('[role=img] canvas').first();
    await chart.waitFor();
    const inMoney = await chart.screenshot();
    await page.locator('select[name=unit]').selectOption('points');
    await page.waitForURL('**unit=points**', ALIVE);
    await expect.poll(async () => (await chart.screenshot()).equals(inMoney)).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('reaches the last of thousands of accounts by scrolling', async () => {
    const { page } = await workbench.open();
    await page.goto('/ledger/accounts?sort=member_id&order=desc', ALIVE);
    const table = page.locator('.windowed');
    await table.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    const total = Number(await page.locator('table').getAttribute('aria-rowcount'));
    await page.locator(`tr[aria-rowindex="${total}"] a`).first().waitFor();
  });

  it('changes language and theme, and both stay', async () => {
    const { page, complaints } = await workbench.open();
    await page.goto('/ledger/accounts?wallet=base', ALIVE);
    await page.getByRole('button', { name: 'English' }).click();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    expect(page.url()).toContain('wallet=base');
    expect(await heading(page)).toBe('Accounts');
    await page.locator('select[name=theme]').selectOption('dark');
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.goto('/', ALIVE);
    expect(await heading(page)).toBe('Overview');
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(17, 21, 19)',
    );
    expect(complaints).toEqual([]);
  });

  it('gets along with the keyboard alone', async () => {
    const { page } = await workbench.open();
    await page.goto('/', ALIVE);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#content');
    await page.keyboard.press('/');
    await page.keyboard.type('P1');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ledger/accounts?**q=P1**');
    await page.locator('tbody a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ledger/trace?**');
    await page.locator('.book-trigger').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.book-menu').waitFor({ state: 'detached' });
  });

  it('is told what is wrong with an address, and what to do', async () => {
    const { page } = await workbench.open();
    await page.goto('/ledger/trace?member=nobody', ALIVE);
    expect(await page.getByRole('alert').innerText()).toContain('没有这个会员');
    await page.goto('/?book=00000000', ALIVE);
    expect(await page.getByRole('alert').innerText()).toContain('没有这本账簿');
    await page.goto('/no/such/page', ALIVE);
    expect(await page.getByRole('alert').innerText()).toContain('没有这个页面');
  });
});

describe('an officer', () => {
  // Terms, an account, people connected, a promotion, a person: findings of five kinds.
  it.each([
    ['expiry-shortened', '《中华人民共和国消费者权益保护法》第 16 条', /terms\.csv 第 \d+ 条/],
    ['expiry-not-matched', '可追溯（本计划自身账簿）', /terms\.csv 第 \d+ 条/],
    ['transfer-ring', '《中华人民共和国反洗钱法》第 10 条', /terms\.csv 第 \d+ 条/],
    ['prize-over-cap', '《规范促销行为暂行规定》第 17, 18 条', /当时施行的 \d+ 份规则文本/],
    ['minor-targeted', '《未成年人网络保护条例》第 24 条', /当时施行的 \d+ 份规则文本/],
  ])(
    'answers for %s by which law and terms, from which record, and who decided what',
    async (rule, law, terms) => {
      const { page, complaints } = await workbench.open();
      await page.goto(`/compliance/findings?rule=${rule}`, ALIVE);
      await page.locator('tbody a[href*="/compliance/findings/"]').first().click();
      await page.waitForURL(/\/compliance\/findings\/[^?]+/);
      const section = (title: string) =>
        page.locator('main section', { has: page.getByRole('heading', { name: title, exact: true }) });

      expect(await section('当时施行的条文').innerText()).toContain(law);
      expect(await section('当时的规则文本').innerText()).toMatch(terms);
      const evidence = await section('证据').innerText();
      expect(evidence).toMatch(/\w+\.csv 第 \d+ 条/);
      // Keys of the evidence read in the reader's language.
      expect(await section('证据').locator('.value .code').count()).toBe(0);
      const picture = page.locator('[role=img] canvas');
      if (rule === 'transfer-ring') await picture.waitFor();
      else expect(await picture.count()).toBe(0);
      expect(await section('会员投诉').innerText()).toContain('没有投诉记录');

      const reason = `核对 ${rule} 的原始记录`;
      await section('处理').locator('textarea').fill(reason);
      await section('处理').getByRole('button', { name: '写入记录' }).click();
      const decided = section('处理').locator('ol li', { hasText: reason });
      await decided.waitFor();
      expect(await decided.innerText()).toContain('root');
      expect(complaints).toEqual([]);
    },
  );
});

describe('other machines', () => walkBehindHttps());

describe('every page', () => {
  const keys = [...leaves(zhCN)];

  it.each([
    ['zh-CN', 390],
    ['zh-CN', 1440],
    ['en-US', 390],
    ['en-US', 1440],
  ])('in %s at %d px: translated, no overflow, no complaint, printable', async (locale, width) => {
    const open = () => workbench.open({ locale, viewport: { width, height: 844 } });
    // A page is mostly waited for until it is quiet: some at once.
    const readers = await Promise.all([open(), open(), open()]);
    const paths = [...PAGES, await memberPage(readers[0]!.page)].values();
    await Promise.all(
      readers.map(async ({ page }) => {
        for (const path of paths) await look(page, path, locale);
      }),
    );
    const { page } = readers[0]!;
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(readers.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  async function look(page: Page, path: string, locale: string): Promise<void> {
    await page.goto(path, ALIVE);
    const seen = await page.evaluate(() => ({
      text: document.body.innerText,
      // Names and texts of the data stand in the data's own language.
      ofData: [...document.querySelectorAll<HTMLElement>('[translate=no]')].map(
        (element) => element.innerText,
      ),
      overflow: document.documentElement.scrollWidth - innerWidth,
      unnamed: [...document.querySelectorAll('a, button, input:not([type=hidden]), select')].filter(
        (element) =>
          !element.textContent?.trim() && !element.ariaLabel && !(element as HTMLInputElement).labels?.length,
      ).length,
    }));
    expect.soft(seen.overflow, `${path} overflows`).toBeLessThanOrEqual(0);
    expect.soft(seen.unnamed, `${path} has controls without a name`).toBe(0);
    expect
      .soft(
        keys.filter((key) => seen.text.includes(key) && standsAlone(key, seen.text)),
        `${path} shows keys`,
      )
      .toEqual([]);
    expect.soft(seen.text, `${path} has an unfilled message`).not.toMatch(/\{\{|undefined|NaN/);
    const ours = seen.ofData.reduce((text, words) => text.replace(words, ''), seen.text);
    if (locale === 'en-US') expect.soft(chineseOf(ours), `${path} is half translated`).toEqual([]);
  }
});

/** The page of the first member on the list: his name there differs from workspace to workspace. */
async function memberPage(page: Page): Promise<string> {
  await page.goto('/marketing/members', ALIVE);
  const link = page.locator('main a[href*="/marketing/members/one?"]').first();
  return (await link.getAttribute('href'))!;
}

/** Paths of all messages with a dot: what an untranslated key would look like. */
function* leaves(tree: object, path = ''): Generator<string> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'object') yield* leaves(value as object, `${path}${key}.`);
    else yield path + key;
  }
}

/** Whether a key stands in a text as such, not as the beginning of a longer name (`members.region_code` is a column). */
function standsAlone(key: string, text: string): boolean {
  return new RegExp(`(?<![\\w.])${key.replaceAll('.', '\\.')}(?![\\w.])`).test(text);
}

/** Chinese words on an English page that are not the switch of the language. */
function chineseOf(text: string): string[] {
  return (text.match(/[\u4e00-\u9fff]+/g) ?? []).filter((word) => word !== en.shell.languageOther);
}

// Last: an administrator who has looked as somebody else sees no member ids until a reason is given again.
describe('people', () => walkThroughPeople(() => workbench));
