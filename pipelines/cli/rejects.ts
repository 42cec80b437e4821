import { listRejects, writeRejects } from '#pipelines/store/read-rejects.ts';
import { action, subcommand } from './command.ts';

/** How many rejects the text shows; all of them go to JSON and to files. */
const SHOWN = 20;

export const rejectsCommand = subcommand('rejects', 'list what was refused and why')
  .option('--batch <id>', 'of this batch only')
  .option('--table <table>', 'of this table only')
  .option('--out <file>', 'write CSV files that can be corrected in Excel and ingested again');

action<{ batch?: string; table?: string; out?: string }>(
  rejectsCommand,
  async (_, options, { workspace }) => {
    if (options.out !== undefined) {
      const files = await writeRejects(workspace, options.out, options);
      const text = files.length
        ? files
            .map(
              ({ file, table, rows }) =>
                `${file}: ${rows} × ${table}; jiheng ingest --table ${table} ${file}`,
            )
            .join('\n')
        : '没有拒收的记录 / nothing was refused.';
      return { json: { files }, text };
    }
    const rejects = await listRejects(workspace, options);
    const lines = rejects
      .slice(0, SHOWN)
      .flatMap((reject) => [
        `${reject.batch_id} ${reject.source_file}:${reject.source_record} (${reject.table})  ${reject.raw.slice(0, 200)}`,
        ...reject.reasons.map(
          ({ column, value, reason, advice }) =>
            `    ${column ?? '—'} ${value === null ? '' : `“${value}” `}${reason}; ${advice}`,
        ),
      ]);
    if (rejects.length > SHOWN) lines.push(`… ${rejects.length - SHOWN} more; --out FILE writes all`);
    return { json: { rejects }, text: lines.join('\n') || '没有拒收的记录 / nothing was refused.' };
  },
);
