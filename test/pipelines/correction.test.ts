import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { listRejects, writeRejects } from '#pipelines/store/read-rejects.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { testWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

const signal = new AbortController().signal;
const EVENTS = `event_id,member_id,event_type,points,occurred_at,note
E1,=M1,earn,ten,2024-01-10T10:00:00+08:00,-x
E2,M1,earn,twenty,2024-01-11T10:00:00+08:00,b
E3,M1,earn,30,2024-01-12T10:00:00+08:00,c
`;

it('takes rejects back that were corrected, and says where each came in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-correction-'));
  const workspace = await testWorkspace();
  try {
    await workspace.feed({ 'point_events.csv': EVENTS });
    const [first] = (await readStore(workspace.path)).batches;
    const out = join(folder, 'rejects.csv');
    expect(await writeRejects(workspace.path, out)).toMatchObject([{ table: 'point_events', rows: 2 }]);
    const text = await readFile(out, 'utf8');
    expect(text).toContain("E1,'=M1,earn,ten");
    // One of the two is put right.
    const corrected = join(folder, 'point_events.csv');
    await writeFile(corrected, text.replace('earn,ten', 'earn,10'));
    const { manifest } = await ingest(workspace.path, [corrected], { signal });
    expect(manifest.files[0]).toMatchObject({ rows_read: 2, accepted: 1, rejected: 1 });

    const api = createApi({ books: new Books(workspace.path), workspace: workspace.path });
    const batch = first!.batchId;
    const answer = await api.request(`/api/rejects?batch=${batch}`);
    expect(await answer.json()).toMatchObject({
      totals: { corrected: 1 },
      rows: [
        { source_record: 1, corrected_in: manifest.batch_id },
        { source_record: 2, corrected_in: null },
      ],
    });
    // What is refused again can be corrected again: no column stands twice, no apostrophe grows.
    const again = await api.request(`/api/rejects/correction?table=point_events&batch=${manifest.batch_id}`);
    const bytes = Buffer.from(await again.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, row] = bytes.subarray(3).toString('utf8').split('\r\n');
    expect(header).toBe(
      'event_id,member_id,event_type,points,occurred_at,note,reject_reasons,reject_batch,reject_file,reject_record,reject_table,reject_raw',
    );
    expect(row).toContain('E2,M1,earn,twenty');
    const rejects = await listRejects(workspace.path, { batch: manifest.batch_id });
    expect(rejects[0]!.cells).toMatchObject({ member_id: 'M1', note: 'b' });
    const accepted = await api.request(`/api/rejects/correction?table=nothing`);
    expect(accepted.status).toBe(404);
  } finally {
    await workspace.remove();
    await rm(folder, { recursive: true, force: true });
  }
});
