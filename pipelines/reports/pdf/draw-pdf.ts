import { join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import {
  isNumeric,
  rowsOf,
  type Block,
  type FigureTable,
  type PrintColumn,
  type ReportDocument,
  type Row,
} from '#engine/reports/document.ts';
import { readable } from '#engine/reports/number-text.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { UserError } from '#engine/user-error.ts';
import { chartSvg } from './chart-svg.ts';
import { fontsFolder } from './fonts.ts';
import { pageWords } from './page-words.ts';

const FOLDER = join(PACKAGE_ROOT, 'pipelines', 'reports', 'pdf');

/**
 * Rows of all tables that one PDF may have. Typst keeps the whole document in memory, about 70 kB a row; beyond this a
 * gigabyte would not do, and nobody reads it on paper.
 */
export const PRINTABLE_ROWS = 30_000;

export interface Drawn {
  readonly bytes: Buffer;
  readonly pages: number;
}

/**
 * Draws a report as PDF: A4, header rows repeated, page x of y, and on each page the book, the rule pack, the as-of day
 * and the control totals. The same document gives the same bytes.
 *
 * @throws UserError where the tables have more rows than paper holds: nothing is ever cut.
 */
export async function drawPdf(document: ReportDocument): Promise<Drawn> {
  const content = await printable(document);
  const compiler = NodeCompiler.create({ workspace: FOLDER, fontArgs: [{ fontPaths: [fontsFolder()] }] });
  const compiled = compiler.compile({
    mainFilePath: join(FOLDER, 'report.typ'),
    inputs: { report: JSON.stringify(content) },
  });
  const drawn: NodeTypstDocument | null = compiled.result;
  if (!drawn) throw new Error(`Typst refused the report: ${JSON.stringify(diagnostics(compiler, compiled))}`);
  const bytes = compiler.pdf(drawn, { pdfTags: false });
  const pages = drawn.numOfPages;
  // The cache is global: without this the next report of the process would pay for this one's pages.
  compiler.evictCache(0);
  return { bytes, pages };
}

function diagnostics(compiler: NodeCompiler, compiled: ReturnType<NodeCompiler['compile']>): unknown {
  const error = compiled.takeDiagnostics();
  return error ? compiler.fetchDiagnostics(error) : 'no diagnostics';
}

async function printable(document: ReportDocument) {
  const { head, language } = document;
  const words = pageWords(language);
  let count = 0;
  const sections = [];
  for (const section of document.sections) {
    const blocks = [];
    for (const block of section.blocks) {
      if (block.kind === 'table' && block.medium === 'data') continue;
      const drawn = await printableBlock(block, document);
      if ('rows' in drawn) count += (drawn.rows as unknown[]).length;
      if (count > PRINTABLE_ROWS)
        throw new UserError(
          `The report has more than ${PRINTABLE_ROWS} rows of tables, too many for a PDF; take --out with .xlsx or .csv, which hold them all.`,
        );
      blocks.push(drawn);
    }
    sections.push({ title: section.title, level: section.level ?? 1, blocks });
  }
  return {
    lang: language.slice(0, 2),
    region: language === 'zh-CN' ? 'CN' : 'GB',
    title: document.title,
    subtitle: document.subtitle,
    as_of: head.asOf,
    day: head.asOf.split('-').map(Number),
    words,
    foot: [
      `${words.book} ${head.bookId}`,
      `${words.rulePack} ${head.rulePack}`,
      ...(head.chainHead ? [`${words.chainHead} ${head.chainHead}`] : []),
      ...head.controlTotals,
    ],
    sections,
  };
}

async function printableBlock(block: Block, document: ReportDocument) {
  switch (block.kind) {
    case 'paragraph':
      return {
        kind: block.kind,
        text: block.text,
        tone: block.tone ?? 'plain',
        footnotes: block.footnotes ?? [],
      };
    case 'facts':
      return {
        kind: block.kind,
        facts: block.facts.map(({ name, text, isCode }) => ({ name, text, code: isCode ?? false })),
      };
    case 'chart':
      return { kind: block.kind, title: block.title, svg: chartSvg(block, document.language) };
    case 'table':
      return printableTable(block, pageWords(document.language).noRows);
  }
}

async function printableTable(table: FigureTable, noRows: string) {
  const layout =
    table.print ??
    table.columns.map((column): PrintColumn => ({
      title: titleOf(column),
      keys: [column.key],
      width: column.width ?? WIDTHS[column.kind],
      align: isNumeric(column.kind) ? 'right' : 'left',
    }));
  const draw = stacker(table, layout);
  const rows: string[][] = [];
  for await (const piece of rowsOf(table)) for (const row of piece) rows.push(draw(row));
  return {
    kind: table.kind,
    title: table.title === '' ? null : table.title,
    size: layout.length > 6 ? 7 : 7.5,
    widths: layout.map((column) => column.width),
    align: layout.map((column) => column.align ?? 'left'),
    heads: layout.map((column) => column.title),
    rows,
    totals: table.totals ? draw(table.totals) : null,
    note: table.note ?? null,
    empty: table.empty ?? noRows,
  };
}

const WIDTHS = {
  text: 16,
  count: 8,
  points: 12,
  money: 12,
  value: 9,
  share: 7,
  day: 9,
  instant: 14,
} as const;

function titleOf({ title, unit }: FigureTable['columns'][number]): string {
  return unit ? `${title} (${unit})` : title;
}

/** Makes a row of the table into the cells that paper has. */
function stacker(table: FigureTable, layout: readonly PrintColumn[]): (row: Row) => string[] {
  const places = new Map(table.columns.map((column, index) => [column.key, index]));
  const stacks = layout.map(({ keys, labelled }) =>
    keys.map((key) => {
      const index = places.get(key);
      if (index === undefined) throw new Error(`The table ${table.id} prints ${key}, which it has not.`);
      const column = table.columns[index]!;
      return { index, kind: column.kind, label: labelled ? `${titleOf(column)} ` : '' };
    }),
  );
  return (row) =>
    stacks.map((stack) =>
      stack
        .flatMap(({ index, kind, label }) => {
          const cell = row[index];
          return cell === null || cell === undefined || cell === '' ? [] : [label + readable(cell, kind)];
        })
        .join('\n'),
    );
}
