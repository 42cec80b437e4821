import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { bench as measure, PARTS, type Part } from '#pipelines/bench/bench.ts';
import type { Measured } from '#pipelines/bench/measured.ts';
import { action, subcommand } from './command.ts';

interface Options {
  events: string;
  members?: string;
  memoryLimit: string;
  parts: string;
  keep?: string;
}

export const bench = action<Options>(
  subcommand('bench', 'the reproducible benchmark, against DuckDB doing the least that would be needed')
    .option('--events <n>', 'how many events', '1000000')
    .option('--members <n>', 'how many members; default one for twenty events')
    .option('--parts <list>', `what to measure, of ${PARTS.join(',')}`, 'ingest,recompute')
    .option('--memory-limit <size>', 'what the database may hold in memory, both sides', '2GB')
    .option('--keep <folder>', 'an empty folder to work in, left as it is afterwards'),
  async (_, options, { progress, signal }) => {
    const events = whole('--events', options.events);
    const members = options.members
      ? whole('--members', options.members)
      : Math.max(1, Math.round(events / 20));
    const folder = options.keep ? await empty(options.keep) : await mkdtemp(join(tmpdir(), 'jiheng-bench-'));
    const figures: Measured[] = [];
    try {
      await measure(
        {
          events,
          members,
          folder,
          memoryLimit: options.memoryLimit,
          signal,
          progress: (step) => progress.step(step),
          found(figure) {
            figures.push(figure);
            progress.step(lineOf(figure));
          },
        },
        partsOf(options.parts),
      );
    } finally {
      if (!options.keep) await rm(folder, { recursive: true, force: true });
    }
    return { json: { events, members, steps: figures }, text: figures.map(lineOf).join('\n') };
  },
);

/** A folder that is not there yet or has nothing in it: what somebody keeps must not be taken for ours. */
async function empty(folder: string): Promise<string> {
  const inside = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
  if (inside.length)
    throw new UserError(`--keep takes an empty folder; ${folder} has ${inside.length} entries.`);
  return resolve(folder);
}

function lineOf(figure: Measured): string {
  return [
    `${figure.seconds.toFixed(2).padStart(9)} s`,
    figure.ratio === null ? ''.padStart(8) : `${figure.ratio.toFixed(2).padStart(7)}×`,
    figure.peak_memory_bytes === null ? '' : `${(figure.peak_memory_bytes / 2 ** 30).toFixed(2)} GiB`,
    figure.step,
    figure.baseline ? `(against ${figure.baseline}: ${figure.baseline_seconds!.toFixed(2)} s)` : '',
  ].join('  ');
}

function whole(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UserError(`${option} takes a whole number, not ${text}.`);
  return number;
}

function partsOf(text: string): Part[] {
  return text.split(',').map((named) => {
    const part = PARTS.find((each) => each === named.trim());
    if (!part)
      throw new UserError(`--parts takes some of ${PARTS.join(', ')}, not ${JSON.stringify(named)}.`);
    return part;
  });
}
