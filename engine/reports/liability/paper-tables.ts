import { readRows } from '../book-rows.ts';
import {
  rowsOf,
  type Block,
  type FigureColumn,
  type FigureTable,
  type Paragraph,
  type Row,
} from '../document.ts';
import { readable } from '../number-text.ts';
import { merchantNames } from '../merchant-names.ts';
import type { ReportSource } from '../report-source.ts';
import { sayIn, sqlWords } from '../words.ts';
import { bookTable } from './book-table.ts';
import type { Scope } from './liability-tables.ts';
import { ACCOUNT_WORDS } from './liability-words.ts';

/** Rows that are still read on paper: some eight pages. Longer tables are summed up there and stand whole in the data. */
export const MOST_ON_PAPER = 400;

/** A table and, where it is too long for paper, what paper has instead: whole tables of sums, and a line that says so. */
export function onPaper(
  source: ReportSource,
  table: FigureTable,
  instead: readonly FigureTable[],
  most = MOST_ON_PAPER,
): Block[] {
  const rows = rowsIn(table).length;
  if (rows <= most) return [table];
  return [
    elsewhere(source, table),
    ...instead.map((each): FigureTable => ({ ...each, medium: 'paper' })),
    { ...table, medium: 'data' },
  ];
}

/** Where a table stands whole, and by which totals it can be told to be the same. */
function elsewhere(source: ReportSource, table: FigureTable): Paragraph {
  const say = sayIn(source.language);
  const rows = readable(String(rowsIn(table).length), 'count');
  const sums = (table.totals ?? []).flatMap((cell, index) => {
    const column = table.columns[index]!;
    return column.total === 'sum' && cell !== null
      ? [`${column.title} ${readable(cell, column.kind)}${column.unit ? ` ${column.unit}` : ''}`]
      : [];
  });
  const totals = sums.length > 0 ? say(`，合计：${sums.join('，')}`, `, in total ${sums.join(', ')}`) : '';
  return {
    kind: 'paragraph',
    tone: 'quiet',
    text: say(
      `“${table.title}”共 ${rows} 行${totals}；全部行在同一账簿的 Excel 与 CSV 报告中，名为 ${table.id}。纸面上是以下各表，每张均完整。`,
      `“${table.title}” has ${rows} rows${totals}. All of them stand in the Excel and CSV report of the same book, under ${table.id}. On paper are the tables below, each of them whole.`,
    ),
  };
}

function rowsIn(table: FigureTable): readonly Row[] {
  if (typeof table.rows === 'function') throw new Error(`The rows of ${table.id} are not at hand.`);
  return table.rows;
}

/** What stands where: every table of the data with its rows, and whether paper has all of them. */
export async function contentsTable(
  source: ReportSource,
  tables: readonly FigureTable[],
): Promise<FigureTable> {
  const say = sayIn(source.language);
  const rows: Row[] = [];
  for (const table of tables.filter(({ medium }) => medium !== 'paper')) {
    let count = 0;
    for await (const piece of rowsOf(table)) count += piece.length;
    rows.push([
      table.title,
      table.id,
      String(count),
      table.medium === 'data' ? say('汇总', 'summed up') : say('完整', 'whole'),
    ]);
  }
  return {
    kind: 'table',
    id: 'tables',
    title: say('各表及其所在', 'The tables and where they stand'),
    columns: [
      { key: 'title', title: say('表', 'Table'), kind: 'text', width: 30 },
      {
        key: 'table',
        title: say('Excel 工作表、CSV 文件', 'Excel sheet, CSV file'),
        kind: 'text',
        width: 26,
      },
      { key: 'rows', title: say('行数', 'Rows'), kind: 'count', width: 7 },
      { key: 'paper', title: say('PDF', 'PDF'), kind: 'text', width: 12 },
    ],
    rows,
    medium: 'paper',
  };
}

