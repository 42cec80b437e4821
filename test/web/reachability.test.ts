import { chmod } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { requireReadiness } from '#pipelines/cli/reachability.ts';
import { openDoor, PASSWORD } from '#test/support/door.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await testWorkspace();
  await chmod(workspace.path, 0o700);
  return () => workspace.remove();
});

const OUTSIDE = { host: '0.0.0.0', port: 4173, isPortFixed: true, origin: 'https://points.example.cn' };
const ready = (
  address: Parameters<typeof requireReadiness>[1] = OUTSIDE,
  environment: NodeJS.ProcessEnv = {},
) => requireReadiness(workspace.path, address, '2026-11-27', environment);

/** An administrator who can sign in from elsewhere. */
async function withAdministrator(): Promise<void> {
  const gate = openDoor(workspace.path);
  const { account } = await gate.setUp();
  await gate.door.setPassword(account.id, PASSWORD);
}

describe('a server that other machines reach', () => {
  it('is refused without accounts, and this machine alone needs none', () => {
    expect(() => ready()).toThrow(/start once on this machine/);
    expect(() => ready({ host: '127.0.0.1', port: 4173, isPortFixed: true })).not.toThrow();
    // Behind a proxy on this machine it is reached all the same.
    expect(() => ready({ ...OUTSIDE, host: '127.0.0.1' })).toThrow(/start once on this machine/);
  });

  it('is opened with everything in order, and names each thing that is not', async () => {
    await withAdministrator();
    expect(() => ready()).not.toThrow();
    expect(() => ready({ host: '0.0.0.0', port: 4173, isPortFixed: true })).toThrow(/--origin/);
    for (const JIHENG_SECRET of ['short', 'change-me-change-me-change-me-change-me', 'x'.repeat(40)])
      expect(() => ready(OUTSIDE, { JIHENG_SECRET })).toThrow(/JIHENG_SECRET must be/);
    expect(() => ready(OUTSIDE, { JIHENG_SECRET: 'qX8f0v3mWc7yJd2LrT5nZk9sBhGa4EuP' })).not.toThrow();
    await chmod(workspace.path, 0o755);
    expect(() => ready()).toThrow(/chmod o-rwx/);
  });
});
