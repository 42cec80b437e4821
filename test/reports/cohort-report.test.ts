import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBook, type OpenBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { isTellable } from '#engine/members/small-groups.ts';
import { cohortReport } from '#engine/reports/cohort-report.ts';
import { dataTables, rowsOf, type Row } from '#engine/reports/document.ts';
import { oneRow } from '#engine/database.server.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

const HEADER = 'event_id,member_id,event_type,points,occurred_at,reason,amount';
let number = 0;
const purchase = (member: string, month: string) =>
  `E${++number},${member},earn,10,2024-${month}-05 10:00:00,purchase,10`;

let workspace: TestWorkspace;
let book: OpenBook;

/** Of 30 members who first bought in January, 20 came back in the second quarter, 4 in the third, 25 in the fourth; 6 more began in May. */
beforeAll(async () => {
  workspace = await testWorkspace();
  const lines = [
    ...members(30).map((each) => purchase(each, '01')),
    ...members(20).map((each) => purchase(each, '05')),
    ...members(4).map((each) => purchase(each, '08')),
    ...members(25).map((each) => purchase(each, '11')),
    ...members(6).map((each) => purchase(`late-${each}`, '05')),
  ];
  await workspace.feed({ 'point_events.csv': `${[HEADER, ...lines].join('\n')}\n` });
  const id = await workspace.compute('2024-12-31');
  book = await openBook(bookPath(workspacePaths(workspace.path).books, id));
});
afterAll(async () => {
  book.close();
  await workspace.remove();
});

const members = (count: number) => Array.from({ length: count }, (_, at) => `M${at}`);

/** Cells of a measure by cohort and age: members of the cohort, members who did, share. */
async function cells(measure: string): Promise<Record<string, Row>> {
  const document = await cohortReport({ book, language: 'zh-CN', intake: null, decisions: new Map() });
  const found: Record<string, Row> = {};
  for (const table of dataTables(document))
    for await (const rows of rowsOf(table))
      for (const row of rows) if (row[2] === measure) found[`${row[0]} ${row[1]}`] = row.slice(3, 9);
  return found;
}

describe('the cohort report', () => {
  it('tells shares of large groups, and nothing of small ones or of what is left when most did', async () => {
    expect(await cells('active')).toEqual({
      '2024-01-01 0': ['30', '30', '1.0000', null, null, null],
      '2024-01-01 1': ['30', '20', '0.6667', null, null, null],
      '2024-01-01 2': ['30', null, null, null, null, null],
      // All but five: their number would tell of the five.
      '2024-01-01 3': ['30', null, null, null, null, null],
      '2024-04-01 0': [null, null, null, null, null, null],
      '2024-04-01 1': [null, null, null, null, null, null],
      '2024-04-01 2': [null, null, null, null, null, null],
    });
  });

  it('says each figure only with the measure whose members it is about', async () => {
    expect((await cells('earning'))['2024-01-01 1']).toEqual(['30', '20', '0.6667', '200.00', null, null]);
    expect((await cells('value'))['2024-01-01 1']).toEqual(['30', '20', null, null, null, '200.0000']);
    expect((await cells('redeeming'))['2024-01-01 1']).toEqual(['30', '0', '0.0000', null, '0.00', null]);
    expect((await cells('points'))['2024-01-01 2']).toEqual(['30', null, null, null, null, null]);
  });

  it.each([
    [0, 30, true],
    [1, 30, false],
    [9, 30, false],
    [10, 30, true],
    [20, 30, true],
    [21, 30, false],
    [30, 30, true],
    [0, 9, false],
  ])('%d of %d may be told: %s', async (part, whole, told) => {
    const { answer } = await oneRow<{ answer: boolean }>(
      book.connection,
      `select ${isTellable('part', 'whole')} as answer from (select ${part} as part, ${whole} as whole)`,
    );
    expect(answer).toBe(told);
  });
});
