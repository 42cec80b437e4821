import { resolve } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { generateSample } from '#pipelines/sample/generate.ts';
import { action, subcommand } from './command.ts';

interface Options {
  events: string;
  members?: string;
  seed: string;
  out: string;
}

/** Members of the committed sample per event: three thousand for forty thousand. */
const MEMBERS_PER_EVENT = 3 / 40;

export const sample = action<Options>(
  subcommand('sample', 'writes the sample programme 红米好物 at any size, with planted violations')
    .requiredOption('--events <n>', 'about how many events')
    .option('--members <m>', 'how many members; default 3 for 40 events')
    .option('--seed <s>', 'the same seed gives the same files', '20260630')
    .requiredOption('--out <dir>', 'the folder to write into'),
  async (_positional, options, { progress, signal }) => {
    const events = wholeNumber('--events', options.events, 1);
    const summary = await generateSample(
      {
        events,
        members: options.members
          ? wholeNumber('--members', options.members, 1)
          : Math.max(1, Math.round(events * MEMBERS_PER_EVENT)),
        seed: wholeNumber('--seed', options.seed, 0),
        directory: resolve(options.out),
      },
      (fraction) => {
        signal.throwIfAborted();
        progress.step('sample', fraction);
      },
    );
    return {
      json: { out: resolve(options.out), ...summary },
      text: `Wrote ${summary.events} events of ${summary.members} members to ${options.out}; ${summary.expected_findings} findings are expected.`,
    };
  },
);

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new UserError(`${option} must be a whole number of at least ${least}, not "${text}".`);
  }
  return value;
}
