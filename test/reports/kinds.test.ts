import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataTables, rowsOf, type ReportDocument } from '#engine/reports/document.ts';
import { REPORT_KINDS } from '#pipelines/reports/kinds.ts';
import { keepReport, keptReport, keptReports } from '#pipelines/reports/shelf.ts';
import { writeAsOneFile } from '#pipelines/reports/write-report.ts';
import { fileSha256 } from '#pipelines/store/write-batch.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { auditedWorkspace, HOSTILE_MEMBER, sourceOf } from './audited-workspace.ts';

let workspace: Awaited<ReturnType<typeof auditedWorkspace>>;
beforeAll(async () => {
  workspace = await auditedWorkspace();
}, 120_000);
afterAll(() => workspace.remove());

const kindOf = (id: string) => REPORT_KINDS.find((kind) => kind.id === id)!;

async function built<Result>(
  id: string,
  use: (document: ReportDocument) => Promise<Result>,
  memberId?: string,
) {
  const source = await sourceOf(workspace.path, workspace.bookId, 'zh-CN');
  try {
    return await use(await kindOf(id).build({ ...source, memberId }));
  } finally {
    source.book.close();
  }
}

/** All cells of the tables and all paragraphs. */
async function textOf(document: ReportDocument): Promise<string> {
  const texts = document.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
  );
  for (const table of dataTables(document))
    for await (const piece of rowsOf(table)) texts.push(...piece.map((row) => row.join('|')));
  return texts.join('\n');
}

describe('a member statement', () => {
  it('ends at the balance of the account and names each record', async () => {
    const text = await built('member', textOf, '甲');
    expect(text).toContain('base 60.00');
    expect(text).toMatch(
      /base\|2025-01-05T10:00:00\+08:00\|获得积分\|\|100\.00\|100\.00\|E1\|point_events\.csv:1/,
    );
    expect(text).toMatch(
      /base\|2025-02-05T10:00:00\+08:00\|兑换使用\|\|-40\.00\|60\.00\|E2\|point_events\.csv:2/,
    );
    expect(text).not.toContain('乙');
  });

  it('refuses a member whom the book does not know', async () => {
    await expect(built('member', textOf, '丙')).rejects.toThrow(/no account of member 丙/);
  });
});

describe('the summary for an authority', () => {
  it('counts persons and names none, nor shows refused records', async () => {
    const text = await built('regulatory', textOf);
    expect(text).toContain('违规');
    expect(text).toContain('balance-mismatch');
    for (const personal of ['base/甲', '|甲|', '乙', HOSTILE_MEMBER, 'E4'])
      expect(text).not.toContain(personal);
  });
});

describe('the same book and parameters give the same bytes', () => {
  it.each(
    REPORT_KINDS.flatMap(({ id, formats }) =>
      formats.filter((each) => each !== 'zip').map((format) => [id, format] as const),
    ),
  )('%s as %s', async (id, format) => {
    const hashes: string[] = [];
    for (const madeBy of ['李薇', '王强']) {
      const source = await sourceOf(workspace.path, workspace.bookId, 'zh-CN');
      const out = join(await temporaryFolder(), `report.${format}`);
      const memberId = kindOf(id).asksMember === true ? '甲' : undefined;
      const making = { workspace: workspace.path, kind: kindOf(id), format, madeBy, onStep: () => undefined };
      const madeAt = new Date().toISOString();
      await writeAsOneFile({ ...making, source: { ...source, memberId }, madeAt }, out);
      source.book.close();
      hashes.push(await fileSha256(out));
    }
    expect(hashes[0]).toBe(hashes[1]);
  });
});

describe('a kept report', () => {
  it('is found again with who made it and the hash of its bytes; an id that is none finds nothing', async () => {
    const source = await sourceOf(workspace.path, workspace.bookId, 'en');
    const making = {
      workspace: workspace.path,
      kind: kindOf('audit'),
      format: 'csv' as const,
      source,
      madeBy: '李薇',
      madeAt: '2025-04-03T00:00:00Z',
      onStep: () => undefined,
    };
    const about = {
      kind: 'audit',
      format: 'csv',
      language: 'en' as const,
      book_id: workspace.bookId,
      as_of: '2025-03-01',
      member_id: null,
      household_id: null,
      region_code: null,
      made_by: making.madeBy,
      made_at: making.madeAt,
      file: 'audit.csv.zip',
    };
    const kept = await keepReport(workspace.path, about, (path) => writeAsOneFile(making, path));
    source.book.close();
    expect(await keptReports(workspace.path)).toEqual([kept]);
    const found = await keptReport(workspace.path, kept.id);
    expect(found!.report.made_by).toBe('李薇');
    expect(await fileSha256(found!.path)).toBe(kept.sha256);
    expect(await keptReport(workspace.path, '../../keys')).toBeUndefined();
  });
});
