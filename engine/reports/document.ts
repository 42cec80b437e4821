import type { EChartsOption } from 'echarts';
import type { ChartSetting } from '../charts/palette.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
/** The language a report is written in. */
export type Language = (typeof LANGUAGES)[number];

/**
 * What a column holds. Cells are text whatever the kind: decimals keep every digit they have in the book.
 *
 * `text` is a person's or system's words and ids (no spreadsheet takes it for a formula); `count`, `points`, `money`,
 * `value` (rates, six decimals) and `share` (a fraction, shown in per cent) are decimal text; `day` is `YYYY-MM-DD`;
 * `instant` is ISO 8601 with offset.
 */
export type ColumnKind = 'text' | 'count' | 'points' | 'money' | 'value' | 'share' | 'day' | 'instant';

export interface FigureColumn {
  /** Names the column in CSV and Parquet, and in formulas: snake_case. */
  readonly key: string;
  readonly title: string;
  readonly kind: ColumnKind;
  /** Stands in the header behind the title, e.g. `元`. */
  readonly unit?: string;
  /** Relative width on paper and in characters in a sheet; default by kind. */
  readonly width?: number;
  /**
   * How a spreadsheet computes the cell from others of its row, e.g. `{opening} + {issued} - {redeemed}`. The exact value
   * still stands in the row: it is what the sheet shows before it recalculates.
   */
  readonly formula?: string;
  /** The total of a spreadsheet adds the column up; `totals` holds the exact value. */
  readonly total?: 'sum';
  /** What a column of ids calls them, itself where it has no name. Paper shows the name instead; the data have both. */
  readonly nameOf?: (id: string, row: Row) => string;
}

/** Cells in the order of the columns; null is an empty cell. */
export type Row = readonly (string | null)[];

/** All rows of a table: given, or read again and again in pieces where they may be many. */
export type Rows = readonly Row[] | (() => AsyncIterable<readonly Row[]>);

/** A column on paper that stacks cells of several columns; those without text are left out. */
export interface PrintColumn {
  readonly title: string;
  readonly keys: readonly string[];
  /** Relative width. */
  readonly width: number;
  /** Numbers stand right. Default: left. */
  readonly align?: 'left' | 'right';
  /** Puts the column's title before each cell, where the column stacks different things. */
  readonly labelled?: boolean;
}

/** How each row is laid out on paper as a record of its own, for rows of much text: keys of columns. */
export interface PrintRecord {
  /** Bold, at the left of the first line. */
  readonly head: readonly string[];
  /** At the right of the first line, each with its column's title. */
  readonly aside: readonly string[];
  /** Lines below. */
  readonly body: readonly string[];
}

/** A table of typed, exact figures. Nothing is ever left out of it, in whatever format. */
export interface FigureTable {
  readonly kind: 'table';
  /** Names its file and its sheet: snake_case, unique in the document. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: Rows;
  /** Exact totals, a cell for each column. */
  readonly totals?: Row;
  readonly note?: string;
  /** What it says where there are no rows. */
  readonly empty?: string;
  /** How it is laid out on paper where the columns are too many for a page; default: as they are. */
  readonly print?: readonly PrintColumn[];
  /** Instead of a table on paper, a record for each row. */
  readonly record?: PrintRecord;
  /** `paper` or `data` (spreadsheets, CSV) where the other medium says the same otherwise. Default: both. */
  readonly medium?: 'paper' | 'data';
}

/** Plain text, drawn as it is: nothing in it is markup. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly tone?: 'plain' | 'quiet' | 'warning';
  /** Each gets a number at the end of the text and stands at the foot of the page. */
  readonly footnotes?: readonly string[];
}

/** Names and what they are, e.g. the book's id. */
export interface Facts {
  readonly kind: 'facts';
  readonly facts: readonly { readonly name: string; readonly text: string; readonly isCode?: boolean }[];
}

export interface ChartBlock {
  readonly kind: 'chart';
  /** Says what is to be seen. */
  readonly title: string;
  /** CSS pixels on a page 680 wide. */
  readonly height: number;
  option(setting: ChartSetting): EChartsOption;
}

export type Block = Paragraph | Facts | FigureTable | ChartBlock;

export interface Section {
  /** snake_case, unique in the document. */
  readonly id: string;
  readonly title: string;
  /** 2 is a section within the one before. Default 1. */
  readonly level?: 1 | 2;
  /** Its pages lie across, for tables of many columns. */
  readonly isWide?: boolean;
  readonly blocks: readonly Block[];
}

/** What every page says of where its figures come from. */
export interface ReportHead {
  readonly bookId: string;
  readonly contentFingerprint: string;
  readonly rulePack: string;
  readonly engineVersion: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly timeZone: string;
  /** SHA-256 of the newest manifest of the source store; null where the report was made without one. */
  readonly chainHead: string | null;
  /** The control totals in one line each. */
  readonly controlTotals: readonly string[];
}

/** A report as data, before anybody draws it. */
export interface ReportDocument {
  readonly kind: string;
  readonly language: Language;
  readonly title: string;
  /** The programme, and whom the report is about where it is a person. */
  readonly subtitle: string;
  readonly head: ReportHead;
  readonly sections: readonly Section[];
}

/** The tables of a document that spreadsheets and CSV hold, in their order; names stand beside their ids. */
export function dataTables(document: ReportDocument): FigureTable[] {
  return document.sections.flatMap((section) =>
    section.blocks
      .filter((block) => block.kind === 'table')
      .filter(({ medium }) => medium !== 'paper')
      .map((table) => ({
        ...withNames(table, document.language),
        // Away from its section it needs its title.
        title: table.title || section.title,
      })),
  );
}

/** A table in which a column of names follows each column of ids that has them. */
function withNames(table: FigureTable, language: Language): FigureTable {
  const { columns, totals } = table;
  if (!columns.some(({ nameOf }) => nameOf)) return table;
  const code = language === 'zh-CN' ? '代码' : ' code';
  const beside = <Each>(cells: readonly Each[], name: (cell: Each, column: FigureColumn) => Each): Each[] =>
    columns.flatMap((column, index) => {
      const cell = cells[index]!;
      return column.nameOf ? [cell, name(cell, column)] : [cell];
    });
  const named = (row: Row): Row => beside(row, (id, { nameOf }) => (id === null ? null : nameOf!(id, row)));
  return {
    ...table,
    columns: columns.flatMap((column) =>
      column.nameOf
        ? [
            { ...column, title: `${column.title}${code}` },
            { key: `${column.key}_name`, title: column.title, kind: column.kind, width: 22 },
          ]
        : [column],
    ),
    rows: async function* () {
      for await (const piece of rowsOf(table)) yield piece.map(named);
    },
    ...(totals ? { totals: beside(totals, () => null) } : {}),
  };
}

/** The rows of a table in pieces, however they were given. */
export async function* rowsOf(table: FigureTable): AsyncGenerator<readonly Row[]> {
  if (typeof table.rows === 'function') yield* table.rows();
  else yield table.rows;
}

/** A column that a spreadsheet may compute with. */
export function isNumeric(kind: ColumnKind): boolean {
  return kind === 'count' || kind === 'points' || kind === 'money' || kind === 'value' || kind === 'share';
}
