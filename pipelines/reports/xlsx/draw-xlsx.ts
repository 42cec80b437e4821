import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { dataTables, type FigureTable, type ReportDocument } from '#engine/reports/document.ts';
import { FIXED_TIME } from '../fixed-time.ts';
import { aboutLines, sheetWords } from './about-sheet.ts';
import { linesXml, SHEET_ROWS, SheetWriter } from './sheet-xml.ts';
import { stylesXml } from './styles.ts';
import { SheetNames, workbookParts, type Sheet } from './workbook-parts.ts';

/**
 * Writes a report as a workbook: a sheet that says what it is, then one for each table, and further ones where a table
 * has more rows than a sheet. Rows stream from the book to the file. The same document gives the same bytes.
 *
 * @param most rows of a sheet, the header among them; only tests need another number
 * @throws UserError where a text is too long for a cell: nothing is ever cut.
 */
export function drawXlsx(document: ReportDocument, file: string, most = SHEET_ROWS): Promise<void> {
  const about = {
    sheet: sheetWords(document.language).about,
    lines: (contents: readonly SheetContent[], kept: readonly KeptAsText[]) =>
      aboutLines(document, contents, kept),
  };
  return writeWorkbook(dataTables(document), about, file, most);
}

/** A sheet and what stands in it. */
export interface SheetContent {
  readonly sheet: string;
  readonly title: string;
}

/** A sheet and how many of its numbers stand as text, since they have more digits than a spreadsheet computes with. */
export interface KeptAsText {
  readonly sheet: string;
  readonly count: number;
}

/** The sheet before all others: its name, and its lines once it is known what the others hold. */
export interface AboutSheet {
  readonly sheet: string;
  lines(contents: readonly SheetContent[], kept: readonly KeptAsText[]): Parameters<typeof linesXml>[0];
}

/**
 * Writes tables as a workbook, whatever they belong to; see {@link drawXlsx}.
 *
 * @param about null for a workbook that is to be read again, where every sheet is a table
 * @throws UserError where a text is too long for a cell.
 */
export async function writeWorkbook(
  tables: readonly FigureTable[],
  about: AboutSheet | null,
  file: string,
  most = SHEET_ROWS,
): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(file));
  const ended = new AbortController();
  // A disk that is full must end the writing, and a table that fails the file.
  written.catch((error: unknown) => ended.abort(error));
  try {
    await addSheets(zip, tables, about, most, ended.signal);
    zip.end();
  } catch (error) {
    (zip.outputStream as unknown as { destroy(error: unknown): void }).destroy(error);
    await written.catch(() => undefined);
    throw error;
  }
  await written;
}

async function addSheets(
  zip: ZipFile,
  tables: readonly FigureTable[],
  foreword: AboutSheet | null,
  most: number,
  signal: AbortSignal,
): Promise<void> {
  const names = new SheetNames();
  const sheets: Sheet[] = foreword
    ? [{ name: names.take(foreword.sheet), path: 'xl/worksheets/sheet1.xml' }]
    : [];
  const kept: KeptAsText[] = [];
  const contents: SheetContent[] = [];
  for (const table of tables) {
    const writer = new SheetWriter(table, most);
    const first = sheets.length;
    while (await writer.more()) {
      const sheet = {
        name: names.take(table.title || table.id),
        path: `xl/worksheets/sheet${sheets.length + 1}.xml`,
      };
      sheets.push(sheet);
      const xml = Readable.from(writer.sheet(), { objectMode: false });
      zip.addReadStream(xml, sheet.path, { mtime: FIXED_TIME, forceDosTimestamp: true });
      await finished(xml, { signal });
    }
    for (const { name } of sheets.slice(first))
      contents.push({ sheet: name, title: [table.title, table.note].filter(Boolean).join(' — ') });
    if (writer.keptAsText > 0) kept.push({ sheet: sheets[first]!.name, count: writer.keptAsText });
  }
  const add = (path: string, text: string) =>
    zip.addBuffer(Buffer.from(text), path, { mtime: FIXED_TIME, forceDosTimestamp: true });
  if (foreword) add(sheets[0]!.path, linesXml(foreword.lines(contents, kept)));
  add('xl/styles.xml', stylesXml());
  for (const [path, text] of workbookParts(sheets)) add(path, text);
}
