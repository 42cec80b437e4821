import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { verifyStore } from '#pipelines/store/verify-store.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { events, folderWith, typedRows } from './workbench.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const CHILD = fileURLToPath(new URL('./ingest-child.ts', import.meta.url));

/** Runs the child and kills it with SIGKILL when it tells its step number `at`; gives the steps it told. */
function killAt(at: number, workspace: string, folder: string): Promise<string[]> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, workspace, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.on('data', (text: Buffer) => {
      told += text.toString();
      if (told.split('\n').length > at) child.kill('SIGKILL');
    });
    child.on('error', fail);
    child.on('exit', () => done(told.trim().split('\n')));
  });
}

it('kill -9 in any step leaves no half batch, and the next run does the whole work', async () => {
  const lines = (from: number) =>
    events(
      ...Array.from({ length: 3000 }, (_, at) => `e${from + at},m${at % 7},earn,1,2025-01-01`),
      'broken',
    );
  const folder = await folderWith({
    'point_events/a.csv': lines(0),
    'point_events/b.csv': lines(2000),
    'members.csv': 'member_id\nm1\n',
  });
  const workspace = join(await temporaryFolder(), 'w');
  await initWorkspace(workspace);
  const steps = (await killAt(1000, workspace, folder)).length;
  expect(steps).toBeGreaterThan(8);
  const whole = await readStore(workspace);
  for (let step = 1; step <= steps; step += 2) {
    const fresh = join(await temporaryFolder(), 'w');
    await initWorkspace(fresh);
    await killAt(step, fresh, folder);
    const store = await readStore(fresh);
    expect(store.chain.ok).toBe(true);
    expect(await verifyStore(store)).toEqual([]);
    expect(store.batches.length === 0 || (await typedRows(fresh)).length === 6000).toBe(true);
    const { manifest } = await ingest(fresh, [folder]);
    expect(manifest.content_hash).toBe(whole.batches[0]!.contentHash);
    expect((await readdir(join(fresh, 'source'))).sort()).toEqual([manifest.batch_id, 'head'].sort());
    expect(await readdir(fresh)).not.toContain('lock');
  }
});
