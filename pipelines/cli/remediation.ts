import { describeDiff } from '#engine/books/diff.ts';
import { previewRemediation } from '#pipelines/compliance/preview.ts';
import { remediationCsv, remediationOf, type Remediation } from '#pipelines/compliance/remediation.ts';
import { writeFileDurably } from '#pipelines/store/durable.ts';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';

interface Options {
  book?: string;
  finding?: string;
  out?: string;
  preview?: boolean;
}

export const remediation = action<Options>(
  subcommand(
    'remediation',
    'points owed back by confirmed findings, as events that a points system can import',
  )
    .option('--book <id>', 'which book; default the current one')
    .option('--finding <id>', 'only what this finding owes')
    .option('--out <file>', 'write them as point_events CSV')
    .option('--preview', 'compute what the book would be with them, without publishing'),
  async (_, { book, finding, out, preview }, { workspace, progress, signal }) => {
    requireWorkspace(workspace);
    const owed = await remediationOf(workspace, book, finding);
    if (out) await writeFileDurably(out, remediationCsv(owed));
    const diff = preview
      ? await previewRemediation(workspace, owed, {
          signal,
          progress: (step, fraction) => progress.step(step, fraction),
        })
      : null;
    return {
      json: { ...owed, file: out ?? null, preview: diff },
      text: [...describe(owed, out), ...(diff ? ['', describeDiff(diff)] : [])].join('\n'),
    };
  },
);

function describe(owed: Remediation, out: string | undefined): string[] {
  return [
    `Book ${owed.book_id.slice(0, 12)} as of ${owed.as_of}: ${owed.confirmed} confirmed findings, ` +
      `${owed.owed.length} credits to ${owed.members} members`,
    ...owed.totals.map((each) => `  ${each.programme_id}/${each.wallet}: ${each.points} points`),
    ...(owed.overlapping
      ? [`  ${owed.overlapping} pieces of evidence left out: given back by another finding`]
      : []),
    ...owed.by_other_means.map(
      (each) => `  not by points: ${each.rule_id} (${each.finding_id.slice(0, 12)})`,
    ),
    ...(out ? [`Written to ${out}`] : []),
  ];
}
