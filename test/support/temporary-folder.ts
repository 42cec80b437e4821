import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * An empty folder that is gone after the test that asked for it. The test itself is told, as a hook of this module would
 * belong to the first file alone of those that share it.
 */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
