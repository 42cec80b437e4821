import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { gbkOf } from '#test/support/gbk.ts';
import { emptyWorkbench } from '../browser/workbench.ts';
import { rowsXml, workbookOf } from '../pipelines/xlsx-file.ts';
import { describeWith, ownDatabase, type OwnDatabase } from './servers.ts';

const TABLE = `create table member_point_record (
  id bigint not null auto_increment primary key, user_id bigint not null, biz_id varchar(255) not null,
  biz_type tinyint not null, title varchar(255) not null, description varchar(5000), point int not null,
  total_point int not null, create_time datetime not null, deleted bit(1) not null default b'0')`;
const insert = (rows: readonly string[]) =>
  `insert into member_point_record (id, user_id, biz_id, biz_type, title, point, total_point, create_time) values ${rows.join(', ')}`;
const earn = (id: number) =>
  `(${id}, ${id % 7}, 'o${id}', 21, '订单积分奖励', 10, 10, '2025-01-0${(id % 9) + 1} 10:00:00')`;

const HEADER = '流水号,会员号,类型,积分,时间';
const MALL_CSV = `${HEADER}
A1,甲一,获得,100,2025-02-01 09:00:00
A2,甲一,兑换,30,2025-02-02 09:00:00
A3,甲二,获得,一百,2025-02-03 09:00:00
`;
const SHEET = workbookOf([
  {
    name: '积分',
    rows: rowsXml([
      ['event_id', 'member_id', 'event_type', 'points', 'occurred_at'],
      ['00000000000000000071', '客户1', 'earn', 50, '2025-03-01 09:00:00'],
      ['00000000000000000072', '客户1', 'redeem', 20, '2025-03-02 09:00:00'],
    ]),
  },
]);

/** Each walks through several runs of the command line; a busy machine needs its time. */
vi.setConfig({ testTimeout: 600_000 });

