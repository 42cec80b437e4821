import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { bench as measure, PARTS, type Part } from '#pipelines/bench/bench.ts';
import { action, subcommand } from './command.ts';

interface Options {
  events: string;
  members?: string;
  memoryLimit: string;
  parts: string;
}

export const bench = action<Options>(
  subcommand('bench', 'the reproducible benchmark, against DuckDB doing the least that would be needed')
    .option('--events <n>', 'how many events', '1000000')
    .option('--members <n>', 'how many members; default one for twenty events')
    .option('--parts <list>', `what to measure, of ${PARTS.join(',')}`, 'ingest,recompute')
    .option('--memory-limit <size>', 'what the database may hold in memory, both sides', '2GB'),
  async (_, options, { progress, signal }) => {
    const events = whole('--events', options.events);
    const members = options.members
      ? whole('--members', options.members)
      : Math.max(1, Math.round(events / 20));
    const steps = await measure(
      {
        events,
        members,
        folder: await mkdtemp(join(tmpdir(), 'jiheng-bench-')),
        memoryLimit: options.memoryLimit,
        signal,
        progress: (step) => progress.step(step),
      },
      partsOf(options.parts),
    );
    const lines = steps.map((each) =>
      [
        `${each.seconds.toFixed(2).padStart(9)} s`,
        each.ratio === null ? ''.padStart(8) : `${each.ratio.toFixed(2).padStart(7)}×`,
        each.peak_memory_bytes === null ? '' : `${(each.peak_memory_bytes / 2 ** 30).toFixed(2)} GiB`,
        each.step,
        each.baseline ? `(against ${each.baseline}: ${each.baseline_seconds!.toFixed(2)} s)` : '',
      ].join('  '),
    );
    return { json: { events, members, steps }, text: lines.join('\n') };
  },
);

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
