import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { published, vectorPath } from './vectors.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'chain-ladder-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const program = join(PACKAGE_ROOT, 'pipelines', 'cli', 'jiheng.mjs');
  return spawnSync(process.execPath, [program, 'chain-ladder', ...words], { cwd: folder, encoding: 'utf8' });
}

test('the JSON has the names of the contract and the published figures', () => {
  const { status, stdout } = run(vectorPath('raa.csv'), '--sigma', 'loglinear', '--json');
  const document = JSON.parse(stdout) as Record<string, unknown>;
  expect(status).toBe(0);
  expect(document).toMatchObject({ warnings: [expect.stringContaining('falls')], sigma: 'loglinear' });
  expect(document.ibnr_total).toBeCloseTo(published.raa.ibnr_total, 2);
  expect(document.standard_error_total).toBeCloseTo(26880.74, 2);
  for (const name of ['ultimate', 'ibnr', 'standard_error']) expect(document[name]).toHaveLength(10);
  expect(document.development_factors).toHaveLength(9);
});

test('the text shows the total with its error', () => {
  const { stdout } = run(vectorPath('genins.csv'));
  expect(stdout).toMatch(/^total .* 18,680,855\.61 +2,447,094\.86 +13\.1%$/m);
});

test('bad input exits 2 with one sentence', () => {
  writeFileSync(join(folder, 'one.csv'), 'origin,1\n2024,5\n');
  expect(run('one.csv')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('one column') as string,
  });
  expect(run('absent.csv')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('absent.csv') as string,
  });
});
