import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { openBook } from '#engine/books/open.ts';
import { bookPath, resolveBook } from '#engine/books/shelf.ts';
import { oneRow } from '#engine/database.server.ts';
import { LANGUAGES, type Language } from '#engine/reports/document.ts';
import { UserError } from '#engine/user-error.ts';
import { findingDecisions } from '#pipelines/reports/finding-decisions.ts';
import {
  REPORT_FORMATS,
  REPORT_KINDS,
  type ReportFormat,
  type ReportKind,
} from '#pipelines/reports/kinds.ts';
import { readIntake } from '#pipelines/reports/read-intake.ts';
import { keepReport } from '#pipelines/reports/shelf.ts';
import { writeAsOneFile, writeReport, type Making } from '#pipelines/reports/write-report.ts';
import { localOperator } from '#pipelines/state/operator.ts';
import { fileSha256 } from '#pipelines/store/write-batch.ts';
import { requireWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { action, subcommand, type Outcome } from './command.ts';

interface Options {
  out?: string;
  keep?: string;
  book?: string;
  lang: string;
  member?: string;
  household?: string;
  region?: string;
  by?: string;
}

const command = subcommand('report', 'write a report on a book, or the audit pack')
  .argument('<kind>', REPORT_KINDS.map(({ id }) => id).join(', '))
  .option('--out <file>', 'where to; its ending says the format (audit.zip is the audit pack)')
  .option('--keep <format>', `keep it in the workspace instead: ${REPORT_FORMATS.join(', ')}`)
  .option('--book <id>', 'which book; default the current one')
  .option('--lang <language>', `the report's language: ${LANGUAGES.join(' or ')}`, 'zh-CN')
  .option('--member <id>', 'whose statement, for kinds that are about one member')
  .option('--household <id>', 'whose statement, for green')
  .option('--region <code>', 'the one province or prefecture that it is about, for green')
  .option('--by <name>', 'who makes it; default the account of this machine that runs the command')
  .addHelpText(
    'after',
    `\nKinds:\n${REPORT_KINDS.map(
      ({ id, summary, formats }) =>
        `  ${id.padEnd(12)}${summary} (${formats.map((each) => `.${each}`).join(' ')})`,
    ).join('\n')}`,
  );

const MEGABYTE = 1_000_000;

/** A workbook or CSV of a million rows is streamed, and what is sorted for it goes to the disk; paper is gathered whole. */
const LEAST_MEGABYTES: Readonly<Record<ReportFormat, number>> = { xlsx: 96, csv: 96, pdf: 256, zip: 512 };

/** What the database may hold: more for a large book, over which sums are made. */
async function memoryLimit(book: string, format: ReportFormat): Promise<string> {
  const { size } = await stat(book);
  return `${Math.round(Math.min(1000, Math.max(LEAST_MEGABYTES[format], size / MEGABYTE / 24)))}MB`;
}

/** `report KIND --out FILE`: a report as PDF, workbook or CSV, or the audit pack. */
export const report = action<Options>(command, async ([wanted], options, { workspace, progress, signal }) => {
  requireWorkspace(workspace);
  const kind = kindOf(wanted!);
  const { out, format } = targetOf(options, kind);
  const language = languageOf(options.lang);
  const about = aboutWhom(kind, options);
  const { books } = workspacePaths(workspace);
  const bookId = await resolveBook(books, options.book);
  const path = bookPath(books, bookId);
  const book = await openBook(path, { memoryLimit: await memoryLimit(path, format), givesMemoryBack: true });
  try {
    progress.step('open the book');
    const making: Making = {
      workspace,
      kind,
      format,
      source: {
        book,
        language,
        intake: await readIntake(workspace, book),
        decisions: await findingDecisions(workspace, book, language),
        ...about,
      },
      madeBy: options.by ?? localOperator().name,
      madeAt: new Date().toISOString(),
      onStep: (step) => {
        signal.throwIfAborted();
        progress.step(step);
      },
    };
    return await (out === null ? kept(making, bookId) : written(making, bookId, out));
  } finally {
    book.close();
  }
});

async function written(making: Making, bookId: string, out: string): Promise<Outcome> {
  const { files, pages } = await writeReport(making, out);
  const described = [];
  for (const file of files)
    described.push({ file, bytes: (await stat(file)).size, sha256: await fileSha256(file) });
  return {
    json: {
      kind: making.kind.id,
      format: making.format,
      language: making.source.language,
      book_id: bookId,
      ...subjectOf(making),
      pages,
      files: described,
    },
    text: described.map(({ file, bytes, sha256 }) => `${file}  ${bytes} bytes  sha256 ${sha256}`).join('\n'),
  };
}

async function kept(making: Making, bookId: string): Promise<Outcome> {
  const { kind, format, source, madeBy, madeAt } = making;
  const { as_of: asOf } = await oneRow<{ as_of: string }>(
    source.book.connection,
    'select as_of::varchar as as_of from meta.book',
  );
  const report = await keepReport(
    making.workspace,
    {
      kind: kind.id,
      format,
      language: source.language,
      book_id: bookId,
      as_of: asOf,
      ...subjectOf(making),
      made_by: madeBy,
      made_at: madeAt,
      file: `jiheng-${kind.id}-${asOf}-${bookId.slice(0, 8)}-${source.language}.${format === 'csv' ? 'csv.zip' : format}`,
    },
    (path) => writeAsOneFile(making, path),
  );
  return {
    json: report,
    text: `${report.id}  ${report.file}  ${report.bytes} bytes  sha256 ${report.sha256}`,
  };
}

function kindOf(id: string): ReportKind {
  const kind = REPORT_KINDS.find((each) => each.id === id);
  if (!kind)
    throw new UserError(
      `There is no report ${id}; there are: ${REPORT_KINDS.map((each) => each.id).join(', ')}.`,
    );
  return kind;
}

/** Where the report goes: a file, or (null) the workspace's own shelf. */
function targetOf({ out, keep }: Options, kind: ReportKind): { out: string | null; format: ReportFormat } {
  if ((out === undefined) === (keep === undefined))
    throw new UserError(
      `Say where the report goes: --out ${kind.id}.pdf, or --keep pdf to keep it in the workspace.`,
    );
  const format = (keep ?? extname(out!).slice(1)).toLowerCase() as ReportFormat;
  if (!kind.formats.includes(format))
    throw new UserError(
      `The report ${kind.id} is written as ${kind.formats.join(', ')}, not as ${format || 'a file without an ending'}.`,
    );
  if (out === undefined) return { out: null, format };
  const path = resolve(out);
  if (!existsSync(dirname(path)))
    throw new UserError(`The folder ${dirname(path)} does not exist; make it or choose another --out.`);
  return { out: path, format };
}

function languageOf(given: string): Language {
  const language = given === 'zh' ? 'zh-CN' : given;
  if (!(LANGUAGES as readonly string[]).includes(language))
    throw new UserError(`--lang takes ${LANGUAGES.join(' or ')}, not ${given}.`);
  return language as Language;
}

function subjectOf({ source: { memberId, householdId, regionCode } }: Making) {
  return {
    member_id: memberId ?? null,
    household_id: householdId ?? null,
    region_code: regionCode ?? null,
  };
}

/** The member, household or region that the report is about; one of them at most. */
function aboutWhom(kind: ReportKind, { member, household, region }: Options) {
  for (const [name, given] of Object.entries({ household, region }))
    if (given !== undefined && !kind.narrowedBy?.some((each) => each === name))
      throw new UserError(`The report ${kind.id} is not about one ${name}; leave --${name} out.`);
  if ([member, household, region].filter((each) => each !== undefined).length > 1)
    throw new UserError('A report is about one member, one household or one region: name one of them only.');
  return { memberId: memberOf(kind, member), householdId: household, regionCode: region };
}

function memberOf(kind: ReportKind, member: string | undefined): string | undefined {
  if (kind.asksMember === true && !member)
    throw new UserError(`The report ${kind.id} is about one member: --member ID.`);
  if (!kind.asksMember && member)
    throw new UserError(`The report ${kind.id} is not about one member; leave --member out.`);
  return member;
}
