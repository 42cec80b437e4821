import { writeFile } from 'node:fs/promises';
import type { ReportDocument } from '#engine/reports/document.ts';
import { drawPdf } from './draw-pdf.ts';

/** Writes a report as PDF: to `out`, and further parts of a long one beside it as `<name>.part-2.pdf`. */
export async function writePdf(
  document: ReportDocument,
  out: string,
): Promise<{ readonly files: readonly string[]; readonly pages: number }> {
  const files: string[] = [];
  let pages = 0;
  for await (const drawn of drawPdf(document)) {
    const file = files.length === 0 ? out : `${out.replace(/\.pdf$/i, '')}.part-${files.length + 1}.pdf`;
    await writeFile(file, drawn.bytes);
    files.push(file);
    pages += drawn.pages;
  }
  return { files, pages };
}
