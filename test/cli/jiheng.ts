import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '#engine/package-root.ts';

export interface Run {
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
  /** Standard output as the one JSON document it must be. */
  json<Document = Record<string, unknown>>(): Document;
}

/** Starts the command line as a user does. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [join(PACKAGE_ROOT, 'pipelines/cli/jiheng.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

/** Runs a command to its end. */
export function jiheng(...args: string[]): Promise<Run> {
  return ended(start(args));
}

/** Waits for a started command. */
export function ended(child: ChildProcess): Promise<Run> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout!.on('data', (piece: Buffer) => out.push(piece));
  child.stderr!.on('data', (piece: Buffer) => err.push(piece));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      const whole = Buffer.concat(out);
      done({
        code,
        out: whole,
        err: Buffer.concat(err).toString(),
        json: <Document>() => JSON.parse(whole.toString()) as Document,
      });
    });
  });
}
