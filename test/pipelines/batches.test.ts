import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { withLock } from '#pipelines/store/lock.ts';
import { writeRejects } from '#pipelines/store/read-rejects.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { verifyStore } from '#pipelines/store/verify-store.ts';
import { withdrawBatch } from '#pipelines/store/withdraw.ts';
import { initWorkspace, readConfiguration } from '#pipelines/store/workspace.ts';
import { counts, events, folderWith, HEADER, ingestFiles, typedRows } from './workbench.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const event = (id: string, points: number, recorded = '') => `${id},m1,earn,${points},2025-01-01,${recorded}`;
const recorded = (...lines: string[]) => [`${HEADER},recorded_at`, ...lines, ''].join('\n');

async function add(workspace: string, text: string) {
  return ingest(workspace, [await folderWith({ 'point_events.csv': text })]);
}

describe('batches', () => {
  it('the same file twice changes nothing, even under another name', async () => {
    const { workspace, folder } = await ingestFiles({
      'point_events.csv': events('e1,m1,earn,1,2025-01-01'),
    });
    const before = await readdir(join(workspace, 'source'));
    expect((await ingest(workspace, [folder])).isNew).toBe(false);
    const other = await folderWith({ 'x.csv': events('e1,m1,earn,1,2025-01-01') });
    expect((await ingest(workspace, [join(other, 'x.csv')], { table: 'point_events' })).isNew).toBe(false);
    expect(await readdir(join(workspace, 'source'))).toEqual(before);
  });

  it('duplicates and conflicts, within a batch and across, whichever came first', async () => {
    const early = recorded(
      event('a', 1, '2025-01-02'),
      event('a', 1, '2025-01-09'),
      event('b', 1),
      event('b', 2, '2025-01-01'),
    );
    const late = recorded(event('a', 2, '2025-01-01'), event('c', 1), event('c', 1), event('b', 9));
    for (const [first, second] of [
      [early, late],
      [late, early],
    ] as const) {
      const workspace = join(await temporaryFolder(), 'w');
      const one = counts((await add(workspace, first)).manifest);
      const two = counts((await add(workspace, second)).manifest);
      expect(one[0]! + two[0]!).toBe(8);
      // One row per key is accepted over both batches, whatever the order: a, b and c.
      expect(one[1]! + two[1]!).toBe(3);
      expect(one[4]! + two[4]!).toBe(0);
      expect((await typedRows(workspace)).length).toBe(8);
    }
    const workspace = join(await temporaryFolder(), 'w');
    expect(counts((await add(workspace, early)).manifest)).toEqual([4, 2, 1, 1, 0]);
    expect(counts((await add(workspace, late)).manifest)).toEqual([4, 1, 1, 2, 0]);
  });

  it('NULL and empty keys of other tables, the source left out of them', async () => {
    const { counts: found } = await ingestFiles({
      'terms.csv': 'terms_id,wallet,point_value,source\nt1,,0.1,a\nt1,,0.1,a\nt1,base,0.2,b\nt2,,0.1,a\n',
    });
    expect(found).toEqual([4, 2, 1, 1, 0]);
  });

  it('a withdrawn batch counts no more and may come again', async () => {
    const { workspace, folder, outcome } = await ingestFiles({
      'point_events.csv': events('e1,m1,earn,1,2025-01-01'),
    });
    const id = outcome.manifest.batch_id;
    await withdrawBatch(workspace, id, { reason: 'wrong month' });
    expect((await readStore(workspace)).batches).toEqual([]);
    await expect(withdrawBatch(workspace, id)).rejects.toThrow(/withdrawn already/);
    const again = await ingest(workspace, [folder]);
    expect(again).toMatchObject({ isNew: true, manifest: { batch_id: `${id}-2`, sequence: 3 } });
    expect(counts(again.manifest)).toEqual([1, 1, 0, 0, 0]);
    const store = await readStore(workspace);
    expect(store.chain).toEqual({ ok: true, firstBroken: null });
    expect(await verifyStore(store)).toEqual([]);
  });

  it('alteration and removal are seen', async () => {
    const { workspace, outcome } = await ingestFiles({
      'point_events.csv': events('e1,m1,earn,1,2025-01-01'),
    });
    await add(workspace, events('e2,m1,earn,1,2025-01-01'));
    const folder = join(workspace, 'source', outcome.manifest.batch_id);
    await writeFile(join(folder, 'raw', 'point_events.csv'), 'forged');
    expect(await verifyStore(await readStore(workspace))).toEqual([
      `${outcome.manifest.batch_id}/raw/point_events.csv was altered`,
    ]);
    const manifest = join(folder, 'manifest.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace('"accepted": 1', '"accepted": 7'));
    expect((await readStore(workspace)).chain).toMatchObject({
      ok: false,
      firstBroken: { batchId: outcome.manifest.batch_id },
    });
    await expect(add(workspace, events('e3,m1,earn,1,2025-01-01'))).rejects.toThrow(/was altered at batch/);
    await writeFile(manifest, text);
    const last = (await readStore(workspace)).manifests.at(-1)!.batch_id;
    await rm(join(workspace, 'source', last), { recursive: true });
    expect((await readStore(workspace)).chain.ok).toBe(false);
  });

  it('rejects can be corrected and ingested again', async () => {
    const { workspace, folder } = await ingestFiles({
      'point_events.csv': events('e1,m1,earn,1,2025-01-01', 'e2,"m,2",earn,x,2025-01-01', '=1'),
    });
    const out = join(folder, 'rejects.csv');
    expect(await writeRejects(workspace, out)).toEqual([{ file: out, table: 'point_events', rows: 2 }]);
    const text = await readFile(out, 'utf8');
    expect(text.startsWith(`\ufeff${HEADER},reject_reasons`)).toBe(true);
    expect(text).toContain("'=1");
    await writeFile(out, text.replace('earn,x', 'earn,5'));
    const again = await ingest(workspace, [out], { table: 'point_events' });
    expect(counts(again.manifest)).toEqual([2, 1, 0, 0, 1]);
    expect((await typedRows(workspace)).map((row) => [row.member_id, row.points])).toContainEqual([
      'm,2',
      '5.00',
    ]);
  });
});

describe('configuration', () => {
  const file = (zone: string) => `# words\nprogrammes:\n- id: p\n  time_zone: ${zone}\n`;

  it('is adopted once; another is refused unless named', async () => {
    const { workspace } = await ingestFiles({
      'programme.yaml': file('Asia/Shanghai'),
      'members.csv': 'member_id\nm1\n',
    });
    expect((await readConfiguration(workspace)).programmes[0]!.id).toBe('p');
    expect((await typedRows(workspace, 'members'))[0]).toMatchObject({
      programme_id: 'p',
      source: 'default',
    });
    const same = await folderWith({
      'programme.yaml': 'programmes: [{id: p}]',
      'members.csv': 'member_id\nm2\n',
    });
    await ingest(workspace, [same]);
    const other = await folderWith({
      'programme.yaml': file('Asia/Tokyo'),
      'members.csv': 'member_id\nm3\n',
    });
    await expect(ingest(workspace, [other])).rejects.toThrow(/--programme FILE/);
    await ingest(workspace, [other], { programme: join(other, 'programme.yaml') });
    expect((await readConfiguration(workspace)).programmes[0]!.time_zone).toBe('Asia/Tokyo');
  });

  it('with several programmes a row must name its own, and is read in its zone', async () => {
    const { workspace, counts: found } = await ingestFiles({
      'programme.yaml': 'programmes:\n- {id: cn}\n- {id: us, time_zone: America/New_York, currency: USD}\n',
      'point_events.csv': `${HEADER},programme_id\ne1,m,earn,1,2025-07-01,cn\ne2,m,earn,1,2025-07-01,us\ne3,m,earn,1,2025-07-01,\n`,
    });
    expect(found).toEqual([3, 2, 0, 0, 1]);
    expect((await typedRows(workspace)).map((row) => [row.occurred_at, row.currency])).toEqual([
      ['2025-06-30T16:00:00.000Z', 'CNY'],
      ['2025-07-01T04:00:00.000Z', 'USD'],
    ]);
  });

  it('errors name the place', async () => {
    const wrong = {
      'programme.yaml': 'programmes:\n- id: p\n  time_zone: Mars/Base\n',
      'members.csv': 'member_id\nm\n',
    };
    await expect(ingestFiles(wrong)).rejects.toThrow(/programmes.0.time_zone/);
  });
});

describe('one writer at a time', () => {
  it('a second waits, then names the holder; a dead holder is taken over', async () => {
    const workspace = await temporaryFolder();
    await initWorkspace(workspace);
    await withLock(workspace, 'compute', async () => {
      await expect(withLock(workspace, 'ingest', async () => 1, { waitMs: 0 })).rejects.toThrow(
        new RegExp(`held by compute \\(process ${process.pid} on`),
      );
    });
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const dead = {
      pid: child.pid,
      host: hostname(),
      since: '2026-01-01T00:00:00.000Z',
      purpose: 'ingest',
      started: null,
      token: 'x',
    };
    await writeFile(join(workspace, 'lock'), JSON.stringify(dead));
    expect(await withLock(workspace, 'ingest', async () => 'mine', { waitMs: 0 })).toBe('mine');
    expect(await readdir(workspace)).not.toContain('lock');
  });
});
