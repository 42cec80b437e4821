import { readRows } from '../book-rows.ts';
import type { FigureColumn, FigureTable } from '../document.ts';
import type { ReportSource } from '../report-source.ts';
import { sayIn } from '../words.ts';

/** What of a book a table of the report shows, in the order of its columns. */
export interface BookTable extends Pick<FigureTable, 'id' | 'title' | 'note' | 'empty' | 'print' | 'medium'> {
  readonly columns: readonly FigureColumn[];
  /** A select over the rows, an item for each column; `$programme` may stand in it. */
  readonly sql: string;
  readonly orderBy: string;
}

/** Reads a table of one programme with the exact sums of the columns that ask for one. */
export async function bookTable(
  source: ReportSource,
  programme: string,
  table: BookTable,
): Promise<FigureTable> {
  const { sql, orderBy, columns, ...rest } = table;
  const parameters = { programme };
  // Items of the select beyond the columns only order the rows.
  const names = columns.map(({ key }) => key).join(', ');
  const figures = `(${sql}) as figures (${names})`;
  const rows = await readRows(source.book, `select ${names} from ${figures} order by ${orderBy}`, parameters);
  const summed = columns.filter((column) => column.total === 'sum');
  if (summed.length === 0 || rows.length === 0) return { kind: 'table', columns, rows, ...rest };
  const [totals] = await readRows(
    source.book,
    `select ${columns
      .map(({ key, kind, total }) =>
        total === 'sum'
          ? `sum(${key})::decimal(${kind === 'count' ? '18, 0' : kind === 'money' ? '18, 4' : '18, 2'})`
          : 'null',
      )
      .join(', ')} from ${figures}`,
    parameters,
  );
  const [, ...others] = totals!;
  return {
    kind: 'table',
    columns,
    rows,
    totals: [sayIn(source.language)('合计', 'Total'), ...others],
    ...rest,
  };
}
