import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { runChild } from './run-child.ts';

/** All that decides what the build contains: the three rooms it is bundled from, and how. */
const SOURCES = [
  'web',
  'engine',
  'pipelines',
  'package.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json',
];

const HASH_FILE = join(PACKAGE_ROOT, 'build', 'source-hash');

/**
 * Builds the web unless the last build was made from the very same sources. A build that was cut off has no hash and is
 * made again. Says whether it built.
 */
export async function buildWeb(signal: AbortSignal): Promise<boolean> {
  const hash = await sourceHash();
  if (existsSync(HASH_FILE) && (await readFile(HASH_FILE, 'utf8')) === hash) return false;
  const require = createRequire(import.meta.url);
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  // Whoever starts this may be a test: what is served is always the production build.
  const environment = { ...process.env, NODE_ENV: 'production' };
  await runChild('the build of the web', [vite, 'build', '--logLevel', 'error'], signal, environment);
  await writeFile(HASH_FILE, hash);
  return true;
}

/** SHA-256 over the names and bytes of all sources, in the order of their names. */
async function sourceHash(): Promise<string> {
  const files: string[] = [];
  for (const source of SOURCES) files.push(...(await filesUnder(join(PACKAGE_ROOT, source))));
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) {
    const bytes = await readFile(file);
    hash.update(`${relative(PACKAGE_ROOT, file)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

async function filesUnder(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
