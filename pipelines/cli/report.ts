import { stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { openBook } from '#engine/books/open.ts';
import { bookPath, resolveBook } from '#engine/books/shelf.ts';
import { LANGUAGES, type Language } from '#engine/reports/document.ts';
import { UserError } from '#engine/user-error.ts';
import {
  REPORT_FORMATS,
  REPORT_KINDS,
  type ReportFormat,
  type ReportKind,
} from '#pipelines/reports/kinds.ts';
import { readIntake } from '#pipelines/reports/read-intake.ts';
import { writeReport } from '#pipelines/reports/write-report.ts';
import { fileSha256 } from '#pipelines/store/write-batch.ts';
import { requireWorkspace, workspacePaths } from '#pipelines/store/workspace.ts';
import { action, subcommand } from './command.ts';

interface Options {
  out?: string;
  book?: string;
  lang: string;
  member?: string;
}

const command = subcommand('report', 'write a report on a book')
  .argument('<kind>', REPORT_KINDS.map(({ id }) => id).join(', '))
  .option('--out <file>', 'where to; its ending says the format: .pdf, .xlsx or .csv')
  .option('--book <id>', 'which book; default the current one')
  .option('--lang <language>', `the report's language: ${LANGUAGES.join(' or ')}`, 'zh-CN')
  .option('--member <id>', 'whose statement, for kinds that are about one member')
  .addHelpText(
    'after',
    `\nKinds:\n${REPORT_KINDS.map(({ id, summary }) => `  ${id.padEnd(12)}${summary}`).join('\n')}`,
  );

/** `report KIND --out FILE`: a report as PDF, workbook or CSV. */
export const report = action<Options>(command, async ([wanted], options, { workspace, progress }) => {
  requireWorkspace(workspace);
  const kind = kindOf(wanted!);
  const { out, format } = outputOf(options.out, kind);
  const language = languageOf(options.lang);
  const memberId = memberOf(kind, options.member);
  const { books } = workspacePaths(workspace);
  const bookId = await resolveBook(books, options.book);
  const book = await openBook(bookPath(books, bookId));
  try {
    progress.step('reading the book');
    const intake = await readIntake(workspace, book);
    const document = await kind.build({ book, language, intake, decisions: null, memberId });
    progress.step(`drawing ${format}`);
    const { files, pages } = await writeReport(document, format, out);
    const written = [];
    for (const file of files)
      written.push({ file, bytes: (await stat(file)).size, sha256: await fileSha256(file) });
    return {
      json: {
        kind: kind.id,
        format,
        language,
        book_id: bookId,
        member_id: memberId ?? null,
        pages,
        files: written,
      },
      text: written.map(({ file, bytes, sha256 }) => `${file}  ${bytes} bytes  sha256 ${sha256}`).join('\n'),
    };
  } finally {
    book.close();
  }
});

function kindOf(id: string): ReportKind {
  const kind = REPORT_KINDS.find((each) => each.id === id);
  if (!kind)
    throw new UserError(
      `There is no report ${id}; there are: ${REPORT_KINDS.map((each) => each.id).join(', ')}.`,
    );
  return kind;
}

function outputOf(out: string | undefined, kind: ReportKind): { out: string; format: ReportFormat } {
  if (!out) throw new UserError(`Say where the report goes, e.g. --out ${kind.id}.pdf.`);
  const format = extname(out).slice(1).toLowerCase() as ReportFormat;
  if (!REPORT_FORMATS.includes(format) || !kind.formats.includes(format))
    throw new UserError(
      `The report ${kind.id} is written as ${kind.formats.map((each) => `.${each}`).join(', ')}; ${out} ends otherwise.`,
    );
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

function memberOf(kind: ReportKind, member: string | undefined): string | undefined {
  if (kind.asksMember && !member)
    throw new UserError(`The report ${kind.id} is about one member: --member ID.`);
  if (!kind.asksMember && member)
    throw new UserError(`The report ${kind.id} is not about one member; leave --member out.`);
  return member;
}
