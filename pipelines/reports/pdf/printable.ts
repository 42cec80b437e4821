import {
  isNumeric,
  rowsOf,
  type Block,
  type ColumnKind,
  type FigureColumn,
  type FigureTable,
  type Language,
  type PrintColumn,
  type ReportDocument,
  type Row,
} from '#engine/reports/document.ts';
import { readable } from '#engine/reports/number-text.ts';
import { chartSvg } from './chart-svg.ts';
import { pageWords } from './page-words.ts';

/** A block as `report.typ` takes it; one with rows can be cut between them. */
export interface PrintableBlock {
  readonly kind: string;
  readonly rows?: readonly (readonly string[])[];
  readonly [more: string]: unknown;
}

export interface PrintableSection {
  readonly title: string;
  readonly level: number;
  readonly wide: boolean;
  readonly blocks: readonly PrintableBlock[];
}

/** The sections of a report as text ready for paper: numbers grouped, charts drawn, columns stacked. */
export async function printableSections(document: ReportDocument): Promise<PrintableSection[]> {
  const sections: PrintableSection[] = [];
  for (const { title, level = 1, isWide = false, blocks } of document.sections) {
    const drawn: PrintableBlock[] = [];
    for (const block of blocks)
      if (block.kind !== 'table' || block.medium !== 'data')
        drawn.push(
          await printable(isCalled(block, title) ? { ...block, title: '' } : block, document.language),
        );
    sections.push({ title, level, wide: isWide, blocks: drawn });
  }
  return sections;
}

/** A table that is called as its section needs no title of its own. */
function isCalled(block: Block, title: string): block is FigureTable {
  return block.kind === 'table' && block.title === title;
}

async function printable(block: Block, language: Language): Promise<PrintableBlock> {
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
      return { kind: block.kind, title: block.title, svg: chartSvg(block, language) };
    case 'table':
      return block.record ? printableRecords(block) : printableTable(block, pageWords(language).noRows);
  }
}

async function printableTable(table: FigureTable, noRows: string): Promise<PrintableBlock> {
  const layout =
    table.print ??
    table.columns.map((column): PrintColumn => ({
      title: titleOf(column),
      keys: [column.key],
      width: column.width ?? WIDTHS[column.kind],
      align: isNumeric(column.kind) ? 'right' : 'left',
    }));
  const places = await decimalPlaces(table);
  const stacks = layout.map(({ keys, labelled }) => stackOf(table, keys, labelled ?? false, places));
  const draw = (row: Row) => stacks.map((stack) => stack(row).join('\n'));
  return {
    kind: table.kind,
    title: table.title === '' ? null : table.title,
    size: layout.length > 6 ? 7 : 7.5,
    widths: layout.map((column) => column.width),
    align: layout.map((column) => column.align ?? 'left'),
    heads: layout.map((column) => column.title),
    rows: await drawnRows(table, draw),
    totals: table.totals ? draw(table.totals) : null,
    note: table.note ?? null,
    empty: table.empty ?? noRows,
  };
}

async function printableRecords(table: FigureTable): Promise<PrintableBlock> {
  const { head, aside, body } = table.record!;
  const [heads, asides, bodies] = [
    stackOf(table, head, false),
    stackOf(table, aside, true),
    stackOf(table, body, false),
  ];
  return {
    kind: 'records',
    rows: await drawnRows(table, (row) => [
      heads(row).join(' · '),
      asides(row).join(' · '),
      bodies(row).join('\n'),
    ]),
  };
}

async function drawnRows(table: FigureTable, draw: (row: Row) => string[]): Promise<string[][]> {
  const drawn: string[][] = [];
  for await (const piece of rowsOf(table)) for (const row of piece) drawn.push(draw(row));
  return drawn;
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

function titleOf({ title, unit }: FigureColumn): string {
  return unit ? `${title} (${unit})` : title;
}

/** Picks the cells of some columns out of a row, as people read them; empty ones are left out. */
function stackOf(
  table: FigureTable,
  keys: readonly string[],
  labelled: boolean,
  decimals: readonly number[] = [],
): (row: Row) => string[] {
  const places = keys.map((key) => {
    const index = table.columns.findIndex((column) => column.key === key);
    if (index < 0) throw new Error(`The table ${table.id} prints ${key}, which it has not.`);
    const column = table.columns[index]!;
    return { index, column, label: labelled ? `${titleOf(column)} ` : '' };
  });
  return (row) =>
    places.flatMap(({ index, column: { kind, nameOf }, label }) => {
      const cell = row[index];
      if (cell === null || cell === undefined || cell === '') return [];
      if (nameOf) return [label + nameOf(cell, row)];
      return [label + aligned(readable(cell, kind), FRACTIONAL.has(kind) ? (decimals[index] ?? 0) : 0)];
    });
}

/**
 * The decimals that each column needs, so that figures under each other have their points under each other: those of
 * money alike in all of the table, rates and shares in their own column.
 */
async function decimalPlaces(table: FigureTable): Promise<readonly number[]> {
  const most: number[] = table.columns.map(({ kind }) => (kind === 'money' ? 2 : 0));
  const fractional = table.columns.flatMap(({ kind }, index) => (FRACTIONAL.has(kind) ? [index] : []));
  if (fractional.length === 0) return most;
  const see = (row: Row) => {
    for (const index of fractional) {
      const shown = readable(row[index] ?? '', table.columns[index]!.kind);
      most[index] = Math.max(most[index]!, decimalsOf(shown));
    }
  };
  for await (const piece of rowsOf(table)) for (const row of piece) see(row);
  if (table.totals) see(table.totals);
  const money = Math.max(2, ...most.filter((_, index) => table.columns[index]!.kind === 'money'));
  return most.map((places, index) => (table.columns[index]!.kind === 'money' ? money : places));
}

const FRACTIONAL: ReadonlySet<ColumnKind> = new Set(['money', 'value', 'share']);

function decimalsOf(figure: string): number {
  return /\.(\d+)%?$/.exec(figure)?.[1]?.length ?? 0;
}

function aligned(figure: string, places: number): string {
  const [, digits, sign] = /^(.*\d)(%?)$/.exec(figure) ?? [];
  const lacking = places - decimalsOf(figure);
  if (digits === undefined || lacking <= 0) return figure;
  return `${digits}${digits.includes('.') ? '' : '.'}${'0'.repeat(lacking)}${sign}`;
}
