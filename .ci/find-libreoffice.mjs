// Makes sure that exports can be opened in a real LibreOffice (test/reports/libreoffice.test.ts). As root, Debian's
// package is installed where it is missing; anybody else is told what to install. Ends with 1 where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Its download is some hundred megabytes; a mirror that hangs must not use up all of a run. */
const MOST_MINUTES = 12;

/** The version where a sheet can be opened, else what is missing: LibreOffice may be there without Calc. */
function look() {
  const { status, stdout } = spawnSync('soffice', ['--version'], { encoding: 'utf8' });
  if (status !== 0) return { missing: 'there is no soffice on the PATH' };
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-calc-'));
  try {
    writeFileSync(join(folder, 'sheet.csv'), 'a,b\n1,2\n');
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    spawnSync(
      'soffice',
      [profile, '--headless', '--convert-to', 'xlsx', '--outdir', folder, join(folder, 'sheet.csv')],
      { timeout: 120_000 },
    );
    return existsSync(join(folder, 'sheet.xlsx'))
      ? { version: stdout.trim() }
      : { missing: `${stdout.trim()} opens no sheet, Calc is missing` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let found = look();
if (found.missing && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
  const options = {
    stdio: 'inherit',
    timeout: MOST_MINUTES * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'libreoffice-calc'], options);
  found = look();
}
if (found.missing) {
  console.error(
    `Exports cannot be opened in LibreOffice: ${found.missing}. Install it (Debian: apt-get install libreoffice-calc) and run this again.`,
  );
  process.exit(1);
}
console.log(found.version);
