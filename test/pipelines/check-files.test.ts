import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles, type CheckedFile } from '#pipelines/ingest/check-files.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { groupsOf, Plan, type Reading } from '#pipelines/ingest/plan.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

const signal = new AbortController().signal;
let workspace: TestWorkspace;
let folder: string;
let files = 0;

beforeAll(async () => {
  workspace = await testWorkspace();
  folder = await mkdtemp(join(tmpdir(), 'jiheng-check-'));
});
afterAll(async () => {
  await workspace.remove();
  await rm(folder, { recursive: true, force: true });
});

async function planned(name: string, content: string | Uint8Array, reading: Reading = {}): Promise<Plan> {
  const path = join(folder, `${++files}`);
  await writeFile(path, content);
  return Plan.parse({ files: [{ path, name, reading }] });
}

async function checked(
  name: string,
  content: string | Uint8Array,
  reading: Reading = {},
): Promise<CheckedFile> {
  const plan = await planned(name, content, reading);
  const scratch = await mkdtemp(join(folder, 'scratch-'));
  const [file] = await checkFiles(workspace.path, plan, { scratch, signal, onStep: () => undefined });
  expect(await readdir(scratch)).toEqual([]);
  return file!;
}

/** 流水号,会员号,类型,积分,时间 in GBK: a mall's export, with one bad number and one unknown kind. */
const GBK = Buffer.from(
  'c1f7cbaebac52cbbe1d4b1bac52cc0e0d0cd2cbbfdb7d62ccab1bce40a' +
    '303030312c4d312cbbf1b5c32c3130302c323032342d30312d31302031303a30300a' +
    '303030322c4d312cb6d2bbbb2c2d33302c323032342d30322d31302031303a30300a' +
    '303030332c4d322cbbf1b5c32cd2bbb0d92c323032342d30322d31312031303a30300a' +
    '303030342c4d322cc9f1c3d82c352c323032342d30322d31322031303a30300a',
  'hex',
);

describe('the check before commit', () => {
  it('suggests a mapping for foreign columns, shows rows before and after, and adds nothing', async () => {
    const file = await checked('积分流水.csv', GBK);
    expect(file).toMatchObject({ problem: null, source: 'suggestion', unfilled: [] });
    expect(file.kinds).toEqual({
      column: '类型',
      values: [
        { value: '获得', rows: 2 },
        { value: '兑换', rows: 1 },
        { value: '神秘', rows: 1 },
      ],
    });
    const [table] = file.tables;
    expect(table).toMatchObject({ encoding: 'gb18030', delimiter: ',', table: 'point_events' });
    expect(table!.counts).toEqual({
      rows_read: 4,
      accepted: 2,
      duplicates: 0,
      conflicts: 0,
      skipped: 0,
      rejected: 2,
    });
    expect(table!.preview.map((row) => [row.after[0]?.points, row.reasons.map(({ code }) => code)])).toEqual([
      ['100.00', []],
      ['30.00', []],
      [undefined, ['not_a_number']],
      [undefined, ['unmapped_code']],
    ]);
    expect(table!.preview[1]).toMatchObject({
      before: ['0002', 'M1', '兑换', '-30', '2024-02-10 10:00'],
      after: [{ event_type: 'redeem', occurred_at: '2024-02-10 10:00:00+08' }],
    });
    expect(table!.refused.map((row) => row.record)).toEqual([3, 4]);
    expect((await readStore(workspace.path)).manifests).toEqual([]);
  });

  it('comes to what ingesting the same plan comes to', async () => {
    const { reading, tables } = await checked('积分流水.csv', GBK);
    const plan = await planned('积分流水.csv', GBK, reading);
    const [group] = await groupsOf(plan);
    const paths = group!.files.map((each) => each.path);
    const { manifest } = await ingest(workspace.path, paths, { ...group!.options, signal });
    const [stored] = manifest.files;
    expect(stored).toMatchObject({ name: '积分流水.csv', raw: 'raw/file-1', ...tables[0]!.counts });
    const again = await checked('积分流水.csv', GBK, reading);
    expect(again.tables[0]!.counts).toMatchObject({ accepted: 0, duplicates: 2, rejected: 2 });
  });

  it('knows a table by its name or its header, and a system by its columns', async () => {
    const members = await checked('export.csv', 'member_id,joined_at,region_code\nM1,2024-01-01,440300\n');
    expect(members).toMatchObject({ source: 'header', reading: { table: 'members' } });
    const yudao = await checked(
      'dump.csv',
      'id,user_id,biz_id,biz_type,title,point,total_point,create_time\n1,7,,1,签到,10,10,2024-03-01 08:00:00\n',
    );
    expect(yudao).toMatchObject({ source: 'preset', reading: { preset: 'yudao' } });
    expect(yudao.tables[0]!.counts).toMatchObject({ accepted: 1 });
  });

  it('reads signed points without a kind by their sign', async () => {
    const file = await checked('a.csv', 'id,uid,delta,time\n1,M1,5,2024-01-01\n2,M1,-3,2024-01-02\n');
    expect(file.tables[0]!.preview.map((row) => row.after[0])).toMatchObject([
      { event_type: 'earn', points: '5.00' },
      { event_type: 'redeem', points: '3.00' },
    ]);
  });

  it('asks a person where the file has nothing for a required column, and shows the file meanwhile', async () => {
    const file = await checked('notes.csv', 'colour,shape\nred,round\n');
    expect(file.unfilled).toContain('member_id');
    expect(file.tables[0]).toMatchObject({ counts: null, columns: ['colour', 'shape'] });
    expect(file.tables[0]!.preview[0]!.before).toEqual(['red', 'round']);
  });

  it.each([
    ['photo.png', 'x', /cannot be read/],
    ['broken.xlsx', 'x', /broken\.xlsx/],
    ['empty.csv', '', /empty/],
    ['wide.csv', `${Array.from({ length: 50_000 }, (_, at) => `c${at}`).join(',')}\n`, /50000 columns/],
  ])('says in one sentence why %s cannot be read', async (name, content, sentence) => {
    expect((await checked(name, content)).problem).toMatch(sentence);
  });

  it.each(['../x.csv', 'a/b.csv', 'a\\b.csv', '..', 'a\u0000.csv'])('takes no path %j for a name', (name) => {
    expect(Plan.safeParse({ files: [{ path: '1', name }] }).success).toBe(false);
  });
});
