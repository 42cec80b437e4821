import { spawn, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import type { JobLimits } from './limits.ts';
import { residentMemory } from './resident-memory.ts';

const CLI = join(PACKAGE_ROOT, 'pipelines', 'cli', 'jiheng.mjs');
const WATCH_MS = 250;
/** How long a process may take to stop by itself and leave everything tidy. */
const GRACE_MS = 10_000;
/** A result is a summary; one larger than this is a mistake. */
const MOST_OUTPUT = 32 * 1024 * 1024;
const LAST_WORDS = 4000;

/** How a command ended. */
export type Ending =
  | { readonly kind: 'done'; readonly result: Record<string, unknown> }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: 'error' | 'memory' | 'time'; readonly error: string };

/** A running command. */
export interface RunningCommand {
  readonly ended: Promise<Ending>;
  /** Asks the process to stop, and ends it where it does not. */
  cancel(): void;
}

export interface CommandRun {
  readonly argv: readonly string[];
  readonly workspace: string;
  readonly limits: JobLimits;
  /** Variables for this process alone, e.g. a password: they stand in no file and no list of processes. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly onStep: (step: string, fraction: number | null, rows: number | null, bytes: number | null) => void;
}

/**
 * Runs a command of the command line as a child process of lower priority, watches its memory and time, and reads its
 * progress and result. Never throws: however it ends is an {@link Ending}.
 */
export function runCommand(run: CommandRun): RunningCommand {
  const heapMegabytes = Math.floor(run.limits.memoryBytes / 2 / 1024 ** 2);
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${heapMegabytes}`,
      CLI,
      ...run.argv,
      ...['--workspace', run.workspace, '--json', '--progress', 'jsonl'],
    ],
    {
      cwd: PACKAGE_ROOT,
      env: { ...process.env, ...run.secrets },
      // The channel tells the child when this server has died.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  lowerPriority(child);
  let cause: 'cancel' | 'memory' | 'time' | null = null;
  const stop = (why: NonNullable<typeof cause>, isUrgent: boolean) => {
    cause ??= why;
    child.kill(isUrgent ? 'SIGKILL' : 'SIGTERM');
    if (!isUrgent) setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  const watch = setInterval(() => {
    void residentMemory(child.pid ?? 0).then((bytes) => {
      if (bytes !== null && bytes > run.limits.memoryBytes) stop('memory', true);
    });
  }, WATCH_MS);
  const deadline = setTimeout(() => stop('time', false), run.limits.timeMs);
  const ended = endOf(child, run, () => cause).finally(() => {
    clearInterval(watch);
    clearTimeout(deadline);
  });
  return { ended, cancel: () => stop('cancel', false) };
}

/** Whoever reads pages goes first; where that may not be said, the job runs as anybody. */
function lowerPriority(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    console.error(`the priority of process ${child.pid} stays as it is`, error);
  }
}

function endOf(
  child: ChildProcess,
  run: CommandRun,
  cause: () => 'cancel' | 'memory' | 'time' | null,
): Promise<Ending> {
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    let size = 0;
    let words = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_OUTPUT) output.push(chunk);
    });
    createInterface({ input: child.stderr! }).on('line', (line) => {
      const progress = progressOf(line);
      if (progress)
        run.onStep(progress.step, progress.fraction ?? null, progress.rows ?? null, progress.bytes ?? null);
      else words = `${words}${line}\n`.slice(-LAST_WORDS);
    });
    child.once('error', (error) =>
      resolve({
        kind: 'failed',
        failure: 'error',
        error: `The work could not be started: ${error.message}.`,
      }),
    );
    child.once('close', (code) => {
      const document = size <= MOST_OUTPUT ? documentOf(Buffer.concat(output).toString('utf8')) : null;
      // Stopped too late to matter: what it did is done.
      if (code === 0 && document) return resolve({ kind: 'done', result: document });
      const why = cause();
      if (why === 'cancel') return resolve({ kind: 'cancelled' });
      if (why) return resolve({ kind: 'failed', failure: why, error: limitSentence(why, run.limits) });
      if (words.includes('JavaScript heap out of memory'))
        return resolve({ kind: 'failed', failure: 'memory', error: limitSentence('memory', run.limits) });
      const said = typeof document?.error === 'string' ? document.error : words.trim().split('\n').at(-1);
      if (code === 1 && words.trim()) console.error(`${run.argv[0]} failed`, words.trim());
      resolve({
        kind: 'failed',
        failure: 'error',
        error: said || `The work ended unexpectedly (exit code ${code}); nothing was changed.`,
      });
    });
  });
}

function limitSentence(why: 'memory' | 'time', { memoryBytes, timeMs }: JobLimits): string {
  return why === 'memory'
    ? `It needed more than the ${Math.round(memoryBytes / 1024 ** 2)} MB of memory a job may take and was ended; nothing was changed. Split the file, or raise JIHENG_JOB_MEMORY_MB.`
    : `It took longer than the ${Math.round(timeMs / 60_000)} minutes a job may take and was ended; nothing was changed. Split the work, or raise JIHENG_JOB_MINUTES.`;
}

interface Step {
  readonly step: string;
  readonly fraction?: number;
  readonly rows?: number;
  readonly bytes?: number;
}

function progressOf(line: string): Step | null {
  return line.startsWith('{"step":') ? (documentOf(line) as Step | null) : null;
}

function documentOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
