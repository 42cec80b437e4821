import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { UserError } from '#engine/user-error.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { ensureSigningKey } from '#pipelines/reports/pack/signing-key.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';
import { ingestReport, ingestText } from './ingest.ts';

export const initCommand = subcommand('init', 'make a workspace').option(
  '--sample',
  'also ingest the sample programme',
);

action<{ sample?: boolean }>(initCommand, async (_, { sample }, { workspace, progress, signal }) => {
  const isNew = await initWorkspace(workspace);
  await ensureSigningKey(workspace);
  const made = isNew
    ? `工作区已建立 / workspace made: ${workspace}`
    : `工作区已存在 / workspace exists: ${workspace}`;
  if (!sample) return { json: { workspace, is_new: isNew }, text: made };
  const folder = join(PACKAGE_ROOT, 'sample-data');
  if (!existsSync(folder))
    throw new UserError('The package has no sample-data folder; install it again.', { exitCode: 1 });
  const outcome = await ingest(workspace, [folder], {
    signal,
    onStep: (step, fraction) => progress.step(step, fraction),
  });
  const report = ingestReport(outcome);
  return { json: { workspace, is_new: isNew, sample: report }, text: `${made}\n${ingestText(report)}` };
});
