import { stringify } from 'yaml';
import type { ManifestFile } from '#engine/contract/manifest.ts';
import { DialectChoice, type Mapping } from '#engine/contract/mapping.ts';
import { UserError } from '#engine/user-error.ts';
import { UnfitHeader } from '#pipelines/ingest/header.ts';
import { looksLikeUrl } from '#pipelines/ingest/connectors/address.ts';
import { ingestDatabase } from '#pipelines/ingest/connectors/ingest-database.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import type { IngestOutcome } from '#pipelines/ingest/make-batch.ts';
import { readMapping, readPreset } from '#pipelines/ingest/read-mapping.ts';
import { suggestFor } from '#pipelines/ingest/suggest-for.ts';
import { action, subcommand, type Outcome } from './command.ts';

interface Options {
  table?: string;
  preset?: string;
  mapping?: string;
  sheet?: string;
  encoding?: string;
  delimiter?: string;
  quote?: string;
  header?: string;
  programme?: string;
  memoryLimit?: string;
  from?: string;
  sourceTable?: string[];
  watermark?: string;
  overlap?: string;
  full?: boolean;
  credentials?: string;
  tls?: string;
  tlsCa?: string;
}

export const ingestCommand = subcommand('ingest', 'add files, or rows of a database, as one batch')
  .argument(
    '[path...]',
    'data-set folders, folders of part files, or files (CSV, TSV, JSONL, also .gz; Parquet, XLSX; ZIP of any)',
  )
  .option('--table <table>', 'the table of files whose names tell none')
  .option('--preset <name>', 'read the export of a known system; `jiheng mapping list` names them')
  .option('--mapping <file>', 'how the columns of another system become those of the contract (YAML or JSON)')
  .option('--sheet <name>', 'the one sheet of the workbook that is wanted')
  .option('--encoding <encoding>', 'utf-8, utf-16le, utf-16be or gb18030, where detection is wrong')
  .option('--delimiter <character>', 'one character, or tab, comma, semicolon, pipe, space')
  .option('--quote <character>', 'the character around cells, default "; none: quotes are text')
  .option('--header <names>', 'names of the columns, separated by commas, of files without a header line')
  .option('--programme <file>', 'take this programme.yaml instead of the one in the folder or the workspace')
  .option('--memory-limit <size>', "memory for DuckDB's buffers, e.g. 2GB")
  .option(
    '--from <url>',
    'read a database instead of files: postgres://USER@HOST/DATABASE or mysql://USER@HOST/DATABASE; the password from JIHENG_DB_PASSWORD or --credentials',
  )
  .option(
    '--source-table <name>',
    'a table of the database whose name is not the usual one; may be given several times',
    (name: string, earlier: string[] | undefined) => [...(earlier ?? []), name],
  )
  .option('--watermark <column>', 'the column that tells which rows are new, where the mapping names none')
  .option('--overlap <amount>', 'read again so far below the watermark: 1000 for numbers, 900s for times')
  .option('--full', 'read the whole table, whatever was read before')
  .option('--credentials <file>', 'a file with user=… and password=…, or the password alone')
  .option('--tls <mode>', 'verify (default beyond this machine), require (no certificate check) or disable')
  .option('--tls-ca <file>', 'certificates of the authorities to trust, PEM');

const FOR_FILES = ['sheet', 'encoding', 'delimiter', 'quote', 'header'] as const;
const FOR_DATABASES = ['sourceTable', 'watermark', 'overlap', 'full', 'credentials', 'tls', 'tlsCa'] as const;

