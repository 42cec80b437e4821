import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '#engine/user-error.ts';

/** The fewest characters of a secret: below, it could be guessed offline from one cookie. */
const SHORTEST = 32;
/** What people copy out of examples. */
const KNOWN = /^(.)\1*$|change.?me|secret.?key|example|default|password|123456/i;

/**
 * The secret that signs session cookies: `JIHENG_SECRET`, else one made at random for this workspace and kept in its
 * `keys` folder for its owner alone.
 *
 * @throws UserError where the environment's is short or well known.
 */
export function sessionSecret(workspace: string, environment: NodeJS.ProcessEnv = process.env): string {
  const { JIHENG_SECRET: given } = environment;
  if (given !== undefined && given !== '') {
    if (given.length < SHORTEST || KNOWN.test(given))
      throw new UserError(
        `JIHENG_SECRET must be ${SHORTEST} random characters or more, none that an example has; make one with \`openssl rand -base64 32\`, or unset it and one is made.`,
      );
    return given;
  }
  const folder = join(workspace, 'keys');
  const path = join(folder, 'session-secret');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // Exclusive: of two servers that start at once, one makes it and the other reads it.
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, randomBytes(32).toString('base64url'));
    closeSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = readFileSync(path, 'utf8').trim();
  if (kept.length < SHORTEST)
    throw new UserError(`${path} is too short for a secret; delete it and start again: a new one is made.`);
  return kept;
}
