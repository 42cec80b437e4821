import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { ReportDocument } from '#engine/reports/document.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { fontsFolder } from './fonts.ts';
import { pageWords } from './page-words.ts';
import { printableSections, type PrintableSection } from './printable.ts';
import { volumesOf } from './volumes.ts';

const FOLDER = join(PACKAGE_ROOT, 'pipelines', 'reports', 'pdf');

export interface Drawn {
  readonly bytes: Buffer;
  readonly pages: number;
}

/**
 * Draws a report as PDF: A4, header rows repeated, page x of y, and on each page the book, the rule pack, the as-of day
 * and the control totals. The same document gives the same bytes. A report that is too long for one file comes as several
 * parts, one after the other: nothing is ever cut.
 *
 * @param most characters of one part; only tests need another number
 */
export async function* drawPdf(document: ReportDocument, most?: number): AsyncGenerator<Drawn> {
  const volumes = volumesOf(await printableSections(document), most);
  const compiler = NodeCompiler.create({ workspace: FOLDER, fontArgs: [{ fontPaths: [fontsFolder()] }] });
  const words = pageWords(document.language);
  for (const [index, sections] of volumes.entries()) {
    const part = volumes.length === 1 ? null : words.part(index + 1, volumes.length);
    yield drawVolume(compiler, document, sections, part);
  }
}

function drawVolume(
  compiler: NodeCompiler,
  document: ReportDocument,
  sections: readonly PrintableSection[],
  part: string | null,
): Drawn {
  const compiled = compiler.compile({
    mainFilePath: join(FOLDER, 'report.typ'),
    inputs: { report: JSON.stringify(content(document, sections, part)) },
  });
  const drawn = compiled.result;
  if (!drawn) {
    const error = compiled.takeDiagnostics();
    throw new Error(`Typst refused the report: ${JSON.stringify(error && compiler.fetchDiagnostics(error))}`);
  }
  const bytes = compiler.pdf(drawn, { pdfTags: false });
  // The cache is global: without this the next report of the process would pay for this one's pages.
  compiler.evictCache(0);
  return { bytes, pages: drawn.numOfPages };
}

function content(document: ReportDocument, sections: readonly PrintableSection[], part: string | null) {
  const { head, language } = document;
  const words = pageWords(language);
  return {
    lang: language.slice(0, 2),
    region: language === 'zh-CN' ? 'CN' : 'GB',
    title: document.title,
    subtitle: document.subtitle,
    part,
    as_of: head.asOf,
    day: head.asOf.split('-').map(Number),
    words: { as_of: words.as_of, page: words.page },
    foot: [
      `${words.book} ${head.bookId}`,
      `${words.rulePack} ${head.rulePack}`,
      ...(head.chainHead ? [`${words.chainHead} ${head.chainHead}`] : []),
      ...head.controlTotals,
    ],
    sections,
  };
}