/** The journal added up by year and account, and the lines of the as-of date's month. */
export async function journalOnPaper(
  source: ReportSource,
  scope: Scope,
  journal: FigureTable,
): Promise<Block[]> {
  const say = sayIn(source.language);
  const money = (key: string, zh: string, en: string): FigureColumn => ({
    key,
    title: say(zh, en),
    kind: 'money',
    unit: scope.currency,
    total: 'sum',
  });
  const byYear = await bookTable(source, scope.programme, {
    id: `journal_by_year${scope.suffix}`,
    title: say('分录合计：按年度与科目', 'The journal by year and account'),
    columns: [
      { key: 'year', title: say('年度', 'Year'), kind: 'text', width: 8 },
      { key: 'account_code', title: say('科目代码', 'Account code'), kind: 'text', width: 10 },
      { key: 'account', title: say('科目', 'Account'), kind: 'text', width: 26 },
      money('debit', '借方', 'Debit'),
      money('credit', '贷方', 'Credit'),
    ],
    sql: `select left(line.period, 4) as year, line.account_code,
            coalesce(${sqlWords(ACCOUNT_WORDS, 'code.role', source.language)}, line.account_name) as account,
            sum(line.debit)::decimal(18, 4) as debit, sum(line.credit)::decimal(18, 4) as credit
          from liability.journal as line left join meta.account_codes as code
            on code.programme_id = line.programme_id and code.account_code = line.account_code
            and code.account_name = line.account_name
          where line.programme_id = $programme group by 1, 2, 3`,
    orderBy: 'year, account_code',
  });
  const month = await asOfMonth(source);
  const place = journal.columns.findIndex(({ key }) => key === 'period');
  const rows = rowsIn(journal).filter((row) => row[place] === month);
  const ofMonth: FigureTable = {
    ...withoutTotals(journal),
    id: `journal_of_month${scope.suffix}`,
    title: say(
      `${month} 的分录（全部 ${rows.length} 行）`,
      `The journal of ${month} (all ${rows.length} lines)`,
    ),
    rows,
  };
  return onPaper(source, journal, [byYear, ofMonth]);
}

/** Settlement added up by year and bearer, and the rows of the as-of date's month. */
export async function settlementOnPaper(
  source: ReportSource,
  scope: Scope,
  settlement: FigureTable,
): Promise<Block[]> {
  const say = sayIn(source.language);
  const merchants = await merchantNames(source, scope.programme);
  const byYear = await bookTable(source, scope.programme, {
    id: `settlement_by_year${scope.suffix}`,
    title: say('结算合计：按年度与承担方', 'Settlement by year and bearer'),
    columns: [
      { key: 'year', title: say('年度', 'Year'), kind: 'text', width: 8 },
      {
        key: 'bearer',
        title: say('承担方', 'Bearer'),
        kind: 'text',
        width: 20,
        nameOf: (id) => merchants.get(id) ?? id,
      },
      {
        key: 'points',
        title: say('积分', 'Points'),
        kind: 'points',
        unit: say('分', 'points'),
        total: 'sum',
      },
      {
        key: 'amount',
        title: say('金额（不含税）', 'Amount without tax'),
        kind: 'money',
        unit: scope.currency,
        total: 'sum',
      },
      { key: 'tax', title: say('税额', 'Tax'), kind: 'money', unit: scope.currency, total: 'sum' },
    ],
    sql: `select strftime(month, '%Y') as year,
            coalesce(bearer, '${say('（没有生效的结算价）', '(no rate in force)')}') as bearer,
            sum(points)::decimal(18, 2) as points, sum(amount)::decimal(18, 4) as amount,
            sum(tax)::decimal(18, 4) as tax
          from liability.settlement where programme_id = $programme group by 1, 2`,
    orderBy: 'year, bearer',
    note: say(
      '金额为空：没有生效的结算价，无法评估。',
      'An empty amount: no rate is in force, not evaluable.',
    ),
  });
  const month = await asOfMonth(source);
  const rows = rowsIn(settlement).filter((row) => row[0] === month);
  const ofMonth: FigureTable = {
    ...withoutTotals(settlement),
    id: `settlement_of_month${scope.suffix}`,
    title: say(
      `${month} 的结算（全部 ${rows.length} 行）`,
      `Settlement of ${month} (all ${rows.length} rows)`,
    ),
    rows,
  };
  return onPaper(source, settlement, [byYear, ofMonth]);
}

async function asOfMonth(source: ReportSource): Promise<string> {
  return (await readRows(source.book, `select strftime(as_of, '%Y-%m') from meta.book`))[0]![0]!;
}

/** A part of a table has other totals than the whole. */
function withoutTotals({ totals: _totals, ...table }: FigureTable): FigureTable {
  return table;
}
