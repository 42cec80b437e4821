import { dirname, resolve } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { DatabasePlan, urlOf } from '#pipelines/ingest/connectors/database-plan.ts';
import { ingestDatabase } from '#pipelines/ingest/connectors/ingest-database.ts';
import { checkDatabase, listDatabase } from '#pipelines/ingest/connectors/look-at-database.ts';
import { mappingOf, readDocument } from '#pipelines/ingest/plan.ts';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';
import { ingestReport, ingestText } from './ingest.ts';

interface Options {
  list?: boolean;
  check?: boolean;
  memoryLimit?: string;
}

export const databasePlan = action<Options>(
  subcommand(
    'database-plan',
    'add rows of a database as a plan in JSON says; user and password from JIHENG_DB_USER and JIHENG_DB_PASSWORD',
  )
    .argument(
      '<plan>',
      '{"server": {system, host, port, database, tls}, "table", "reading": {table, preset, mapping}, "watermark": {column, overlap}, "full"}',
    )
    .option('--list', 'only open the database and list its tables')
    .option('--check', 'only say what would come of it: nothing is added')
    .option('--memory-limit <size>', 'memory for the database, e.g. 2GB'),
  async ([file], { list, check, memoryLimit }, { workspace, progress, signal }) => {
    requireWorkspace(workspace);
    const plan = await readDocument(file!, DatabasePlan);
    const onStep = (step: string, fraction?: number, rows?: number, bytes?: number) =>
      progress.step(step, fraction, rows, bytes);
    const looking = { scratch: dirname(resolve(file!)), memoryLimit, signal, onStep };
    if (list) {
      const found = await listDatabase(plan.server, looking);
      const names = found.tables.map((each) => each.name).join('\n');
      return { json: found, text: `${found.address}: ${found.system} ${found.version}\n${names}` };
    }
    const { table, reading, watermark, full } = plan;
    if (table === undefined) throw new UserError('The plan names no table; name one, or ask with --list.');
    if (check) {
      const checked = await checkDatabase(workspace, { ...plan, table }, looking);
      const { file: looked, new_rows: rows } = checked;
      return {
        json: { ...checked },
        text: `${checked.address} ${table}: ${looked.problem ?? (looked.unfilled.length > 0 ? `lacks ${looked.unfilled.join(', ')}` : `${rows} rows`)}`,
      };
    }
    const outcome = await ingestDatabase(workspace, urlOf(plan.server), {
      table: reading.table,
      mapping: await mappingOf(reading),
      sourceTables: [table],
      watermark,
      full,
      memoryLimit,
      signal,
      onStep,
    });
    const report = ingestReport(outcome);
    if (report.totals.rows_read === 0 && !outcome.nothingNew)
      throw new UserError(`${table} is empty; check that it is the right table.`);
    return { json: { batches: [report] }, text: ingestText(report) };
  },
);
