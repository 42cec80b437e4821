import type { ManifestFile } from '#engine/contract/manifest.ts';
import { UserError } from '#engine/user-error.ts';
import { ingest, type IngestOutcome } from '#pipelines/ingest/ingest.ts';
import { action, subcommand } from './command.ts';

interface Options {
  table?: string;
  encoding?: string;
  programme?: string;
  memoryLimit?: string;
}

export const ingestCommand = subcommand('ingest', 'add files to the source store as one batch')
  .argument(
    '<path...>',
    'data-set folders, folders of part files, or files (CSV, TSV, JSONL, also .gz; Parquet)',
  )
  .option('--table <table>', 'the table of files whose names tell none')
  .option('--encoding <encoding>', 'utf-8, utf-16le, utf-16be or gb18030, where detection is wrong')
  .option('--programme <file>', 'take this programme.yaml instead of the one in the folder or the workspace')
  .option('--memory-limit <size>', 'memory for the database, e.g. 2GB');

action<Options>(ingestCommand, async (paths, options, { workspace, progress, signal }) => {
  const outcome = await ingest(workspace, paths, {
    table: options.table,
    encoding: options.encoding,
    programme: options.programme,
    memoryLimit: options.memoryLimit,
    signal,
    onStep: (step, fraction) => progress.step(step, fraction),
  });
  const report = ingestReport(outcome);
  if (report.totals.rows_read === 0)
    throw new UserError(
      `No row could be read from ${paths.join(', ')}; check that the files hold data below the header.`,
    );
  return { json: report, text: ingestText(report) };
});

const COUNTS = ['rows_read', 'accepted', 'duplicates', 'conflicts', 'skipped', 'rejected'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

/** What ingesting came to, in the shape of `--json`. Files ingested before have all their good rows as duplicates. */
export function ingestReport({ manifest, isNew, others, adoptedConfiguration }: IngestOutcome) {
  const files = manifest.files.map((file) => (isNew ? file : asRepeated(file)));
  const tables: Record<string, Counts & { warnings: string[] }> = {};
  for (const file of files) {
    const sum = (tables[file.table] ??= { ...zero(), warnings: [] });
    for (const key of COUNTS) sum[key] += file[key];
    sum.warnings.push(...file.warnings.map((warning) => `${file.name}: ${warning}`));
  }
  const totals = zero();
  for (const table of Object.values(tables)) for (const key of COUNTS) totals[key] += table[key];
  return {
    batch_id: manifest.batch_id,
    is_new: isNew,
    files,
    tables,
    totals,
    not_tables: others,
    adopted_configuration: adoptedConfiguration,
    warnings: manifest.warnings,
  };
}

function asRepeated(file: ManifestFile): ManifestFile {
  const duplicates = file.accepted + file.duplicates + file.conflicts;
  return { ...file, accepted: 0, conflicts: 0, duplicates };
}

function zero(): Counts {
  return { rows_read: 0, accepted: 0, duplicates: 0, conflicts: 0, skipped: 0, rejected: 0 };
}

/** The same for people: one line per table, then what needs attention. */
export function ingestText(report: ReturnType<typeof ingestReport>): string {
  const lines = [
    report.is_new
      ? `批次 ${report.batch_id} 已导入 / batch ${report.batch_id} is in.`
      : `这些文件已在批次 ${report.batch_id} 中,没有变化 / these files are in batch ${report.batch_id} already; nothing changed.`,
  ];
  for (const [table, counts] of Object.entries(report.tables)) {
    lines.push(
      `  ${table}: 读取 rows read ${counts.rows_read} = 接受 accepted ${counts.accepted} + 重复 duplicates ${counts.duplicates} + ` +
        `冲突 conflicts ${counts.conflicts} + 跳过 skipped ${counts.skipped} + 拒收 rejected ${counts.rejected}`,
    );
    lines.push(...counts.warnings.map((warning) => `    ! ${warning}`));
  }
  lines.push(...report.warnings.map((warning) => `  ! ${warning}`));
  if (report.not_tables.length) lines.push(`  不是数据表 / no tables: ${report.not_tables.join(', ')}`);
  if (report.totals.rejected > 0)
    lines.push(`  拒收原因见 / why rows were refused: jiheng rejects --batch ${report.batch_id}`);
  return lines.join('\n');
}
