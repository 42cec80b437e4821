import { spawn } from 'node:child_process';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { UserError } from '#engine/user-error.ts';

/**
 * Runs a Node script as a child process and gives its standard output; its progress goes on to this process's
 * standard error.
 *
 * @param what how a failure is called, e.g. `compute`
 * @param started told of the process's id once it runs
 * @throws UserError with the child's own last words if it fails
 */
export function runChild(
  what: string,
  command: readonly string[],
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = process.env,
  started?: (pid: number) => void,
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, command, {
      cwd: PACKAGE_ROOT,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    child.once('spawn', () => started?.(child.pid!));
    let output = '';
    let words = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)));
    child.once('error', (error) => fail(signal.aborted ? signal.reason : error));
    child.once('close', (code) => {
      if (code === 0) return done(output);
      const last = words.trim().split('\n').slice(-12).join('\n');
      fail(new UserError(`${what} failed: ${last || `exit code ${code}`}`, { exitCode: 1 }));
    });
  });
}
