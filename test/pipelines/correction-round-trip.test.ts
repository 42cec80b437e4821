import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx, writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles } from '#pipelines/ingest/check-files.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import type { IngestOutcome } from '#pipelines/ingest/make-batch.ts';
import { groupsOf, Plan, type Reading } from '#pipelines/ingest/plan.ts';
import { correctionText, writeCorrectionWorkbook } from '#pipelines/store/read-rejects.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { gbkOf } from '#test/support/gbk.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { typedRows } from './workbench.ts';

const signal = new AbortController().signal;
/** Twenty digits, leading zeros: what a spreadsheet would change if it took them for numbers. */
const ID = '00012345678901234567';
const EXPORT = `流水号,会员号,类型,积分,时间,备注
${ID},0071,赠,一百,2024-01-10 10:00:00,=SUM(A1)
00012345678901234568,0072,赠,五十,2024-01-11 10:00:00,-x
00012345678901234569,0072,赠,5,2024-01-12 10:00:00,好
`;
/** Made by hand on the page: nothing in the file's words would suggest it. */
const READING: Reading = {
  table: 'point_events',
  mapping: {
    name: 'corner-shop',
    tables: [
      {
        table: 'point_events',
        skip: [],
        refuse: [],
        warn: [],
        columns: {
          event_id: '流水号',
          member_id: '会员号',
          event_type: { column: '类型', codes: { 赠: 'earn' } },
          points: '积分',
          occurred_at: '时间',
        },
        also: [],
      },
    ],
  },
};

let workspace: TestWorkspace;
let folder: string;
let batch: string;
let files = 0;

beforeAll(async () => {
  workspace = await testWorkspace();
  folder = await mkdtemp(join(tmpdir(), 'jiheng-round-trip-'));
  const { manifest } = await ingested(await planned('会员积分.csv', gbkOf(EXPORT), READING));
  expect(manifest.files[0]).toMatchObject({ encoding: 'gb18030', accepted: 1, rejected: 2 });
  batch = manifest.batch_id;
});
afterAll(async () => {
  await workspace.remove();
  await rm(folder, { recursive: true, force: true });
});

async function planned(name: string, content: Uint8Array, reading: Reading = {}): Promise<Plan> {
  const path = join(folder, `${++files}`);
  await writeFile(path, content);
  return Plan.parse({ files: [{ path, name, reading }] });
}

async function ingested(plan: Plan): Promise<IngestOutcome> {
  const [group] = await groupsOf(plan);
  return ingest(workspace.path, [group!.files[0]!.path], { ...group!.options, signal });
}

/** Checks a corrected file as the page does. */
async function checked(name: string, content: Uint8Array) {
  const scratch = await mkdtemp(join(folder, 'scratch-'));
  const plan = await planned(name, content);
  const [file] = await checkFiles(workspace.path, plan, { scratch, signal, onStep: () => undefined });
  return file!;
}

/** Checks a corrected file, and ingests it as the check says. */
async function returned(name: string, content: Uint8Array): Promise<IngestOutcome> {
  const file = await checked(name, content);
  expect(file).toMatchObject({ problem: null, unfilled: [], source: 'correction' });
  expect(file.reading.mapping).toEqual(READING.mapping);
  return ingested(await planned(name, content, file.reading));
}

const rowOf = async (id: string) => (await typedRows(workspace.path)).filter((each) => each.event_id === id);

describe('refused rows come back corrected, read by the mapping that was made by hand', () => {
  it('from a workbook, long ids and formula-like text as they were', async () => {
    const out = join(folder, 'rejects.xlsx');
    await writeCorrectionWorkbook(workspace.path, { batch, table: 'point_events' }, out);
    const { sheets } = await readXlsx(await readFile(out));
    expect(sheets).toHaveLength(1);
    const [header, first, second] = sheets[0]!.rows as string[][];
    expect(first!.slice(0, 3)).toEqual([ID, '0071', '赠']);
    expect(first![header!.indexOf('备注')]).toBe("'=SUM(A1)");
    first![header!.indexOf('积分')] = '100';
    const corrected = await writeXlsx({ sheets: [{ name: 'rejects', rows: [header!, first!, second!] }] });
    const { manifest } = await returned('改好的.xlsx', corrected);
    expect(manifest.files[0]).toMatchObject({ rows_read: 2, accepted: 1, rejected: 1 });
    const [row] = await rowOf(ID);
    expect(row).toMatchObject({ member_id: '0071', points: '100.00' });
    expect(JSON.parse(row!.extra as string)).toMatchObject({ 备注: '=SUM(A1)', reject_batch: batch });
  });

  it('from CSV that Chinese Excel saved in GBK', async () => {
    let text = '';
    for await (const part of correctionText(workspace.path, { batch, table: 'point_events' }))
      text += part.text;
    const corrected = gbkOf(text.slice(1).replace('五十', '50'));
    const { manifest } = await returned('改好的.csv', corrected);
    expect(manifest.files[0]).toMatchObject({ encoding: 'gb18030', rows_read: 2, accepted: 1, rejected: 1 });
    expect(await rowOf('00012345678901234568')).toMatchObject([{ points: '50.00' }]);
  });

  it('but not where the mapping that the batch kept was altered', async () => {
    const { folder: kept } = (await readStore(workspace.path)).batches[0]!;
    const path = join(kept, 'mapping.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"earn"', '"redeem"'));
    const corrected = `流水号,reject_batch,reject_file,reject_record,reject_reasons\n1,${batch},会员积分.csv,1,\n`;
    expect((await checked('改好的.csv', Buffer.from(corrected))).problem).toMatch(
      /was altered after it was used/,
    );
    await writeFile(path, text);
  });
});