action<Options>(ingestCommand, async (paths, options, { workspace, progress, signal }) => {
  checkUsage(paths, options);
  const mapping = await chosenMapping(options);
  const common = {
    table: options.table,
    mapping,
    programme: options.programme,
    memoryLimit: options.memoryLimit,
    signal,
    onStep: (step: string, fraction?: number, rows?: number, bytes?: number) =>
      progress.step(step, fraction, rows, bytes),
  };
  let outcome: IngestOutcome;
  try {
    outcome = options.from
      ? await ingestDatabase(workspace, options.from, {
          ...common,
          sourceTables: options.sourceTable,
          watermark: options.watermark === undefined ? undefined : { column: options.watermark },
          overlap: options.overlap,
          full: options.full,
          credentials: options.credentials,
          tls: options.tls,
          tlsAuthority: options.tlsCa,
        })
      : await ingest(workspace, paths, {
          ...common,
          sheet: options.sheet,
          encoding: options.encoding,
          dialect: chosenDialect(options),
        });
  } catch (error) {
    if (!(error instanceof UnfitHeader)) throw error;
    return suggestion(error);
  }
  const report = ingestReport(outcome);
  if (report.totals.rows_read === 0 && !outcome.nothingNew)
    throw new UserError(
      options.from
        ? 'The tables are empty; check that they are the right ones (--source-table).'
        : `No row could be read from ${paths.join(', ')}; check that the files hold data below the header.`,
    );
  return { json: report, text: ingestText(report) };
});

/** No message repeats an address: it may hold a password. */
function checkUsage(paths: readonly string[], options: Options): void {
  const option = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (paths.some(looksLikeUrl)) throw new UserError('A database is given with --from, not as a path.');
  if (options.from === undefined && paths.length === 0)
    throw new UserError('Name files or folders to ingest, or a database with --from.');
  if (options.from !== undefined && paths.length > 0)
    throw new UserError(
      'Give either files or --from; ingest them one after the other. A table of the database is named with --source-table.',
    );
  const strayed = (options.from === undefined ? FOR_DATABASES : FOR_FILES).find(
    (name) => options[name] !== undefined,
  );
  if (strayed)
    throw new UserError(
      `${option(strayed)} is for ${options.from === undefined ? 'databases (--from)' : 'files'}; leave it out.`,
    );
}

async function chosenMapping({ preset, mapping }: Options): Promise<Mapping | undefined> {
  if (preset !== undefined && mapping !== undefined)
    throw new UserError(
      'Give either --preset or --mapping; `jiheng mapping show` prints a preset to start from.',
    );
  if (preset !== undefined) return readPreset(preset);
  return mapping === undefined ? undefined : readMapping(mapping);
}

const DELIMITER_WORDS: Record<string, string> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

function chosenDialect({ delimiter, quote, header }: Options): DialectChoice {
  const choice = DialectChoice.safeParse({
    ...(delimiter === undefined ? {} : { delimiter: DELIMITER_WORDS[delimiter] ?? delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(header === undefined ? {} : { header: header.split(',').map((name) => name.trim()) }),
  });
  if (choice.success) return choice.data;
  throw new UserError(
    `--${String(choice.error.issues[0]!.path[0])} is wrong: a delimiter and a quote are one character (or tab, none), a header is names separated by commas.`,
  );
}

/** Nothing was read, but a mapping may do it: the whole of it is given, to be kept, completed and used. */
async function suggestion(error: UnfitHeader): Promise<Outcome> {
  const { mapping, presets, unfilled } = await suggestFor(error.names, error.table);
  const text = stringify(mapping);
  process.stderr.write(`${error.message}\n`);
  return {
    json: {
      error: error.message,
      suggested_mapping: mapping,
      fitting_presets: presets,
      unfilled_columns: unfilled,
    },
    text: [
      ...presets.map((name) => `# 列名符合预设 / the columns fit a preset: jiheng ingest --preset ${name} …`),
      '# 建议的映射,存为 mapping.yaml,核对后 / suggested; save as mapping.yaml, check, then: jiheng ingest --mapping mapping.yaml …',
      text,
    ].join('\n'),
    exitCode: 2,
  };
}

const COUNTS = ['rows_read', 'accepted', 'duplicates', 'conflicts', 'skipped', 'rejected'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

/** What ingesting came to, in the shape of `--json`. What was ingested before has all its good rows as duplicates. */
export function ingestReport(outcome: IngestOutcome) {
  const { manifest, isNew, others, adoptedConfiguration, nothingNew } = outcome;
  const files = nothingNew?.files ?? manifest.files.map((file) => (isNew ? file : asRepeated(file)));
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
      : `这些数据已在批次 ${report.batch_id} 中,没有变化 / these rows are in batch ${report.batch_id} already; nothing changed.`,
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
