import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalConfiguration } from '../contract/programme.ts';
import type { BookRequest } from '../build/request.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

/**
 * The id of the book that a request would give: the SHA-256 of everything that decides its content, and nothing else (no
 * time, path or order).
 */
export function bookId(request: BookRequest, asOf: string): string {
  const identity = {
    inputs: request.batches.map((batch) => batch.contentHash).sort(),
    configuration: canonicalConfiguration(request.configuration),
    engine: engineHash(),
    as_of: asOf,
    // One instant has one id, with whatever offset it is written.
    known_at: request.knownAt === undefined ? null : new Date(request.knownAt).toISOString(),
    closes: request.closes?.length
      ? request.closes.map(({ period, contentHash }) => ({ period, contentHash })).sort(byPeriod)
      : undefined,
    // The text of a rule decides what it finds, and so does what it says of it.
    own_rules: request.ownRules?.length
      ? request.ownRules.map((rule) => sha256(JSON.stringify(rule))).sort()
      : undefined,
    rules: request.rules && [...request.rules].sort(),
  };
  return sha256(JSON.stringify(identity));
}

function byPeriod(left: { period: string }, right: { period: string }): number {
  return left.period < right.period ? -1 : 1;
}

let hash: string | undefined;

/** SHA-256 over the engine's sources, SQL included, and the lock file. */
export function engineHash(): string {
  if (hash) return hash;
  const files = readdirSync(join(PACKAGE_ROOT, 'engine'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|sql)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .concat(join(PACKAGE_ROOT, 'package-lock.json'))
    .sort();
  const digest = createHash('sha256');
  for (const file of files) {
    digest.update(`${file.slice(PACKAGE_ROOT.length)}\n${sha256(readFileSync(file))}\n`);
  }
  hash = digest.digest('hex');
  return hash;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
