import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { logAccess } from '#pipelines/people/access-log.ts';
import { withState } from '#pipelines/state/open.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await testWorkspace();
  return () => workspace.remove();
});

/** Subjects of the entries that a filter leaves, the latest first, and the lines of the same as a file. */
async function asked(query: Record<string, string>) {
  const api = createApi({ books: new Books(workspace.path), workspace: workspace.path });
  const search = new URLSearchParams(query);
  const answer = await api.request(`/api/access-log?${search}`);
  const { entries } = (await answer.json()) as { entries: { subject: string }[] };
  const file = await (await api.request(`/api/access-log/file?${search}`)).text();
  return { subjects: entries.map(({ subject }) => subject), lines: file.trim().split('\r\n').length - 1 };
}

describe('the access log', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-07T16:00:00.000Z', '2026-03-08T15:59:59.999Z', '2026-03-08T16:00:00.000Z'],
    // Clocks go forward in that night: the day has 23 hours.
    ['America/New_York', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z', '2026-03-09T04:00:00.000Z'],
  ])(
    'is cut by days of the programme in %s, in the list as in the file',
    async (zone, first, last, after) => {
      await writeFile(
        join(workspace.path, 'programme.yaml'),
        `programmes:\n  - id: default\n    time_zone: ${zone}\n`,
      );
      withState(workspace.path, (state) => {
        for (const [at, subject] of [
          [new Date(Date.parse(first) - 1).toISOString(), 'before'],
          [first, 'first'],
          [last, 'last'],
          [after, 'after'],
        ] as const)
          logAccess(state, { at, person: null, action: 'refused', subject, detail: '', address: '' });
      });
      expect(await asked({ from: '2026-03-08', to: '2026-03-08' })).toEqual({
        subjects: ['last', 'first'],
        lines: 2,
      });
      expect((await asked({ to: '2026-03-08' })).subjects).toEqual(['last', 'first', 'before']);
      expect((await asked({ from: '2026-03-09' })).subjects).toEqual(['after']);
    },
  );
});
