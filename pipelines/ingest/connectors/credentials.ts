import { readFile, stat } from 'node:fs/promises';
import { UserError } from '#engine/user-error.ts';
import type { ParsedUrl } from './address.ts';

/** Who reads a database. Lives in memory only: nothing of it is logged, stored or shown. */
export interface Credentials {
  readonly user: string;
  readonly password: string | null;
}

const OTHERS_MAY_READ = 0o007;
const OWN_VARIABLES = {
  postgres: { user: 'PGUSER', password: 'PGPASSWORD' },
  mysql: { user: 'MYSQL_USER', password: 'MYSQL_PWD' },
} as const;

/**
 * Finds user and password: in the file, else in the URL, else in the environment (`JIHENG_DB_USER`,
 * `JIHENG_DB_PASSWORD`, then what the system's own client reads).
 *
 * @param file a file whose lines are `user=…` and `password=…`, or the password alone.
 * @throws UserError for a file that everybody on the machine may read, and where no user is named.
 */
export async function findCredentials(
  url: ParsedUrl,
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credentials> {
  const own = OWN_VARIABLES[url.address.kind];
  const written = file === undefined ? {} : await readCredentials(file);
  const user = written.user ?? url.user ?? environment.JIHENG_DB_USER ?? environment[own.user];
  if (!user)
    throw new UserError(
      `Nobody is named who reads the database; put the user into --from (${url.address.kind}://USER@…), into JIHENG_DB_USER or into the file of --credentials.`,
    );
  const password =
    written.password ?? url.password ?? environment.JIHENG_DB_PASSWORD ?? environment[own.password] ?? null;
  return { user, password };
}

async function readCredentials(file: string): Promise<{ user?: string; password?: string }> {
  const { mode } = await stat(file).catch((cause: Error) => {
    throw new UserError(`The credentials ${file} cannot be read: ${cause.message}; check the path.`, {
      cause,
    });
  });
  if (mode & OTHERS_MAY_READ)
    throw new UserError(
      `Everybody on this machine may open ${file}; keep credentials to yourself with: chmod 600 ${file}`,
    );
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/).filter((line) => line !== '');
  const named = lines.map((line) => /^(user|password)=(.*)$/.exec(line));
  if (lines.length === 1 && !named[0]) return { password: lines[0] };
  if (lines.length === 0 || named.some((each) => !each))
    throw new UserError(
      `${file} holds other lines than user=… and password=…; write these, or the password alone in one line.`,
    );
  return Object.fromEntries(named.map((each) => [each![1]!, each![2]!]));
}

/** A text without a password, should a driver or server have put it there. */
export function redacted(text: string, { password }: Credentials): string {
  if (!password) return text;
  return [password, encodeURIComponent(password)].reduce(
    (shown, secret) => shown.replaceAll(secret, '***'),
    text,
  );
}
