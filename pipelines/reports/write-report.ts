import { writeFile } from 'node:fs/promises';
import type { ReportDocument } from '#engine/reports/document.ts';
import { drawCsv } from './draw-csv.ts';
import type { ReportFormat } from './kinds.ts';
import { drawPdf } from './pdf/draw-pdf.ts';
import { drawXlsx } from './xlsx/draw-xlsx.ts';

/** A report on the disk; CSV of several tables is several files. */
export interface WrittenReport {
  readonly files: readonly string[];
  /** Of a PDF. */
  readonly pages: number | null;
}

/** Draws a document into a file of the given format. */
export async function writeReport(
  document: ReportDocument,
  format: ReportFormat,
  out: string,
): Promise<WrittenReport> {
  switch (format) {
    case 'pdf': {
      const { bytes, pages } = await drawPdf(document);
      await writeFile(out, bytes);
      return { files: [out], pages };
    }
    case 'xlsx':
      await drawXlsx(document, out);
      return { files: [out], pages: null };
    case 'csv':
      return { files: await drawCsv(document, out), pages: null };
  }
}