describeWith('MariaDB', 'a person who has only the web page', () => {
  let workbench: Awaited<ReturnType<typeof emptyWorkbench>>;
  let database: OwnDatabase;
  beforeAll(async () => {
    database = await ownDatabase('MariaDB');
    await database.run(TABLE, insert(Array.from({ length: 40 }, (_, at) => earn(at + 1))));
    await database.run(
      `insert into member_point_record (id, user_id, biz_id, biz_type, title, point, total_point, create_time) values (41, 7, 'o41', 99, '邀请', 5, 5, '2025-01-09 10:00:00')`,
    );
    workbench = await emptyWorkbench();
  });
  afterAll(() => workbench.close());

  it('gets a yudao table, a GBK CSV and a workbook into one programme, and the control totals agree', async () => {
    const { page, complaints } = await workbench.open();
    // Nothing is there yet, and the page says the ways in.
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.getByRole('main').getByRole('link', { name: '读取数据库' }).click();
    await page.waitForURL('**/data/database');
    const from = new URL(database.url);
    await fillServer(page, from, 'not the password');
    await connect(page);
    expect(await page.locator('[data-state=failed]').innerText()).toMatch(/Access denied/);
    await page.fill('[name=password]', database.password);
    await connect(page);
    await page.selectOption('select[name=table]', 'member_point_record');
    const ingest = page.getByRole('button', { name: '导入 41 行' });
    await ingest.waitFor();
    expect(await answer(page)).toContain('预计接受 40 行、拒收 1 行');
    const preview = (name: string) => page.getByRole('region', { name, exact: true }).locator('tbody tr');
    expect(await preview('文件里的样子').count()).toBe(20);
    expect(await preview('读入后的样子').count()).toBe(20);
    expect(await preview('读入后的样子').first().innerText()).toMatch(/earn\s+10\.00/);
    await ingest.click();
    await page.getByRole('button', { name: '再读一张表' }).waitFor();
    expect(await answer(page)).toBe('已导入 41 行：接受 40，重复 0，冲突 0，跳过 0，拒收 1。');
    // A page that is reloaded still tells.
    await page.reload({ waitUntil: 'networkidle' });
    expect(await answer(page)).toContain('已导入 41 行');

    await upload(page, '积分流水.csv', gbkOf(MALL_CSV));
    expect(await answer(page)).toBe('已导入 3 行：接受 2，重复 0，冲突 0，跳过 0，拒收 1。');
    await upload(page, '三月.xlsx', SHEET);
    expect(await answer(page)).toBe('已导入 2 行：接受 2，重复 0，冲突 0，跳过 0，拒收 0。');

    await page.getByRole('button', { name: '计算', exact: true }).click();
    await page.getByTestId('new-book').click();
    await page.waitForURL('**/?book=**');
    // 40 × 10 + 100 − 30 + 50 − 20, all of it without an expiry.
    const outstanding = page.locator('a.figure', { hasText: '未兑换余额' });
    expect(await outstanding.locator('.value').innerText()).toMatch(/^500/);
    await page.goto('/data', { waitUntil: 'networkidle' });
    expect(await answer(page)).toBe('共导入 3 批、46 行，其中 2 行被拒收；批次链完整。');
    // The browser itself says that a wrong password was told as a failed job, and nothing else.
    expect(complaints).toEqual([]);
  });

  it('corrects the refused row of the GBK file and uploads it again, read as it was refused', async () => {
    const { page } = await workbench.open();
    await page.goto('/data/rejects', { waitUntil: 'networkidle' });
    const mall = page.locator('tbody tr', { hasText: '积分流水.csv' });
    const batch = await mall
      .locator('a', { hasText: /^[0-9a-f]{16}/ })
      .first()
      .innerText();
    const answered = await page.request.get(`/api/rejects/correction?batch=${batch}&table=point_events`);
    const text = (await answered.body()).subarray(3).toString('utf8');
    expect(text).toContain('A3,甲二,获得,一百');
    // Chinese Excel saves it in its own encoding.
    await upload(page, '改好的.csv', gbkOf(text.replace('一百,', '100,')), '按被拒收时的读法');
    expect(await answer(page)).toContain('已导入 1 行：接受 1');
    await page.goto(`/data/rejects?batch=${batch}`, { waitUntil: 'networkidle' });
    expect(await answer(page)).toContain('1');
  });

  it('reads on from the watermark, and its password is nowhere', async () => {
    await database.run(insert([earn(42), earn(43)]));
    const { page } = await workbench.open();
    await page.goto('/data/database', { waitUntil: 'networkidle' });
    await page.getByLabel(/^读过的表/).selectOption({ index: 1 });
    await page.fill('[name=user]', new URL(database.url).username);
    await page.fill('[name=password]', database.password);
    await connect(page);
    await page.getByRole('button', { name: /导入 \d+ 行/ }).waitFor();
    expect(await answer(page)).toMatch(/id 自 41 起/);
    await page.getByRole('button', { name: /导入 \d+ 行/ }).click();
    await page.getByRole('button', { name: '再读一张表' }).waitFor();
    expect(await answer(page)).toMatch(/接受 2，重复 \d+/);

    const files = await readdir(workbench.workspace, { recursive: true, withFileTypes: true });
    for (const file of files.filter((each) => each.isFile()))
      expect((await readFile(join(file.parentPath, file.name))).includes(database.password), file.name).toBe(
        false,
      );
    expect(workbench.said()).not.toContain(database.password);
    expect(execFileSync('ps', ['axww', '-o', 'args']).includes(database.password)).toBe(false);
    const { jobs } = (await (await page.request.get('/api/jobs')).json()) as { jobs: unknown[] };
    expect(JSON.stringify(jobs)).not.toContain(database.password);
  });
});

const answer = (page: Page) => page.getByTestId('answer').innerText();

async function fillServer(page: Page, from: URL, password: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.fill('[name=host]', from.hostname);
  await page.fill('[name=port]', from.port);
  await page.fill('[name=database]', from.pathname.slice(1));
  await page.fill('[name=user]', from.username);
  await page.fill('[name=password]', password);
}

/** Connects, and waits for what comes of it. */
async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: /测试连接|重新连接/ }).click();
  await page.locator('[data-state=failed], select[name=table]').first().waitFor();
}

/** Uploads a file, ingests it after its check, and waits for the sums. */
async function upload(page: Page, name: string, buffer: Buffer, source?: string): Promise<void> {
  await page.goto('/data/upload', { waitUntil: 'networkidle' });
  await page.setInputFiles('input[type=file]', { name, mimeType: 'application/octet-stream', buffer });
  const commit = page.getByRole('button', { name: '导入 1 个文件' });
  await commit.waitFor();
  if (source) expect(await page.locator('section', { hasText: name }).innerText()).toContain(source);
  await commit.click();
  await page.getByRole('button', { name: '继续上传' }).waitFor();
}
