import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataTables, rowsOf, type Language, type ReportDocument } from '#engine/reports/document.ts';
import { printableSections } from '#pipelines/reports/pdf/printable.ts';
import { REPORT_KINDS } from '#pipelines/reports/kinds.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { documentWith } from './document.ts';
import { sourceOf } from './audited-workspace.ts';

const PROGRAMME = `programmes:
  - id: hongmi
    wallets:
      base:
        names: { zh-CN: 通用积分, en: Base points }
    rule_parameters:
      final-interpretation-clause:
        pattern: { value: 解释权归, reason: 本省执法口径 2025 年 3 月 }
`;

let workspace: TestWorkspace;
let bookId: string;
beforeAll(async () => {
  workspace = await testWorkspace();
  await writeFile(join(workspace.path, 'programme.yaml'), PROGRAMME);
  await workspace.feed({
    'point_events.csv':
      'event_id,member_id,event_type,points,occurred_at\nE1,甲,earn,100,2025-01-05T10:00:00+08:00\n',
    'terms.csv':
      'terms_id,wallet,published_at,effective_from,full_text\nT1,base,2024-12-01,2025-01-01,本规则解释权归商家所有。\n',
  });
  bookId = await workspace.compute();
}, 120_000);
afterAll(() => workspace.remove());

async function built<Result>(
  id: string,
  language: Language,
  use: (document: ReportDocument) => Promise<Result>,
): Promise<Result> {
  const source = await sourceOf(workspace.path, bookId, language);
  try {
    return await use(await REPORT_KINDS.find((kind) => kind.id === id)!.build(source));
  } finally {
    source.book.close();
  }
}

const onPaper = async (document: ReportDocument) => JSON.stringify(await printableSections(document));

async function inData(document: ReportDocument, id: string): Promise<readonly (string | null)[][]> {
  const table = dataTables(document).find((each) => each.id === id)!;
  const all = [table.columns.map(({ key }) => key as string | null)];
  for await (const piece of rowsOf(table)) all.push(...piece.map((row) => [...row]));
  return all;
}

describe('what the programme set itself', () => {
  it.each([
    [
      'audit',
      'zh-CN',
      '本计划改定参数“写明最终解释权的用语”（正则表达式）：解释权归。理由：本省执法口径 2025 年 3 月',
    ],
    [
      'audit',
      'en',
      'Set by the programme: Words that reserve final interpretation (regular expression): 解释权归. Reason: 本省执法口径 2025 年 3 月',
    ],
    ['regulatory', 'zh-CN', '本省执法口径 2025 年 3 月'],
  ] as const)('stands with its reason in the report %s in %s', async (id, language, text) => {
    expect(await built(id, language, onPaper)).toContain(text);
  });
});

describe('names', () => {
  it('stand instead of the ids of wallets on paper', async () => {
    const paper = await built('audit', 'zh-CN', onPaper);
    expect(paper).toContain('规则文本 T1 · 通用积分');
    expect(await built('regulatory', 'en', onPaper)).toContain('Base points');
  });

  it('stand beside the ids in data', async () => {
    const [columns, first] = await built('regulatory', 'zh-CN', (document) => inData(document, 'terms'));
    expect(columns!.slice(1, 4)).toEqual(['terms_id', 'wallet', 'wallet_name']);
    expect(first!.slice(1, 4)).toEqual(['T1', 'base', '通用积分']);
  });

  it('leave the totals of a table below their own columns', () => {
    const document = documentWith({
      columns: [
        { key: 'wallet', title: '积分类别', kind: 'text', nameOf: (id) => `名为 ${id}` },
        { key: 'points', title: '积分', kind: 'points', total: 'sum' },
      ],
      rows: [['base', '1.00']],
      totals: ['合计', '1.00'],
    });
    const [table] = dataTables(document);
    expect(table!.columns.map(({ title }) => title)).toEqual(['积分类别代码', '积分类别', '积分']);
    expect(table!.totals).toEqual(['合计', null, '1.00']);
  });
});

describe('yes, no and what was missing', () => {
  it('are words of the language', async () => {
    const answers = (rows: readonly (readonly (string | null)[])[]) =>
      rows.filter((row) => row.includes('judges_without_promise')).map((row) => row[3]);
    const parameters = (document: ReportDocument) => inData(document, 'parameters');
    expect(answers(await built('audit', 'zh-CN', parameters))).toEqual(['否', '是']);
    expect(answers(await built('audit', 'en', parameters))).toEqual(['no', 'yes']);
    const missing = await built('audit', 'zh-CN', (document) => inData(document, 'not_evaluable'));
    expect(missing.map((row) => row.at(-1))).toContain('广告（advertisements）');
  });
});
