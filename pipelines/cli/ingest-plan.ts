import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { checkFiles } from '#pipelines/ingest/check-files.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { groupsOf, readPlan } from '#pipelines/ingest/plan.ts';
import { within } from '#pipelines/ingest/steps.ts';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';
import { ingestReport, ingestText } from './ingest.ts';

interface Options {
  check?: boolean;
  memoryLimit?: string;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

export const ingestPlan = action<Options>(
  subcommand(
    'ingest-plan',
    'add files as a plan in JSON says how each is to be read; files read alike are one batch',
  )
    .argument(
      '<plan>',
      '{"files": [{"path", "name", "reading": {table, preset, mapping, sheet, encoding, dialect}}]}',
    )
    .option('--check', 'only say what would come of it: nothing is added')
    .option('--memory-limit <size>', 'memory for the database, e.g. 2GB'),
  async ([file], options, { workspace, progress, signal }) => {
    requireWorkspace(workspace);
    const plan = await readPlan(file!);
    const onStep = (step: string, fraction?: number, rows?: number, bytes?: number) =>
      progress.step(step, fraction, rows, bytes);
    const { memoryLimit } = options;
    if (options.check) {
      const files = await checkFiles(workspace, plan, {
        scratch: dirname(resolve(file!)),
        memoryLimit,
        signal,
        onStep,
      });
      const text = files.map(
        ({ name, problem, unfilled, tables }) =>
          `${name}: ${problem ?? (unfilled.length > 0 ? `lacks ${unfilled.join(', ')}` : tables.map((each) => `${each.table} ${each.counts?.accepted} of ${each.counts?.rows_read} rows`).join(', '))}`,
      );
      return { json: { files }, text: text.join('\n') };
    }
    const reports = [];
    const sizes = await Promise.all(plan.files.map(async ({ path }) => (await stat(path)).size));
    const all = Math.max(1, sum(sizes));
    let before = 0;
    for (const { files, options: reading } of await groupsOf(plan)) {
      const paths = files.map((each) => each.path);
      const bytes = sum(sizes.filter((_, at) => paths.includes(plan.files[at]!.path)));
      const told = within(onStep, before / all, bytes / all);
      before += bytes;
      try {
        const outcome = await ingest(workspace, paths, {
          ...reading,
          memoryLimit,
          signal,
          onStep: told,
        });
        reports.push(ingestReport(outcome));
      } catch (error) {
        if (!(error instanceof UserError) || signal.aborted || reports.length === 0) throw error;
        const done = reports.map((each) => each.batch_id).join(', ');
        throw new UserError(`${error.message} (Already in: ${done}.)`, {
          exitCode: error.exitCode,
          cause: error,
        });
      }
    }
    return { json: { batches: reports }, text: reports.map(ingestText).join('\n') };
  },
);
