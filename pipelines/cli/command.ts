import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { UserError } from '#engine/user-error.ts';
import { progressLines, progressOn, type Progress } from './progress.ts';

/** What a command gets beside its own arguments and options. */
export interface Surroundings {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** One JSON document goes to standard output and nothing else. */
  readonly json: boolean;
  readonly progress: Progress;
  /** Aborted by the first Ctrl-C: long work stops and leaves the last good state. */
  readonly signal: AbortSignal;
}

/** What a command gives back: the document for `--json`, the text for people. */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  /** Default 0. */
  readonly exitCode?: number;
}

/** A subcommand with the options that every command has. */
export function subcommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--workspace <dir>', 'the workspace', process.env.JIHENG_WORKSPACE ?? './workspace')
    .option('--json', 'print one JSON document on standard output')
    .addOption(
      new Option('--progress <form>', 'on standard error: for people, or one JSON object a line').choices([
        'text',
        'jsonl',
      ]),
    );
}

/**
 * Makes `handle` the action of a command: prints its outcome, turns a {@link UserError} into one sentence and its exit
 * code, and anything else into exit code 1 with the stack, since that is a bug.
 */
export function action<Options extends object>(
  command: Command,
  handle: (
    positional: string[],
    options: Options,
    surroundings: Surroundings,
  ) => Promise<Outcome | undefined>,
): Command {
  return command.action(async (...all: unknown[]) => {
    const positional = command.processedArgs.flat().filter((each) => each !== undefined) as string[];
    const options = command.opts<Options & { workspace: string; json?: boolean; progress?: string }>();
    void all;
    const cancel = new AbortController();
    const interrupt = () => cancel.abort(new UserError('Cancelled; nothing was changed.', { exitCode: 1 }));
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    // Started by a server that has died: nobody is left to read what comes of this.
    process.once('disconnect', interrupt);
    process.channel?.unref();
    const progress =
      options.progress === 'jsonl' ? progressLines(process.stderr) : progressOn(process.stderr);
    try {
      const outcome = await handle(positional, options, {
        workspace: resolve(options.workspace),
        json: options.json ?? false,
        progress,
        signal: cancel.signal,
      });
      progress.end();
      if (!outcome) return;
      await write(options.json ? `${JSON.stringify(outcome.json, jsonValue, 2)}\n` : `${outcome.text}\n`);
      process.exitCode = outcome.exitCode ?? 0;
    } catch (error) {
      progress.end();
      report(error, options.json ?? false);
    } finally {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      process.off('disconnect', interrupt);
    }
  });
}

function report(error: unknown, json: boolean): void {
  const expected = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  if (json) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  process.stderr.write(`${expected ? message : error instanceof Error ? error.stack : message}\n`);
  process.exitCode = expected ? error.exitCode : 1;
}

// A reader that has left (`| head`) is no error: there is nobody to write for any more.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** Writes all of a text to standard output, also into a slow pipe. */
export function write(text: string | Uint8Array): Promise<void> {
  return new Promise((done) => process.stdout.write(text, () => done()));
}

/** Counts beyond 2^53 would lose digits as JSON numbers; they stay text. */
function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}
