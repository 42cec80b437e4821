import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ReportSource } from '#engine/reports/report-source.ts';
import { drawCsv } from './draw-csv.ts';
import type { ReportFormat, ReportKind } from './kinds.ts';
import { drawXlsx } from './xlsx/draw-xlsx.ts';
import { zipFiles } from './zip-files.ts';

/** A report on the disk; CSV of several tables is several files. */
export interface WrittenReport {
  readonly files: readonly string[];
  /** Of a PDF. */
  readonly pages: number | null;
}

export interface Making {
  readonly workspace: string;
  readonly kind: ReportKind;
  readonly format: ReportFormat;
  readonly source: ReportSource;
  readonly madeBy: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** Told what is done next; throws to end the making. */
  onStep(step: string): void;
}

/** Makes a report of a book in a format and writes it. */
export async function writeReport(making: Making, out: string): Promise<WrittenReport> {
  const { workspace, kind, format, source, madeBy, madeAt } = making;
  // The typesetter and its fonts are loaded by what is typeset alone: a workbook of a million rows needs the memory.
  if (format === 'zip') {
    const { writePack } = await import('./pack/write-pack.ts');
    await writePack(workspace, source, out, { createdBy: madeBy, createdAt: madeAt }, (step) =>
      making.onStep(step),
    );
    return { files: [out], pages: null };
  }
  making.onStep('gather the figures');
  const document = await kind.build(source);
  making.onStep('draw the report');
  switch (format) {
    case 'pdf': {
      const { writePdf } = await import('./pdf/write-pdf.ts');
      return writePdf(document, out);
    }
    case 'xlsx':
      await drawXlsx(document, out);
      return { files: [out], pages: null };
    case 'csv':
      return { files: await drawCsv(document, out), pages: null };
  }
}

/** The same as one file: the tables of a CSV report, and the parts of a long PDF, are zipped together. */
export async function writeAsOneFile(making: Making, out: string): Promise<WrittenReport> {
  const folder = await mkdtemp(join(dirname(out), '.parts-'));
  try {
    const { files, pages } = await writeReport(making, join(folder, `${making.kind.id}.${making.format}`));
    if (making.format !== 'csv' && files.length === 1) await rename(files[0]!, out);
    else
      await zipFiles(
        files.map((from) => ({ path: basename(from), from })),
        out,
      );
    return { files: [out], pages };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
