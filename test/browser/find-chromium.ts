import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A Chromium to test with: the one that JIHENG_CHROMIUM names, one on the PATH, one that Debian's package brings when
 * the tests run as root.
 *
 * @throws Error that says what to install
 */
export function findChromium(): string {
  const named = process.env.JIHENG_CHROMIUM;
  if (named) return named;
  const found = onPath() ?? (installed() ? onPath() : undefined);
  if (found) return found;
  throw new Error(
    'The browser tests need a Chromium and found none: install the package `chromium` (apt-get install chromium), ' +
      'or set JIHENG_CHROMIUM to the path of a Chromium or Chrome.',
  );
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs Debian's package; says whether that could even be tried with success. */
function installed(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
