import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '#engine/user-error.ts';
import { workspacePaths } from './workspace.ts';

/** Who holds a workspace. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it took the lock, ISO 8601. */
  readonly since: string;
  /** What it does, e.g. `ingest`. */
  readonly purpose: string;
  /** Start of the process in the kernel's own ticks; tells a living holder from a reused pid. Null where unknown. */
  readonly started: string | null;
  /** Different for each time the lock is taken. */
  readonly token: string;
}

export interface LockOptions {
  /** How long to wait for another writer; default 30 s. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

const DEFAULT_WAIT_MS = 30_000;
const POLL_MS = 200;
/** A take-over lasts milliseconds; one older than this was killed in the middle. */
const TAKEOVER_MS = 10_000;

/**
 * Runs `work` as the one writer of the workspace. The folder must exist. A lock whose holder has died on this machine
 * is taken over.
 *
 * @throws UserError (exit 1) that names the holder when it does not let go in time.
 */
export async function withLock<Result>(
  workspace: string,
  purpose: string,
  work: () => Promise<Result>,
  options: LockOptions = {},
): Promise<Result> {
  const lock = workspacePaths(workspace).lock;
  const token = await acquire(lock, purpose, options);
  try {
    return await work();
  } finally {
    if ((await readHolder(lock))?.token === token) await rm(lock, { force: true });
  }
}

/** Who holds the workspace now; null where nobody does. */
export async function readHolder(lock: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(lock, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function acquire(lock: string, purpose: string, options: LockOptions): Promise<string> {
  const deadline = performance.now() + (options.waitMs ?? DEFAULT_WAIT_MS);
  const token = randomUUID();
  for (;;) {
    options.signal?.throwIfAborted();
    if (await tryTake(lock, purpose, token)) return token;
    const holder = await readHolder(lock);
    if (holder && !isAlive(holder)) {
      await removeStale(lock, holder);
      continue;
    }
    if (holder && performance.now() >= deadline) {
      throw new UserError(
        `The workspace is held by ${holder.purpose} (process ${holder.pid} on ${holder.host}, since ${holder.since}); ` +
          `wait until it is done, or remove ${lock} if that process no longer exists.`,
        { exitCode: 1 },
      );
    }
    await pause(POLL_MS, undefined, { signal: options.signal });
  }
}

/** Linking a finished file makes the lock appear with its content or not at all. */
async function tryTake(lock: string, purpose: string, token: string): Promise<boolean> {
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    purpose,
    started: processStart(process.pid),
    token,
  };
  const draft = `${lock}.${token}`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`, { flag: 'wx' });
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function isAlive(holder: Holder): boolean {
  // Of another machine's processes nothing can be known: its lock is respected.
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return holder.started === null || processStart(holder.pid) === holder.started;
}

/** Field 22 of /proc/<pid>/stat, counted after the command's closing parenthesis; null where there is no /proc. */
function processStart(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Removes a dead holder's lock. Only one process at a time may do so, or it could remove the next holder's. */
async function removeStale(lock: string, stale: Holder): Promise<void> {
  const guard = `${lock}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const found = await stat(guard).catch(() => null);
    if (found && Date.now() - found.mtimeMs > TAKEOVER_MS) await rm(guard, { recursive: true, force: true });
    await pause(POLL_MS);
    return;
  }
  try {
    if ((await readHolder(lock))?.token === stale.token) await rm(lock, { force: true });
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}
