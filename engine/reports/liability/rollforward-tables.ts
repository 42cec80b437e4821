import { readRows } from '../book-rows.ts';
import type { FigureColumn, FigureTable, PrintColumn, Row } from '../document.ts';
import type { ReportSource } from '../report-source.ts';
import { literal } from '../../sql-text.ts';
import { merchantNames } from '../merchant-names.ts';
import { nameOfWallet, walletNames } from '../wallet-names.ts';
import { sayIn, wordOf, type Say } from '../words.ts';
import type { Scope } from './liability-tables.ts';
import { MOVEMENT_WORDS } from './liability-words.ts';

const MOVEMENTS = [
  'issued',
  'restored',
  'redeemed',
  'expired',
  'reversed',
  'transferred_net',
  'exchanged_net',
  'adjusted',
  'forfeited',
  'debt_repaid',
] as const;
const DEBT = ['debt_incurred', 'debt_settled', 'debt_cancelled'] as const;
/** How a reviewer computes the closing of a row. */
const POINTS_FORMULA =
  '{opening} + {issued} + {restored} - {redeemed} - {expired} - {reversed} + {transferred_net} + {exchanged_net} + {adjusted} - {forfeited} - {debt_repaid}';
const MONEY_FORMULA = `${POINTS_FORMULA} + {change_in_estimate} + {prior_period}`;
const DEBT_FORMULA = '{debt_opening} + {debt_incurred} - {debt_settled} - {debt_cancelled}';

export type Unit = 'points' | 'money';
export type Dimension = 'wallet' | 'tier' | 'issuer' | 'vintage';

/** The roll-forward's columns of a unit, in its order. */
function figureKeys(unit: Unit): string[] {
  return unit === 'money'
    ? ['opening', ...MOVEMENTS, 'change_in_estimate', 'prior_period', 'closing']
    : ['opening', ...MOVEMENTS, 'closing'];
}

function figureColumns(
  source: ReportSource,
  scope: Scope,
  unit: Unit,
  keys: readonly string[],
): FigureColumn[] {
  const say = sayIn(source.language);
  return keys.map((key): FigureColumn => ({
    key,
    title: wordOf(MOVEMENT_WORDS, key, source.language),
    kind: unit,
    unit: unit === 'money' ? scope.currency : say('分', 'points'),
    ...(key === 'closing'
      ? { formula: unit === 'money' ? MONEY_FORMULA : POINTS_FORMULA }
      : key === 'debt_closing'
        ? { formula: DEBT_FORMULA }
        : isFlow(key)
          ? { total: 'sum' as const }
          : {}),
  }));
}

const isFlow = (key: string) => !/^(opening|closing|debt_opening|debt_closing|pending_closing)$/.test(key);
const columnOf = (key: string, unit: Unit) =>
  unit === 'money' && key !== 'change_in_estimate' && key !== 'prior_period' ? `${key}_money` : key;
const typed = (expression: string, unit: Unit) => `(${expression})::decimal(18, ${unit === 'money' ? 4 : 2})`;

/** A row per month of all wallets together. The sum of opening or closing balances over months would say nothing. */
export function rollforwardByMonth(source: ReportSource, scope: Scope, unit: Unit): Promise<FigureTable> {
  return monthTable(source, scope, unit, {
    id: `rollforward_${unit}_by_month`,
    title:
      unit === 'money'
        ? ['按月滚动表（金额）', 'Roll-forward by month (money)']
        : ['按月滚动表（积分）', 'Roll-forward by month (points)'],
    keys: figureKeys(unit),
    note: NOTES[unit],
  });
}

/** Debt and pending points, which stand beside the roll-forward; a row per month. */
export function debtByMonth(source: ReportSource, scope: Scope): Promise<FigureTable> {
  return monthTable(source, scope, 'points', {
    id: 'debt_and_pending_by_month',
    title: ['欠分与待生效，按月（积分）', 'Debt and pending points by month'],
    keys: ['debt_opening', ...DEBT, 'debt_closing', 'pending_closing'],
    note: [
      '期初欠分 + 新增 − 已偿还 − 已抵销 = 期末欠分；欠分不是资产，不计入负债。期末 − 期末欠分 = 账户余额之和；待生效包含在期末内。',
      'Debt at opening + incurred − settled − cancelled = at closing; debt is no asset and no part of the liability. Closing − debt at closing = the sum of account balances; pending points are part of closing.',
    ],
  });
}

interface MonthTable {
  readonly id: string;
  readonly title: readonly [zh: string, en: string];
  readonly keys: readonly string[];
  readonly note: readonly [zh: string, en: string];
}

async function monthTable(
  source: ReportSource,
  scope: Scope,
  unit: Unit,
  { id, title, keys, note }: MonthTable,
): Promise<FigureTable> {
  const say = sayIn(source.language);
  const sum = (key: string) => typed(`sum(${columnOf(key, unit)})`, unit);
  const from = `from liability.rollforward_slices where dimension = 'all' and programme_id = $programme
    ${unit === 'money' ? 'and closing_money is not null' : ''}`;
  const parameters = { programme: scope.programme };
  const rows = await readRows(
    source.book,
    `select strftime(month, '%Y-%m'), ${keys.map(sum).join(', ')} ${from} group by month order by month`,
    parameters,
  );
  const [totals] = await readRows(
    source.book,
    `select ${keys.map((key) => (isFlow(key) ? `coalesce(${sum(key)}, 0)` : 'null')).join(', ')} ${from}`,
    parameters,
  );
  const columns: FigureColumn[] = [
    { key: 'month', title: say('月份', 'Month'), kind: 'text', width: 9 },
    ...figureColumns(source, scope, unit, keys),
  ];
  return {
    kind: 'table',
    id: `${id}${scope.suffix}`,
    title: say(...title),
    columns,
    rows,
    totals: [say('合计', 'Total'), ...totals!],
    empty: say('没有可以评估的月份。', 'There are no months that can be evaluated.'),
    ...onPaper(columns, rows, say(...note), say),
  };
}

/** What of a year up to the as-of date, a row per wallet, tier at issue, issuer or year of issue. */
export async function rollforwardOfYear(
  source: ReportSource,
  scope: Scope,
  unit: Unit,
  by: Dimension,
): Promise<FigureTable> {
  const say = sayIn(source.language);
  const year = (await readRows(source.book, 'select year(as_of)::varchar from meta.book'))[0]![0]!;
  const keys = figureKeys(unit);
  const first = `month = make_date(${Number(year)}, 1, 1)`;
  const last = `month = (select date_trunc('month', as_of) from meta.book)`;
  const sum = (key: string) => {
    const column = columnOf(key, unit);
    const filter = key === 'opening' ? `filter (${first})` : key === 'closing' ? `filter (${last})` : '';
    return typed(`coalesce(sum(${column}) ${filter}, 0)`, unit);
  };
  // In money debt is a memo, so its cells, which have no vintage, say nothing here.
  const from = `from liability.rollforward_slices where programme_id = $programme
    and dimension = '${by === 'wallet' ? 'all' : by}' and year(month) = ${Number(year)}
    ${unit === 'money' ? 'and closing_money is not null' : ''} ${by === 'vintage' ? 'and vintage is not null' : ''}`;
  const label =
    by === 'vintage' ? `strftime(vintage, '%Y')` : `coalesce(${by}, ${literal(nothing(by, say))})`;
  const items = keys.map((key) => `${sum(key)} as ${key}`).join(', ');
  const parameters = { programme: scope.programme };
  const rows = await readRows(
    source.book,
    `select * from (select ${label} as label, ${items} ${from} group by 1)
     where ${keys.map((key) => `${key} <> 0`).join(' or ')} order by label`,
    parameters,
  );
  const [totals] = await readRows(source.book, `select ${items} ${from}`, parameters);
  const [zh, en] = BY_WORDS[by];
  const columns: FigureColumn[] = [
    {
      key: by === 'vintage' ? 'vintage_year' : by,
      title: say(zh, en),
      kind: 'text',
      width: 12,
      ...(await namesOf(source, scope, by)),
    },
    ...figureColumns(source, scope, unit, keys).map((column) => ({ ...column, total: 'sum' as const })),
  ];
  return {
    kind: 'table',
    id: `rollforward_${unit}_${year}_by_${by}${scope.suffix}`,
    title: say(
      `${year} 年初至截至日，按${zh}（${unit === 'money' ? '金额' : '积分'}）`,
      `${year} to date by ${en.toLowerCase()} (${unit})`,
    ),
    columns,
    rows,
    totals: [say('合计', 'Total'), ...totals!],
    empty: say('没有可以评估的部分。', 'There is nothing that can be evaluated.'),
    ...onPaper(columns, rows, undefined, say),
  };
}

/** Every month of every wallet, tier, issuer or vintage: for spreadsheets, a million cells being nothing to read. */
export async function rollforwardCells(
  source: ReportSource,
  scope: Scope,
  unit: Unit,
  by: Dimension,
): Promise<FigureTable> {
  const say = sayIn(source.language);
  const keys =
    unit === 'money'
      ? figureKeys(unit)
      : [...figureKeys(unit), 'debt_opening', ...DEBT, 'debt_closing', 'pending_closing'];
  const sum = (key: string) => typed(`sum(${columnOf(key, unit)})`, unit);
  const label = by === 'vintage' ? `strftime(vintage, '%Y-%m')` : `${by}`;
  const rows = await readRows(
    source.book,
    `select strftime(month, '%Y-%m') as month, ${label} as label, ${keys.map(sum).join(', ')}
     from liability.rollforward_slices where programme_id = $programme
       and dimension = '${by === 'wallet' ? 'all' : by}' ${unit === 'money' ? 'and closing_money is not null' : ''}
     group by 1, 2 order by month, label nulls last`,
    { programme: scope.programme },
  );
  // Cells are of single vintages, where the year's table adds up their years.
  const [zh, en] = by === 'vintage' ? (['发放月份', 'Vintage'] as const) : BY_WORDS[by];
  return {
    kind: 'table',
    id: `rollforward_${unit}_by_${by}${scope.suffix}`,
    title: say(
      `按月份与${zh}滚动表（${unit === 'money' ? '金额' : '积分'}）`,
      `Roll-forward by month and ${en.toLowerCase()} (${unit})`,
    ),
    columns: [
      { key: 'month', title: say('月份', 'Month'), kind: 'text', width: 9 },
      {
        key: by,
        title: say(zh, en),
        kind: 'text',
        width: 14,
        ...(await namesOf(source, scope, by)),
      },
      ...figureColumns(source, scope, unit, keys).map(({ total: _total, ...column }) => column),
    ],
    rows,
    note: say(...NOTES[unit]),
    medium: 'data',
  };
}

const BY_WORDS: Readonly<Record<Dimension, readonly [zh: string, en: string]>> = {
  wallet: ['积分类别', 'Wallet'],
  tier: ['发放时等级', 'Tier at issue'],
  issuer: ['发放商户', 'Issuer'],
  vintage: ['发放年份', 'Year of issue'],
};

/** Wallets and merchants have names beside their ids. */
async function namesOf(
  source: ReportSource,
  { programme }: Scope,
  by: Dimension,
): Promise<Pick<FigureColumn, 'nameOf'>> {
  if (by === 'wallet') {
    const names = await walletNames(source);
    return { nameOf: (id) => nameOfWallet(names, source.language, programme, id) };
  }
  if (by !== 'issuer') return {};
  const names = await merchantNames(source, programme);
  return { nameOf: (id) => names.get(id) ?? id };
}

function nothing(by: Dimension, say: Say): string {
  return by === 'tier' ? say('（无等级）', '(no tier)') : say('（无商户）', '(no merchant)');
}

const NOTES: Readonly<Record<Unit, readonly [zh: string, en: string]>> = {
  money: [
    '期初 + 发放 + 返还 − 兑换 − 冲回 + 换分净额 + 调整 − 偿还欠分 + 估计变更 + 以前期间 = 期末。过期、清零与转赠在金额上为零：破损按比例确认。没有单位价值的积分类别不在表内。',
    'Opening + issued + restored − redeemed − reversed + exchanges + adjusted − debt repaid + change in estimate + prior period = closing. Expiry, forfeits and transfers are zero in money: breakage is recognised in proportion. Wallets without a value per point are not in the table.',
  ],
  points: [
    '期初 + 发放 + 返还 − 兑换 − 过期 − 冲回 + 转赠净额 + 换分净额 + 调整 − 清零 − 偿还欠分 = 期末；待生效包含在期末内，欠分列在一旁。',
    'Opening + issued + restored − redeemed − expired − reversed + transfers + exchanges + adjusted − forfeited − debt repaid = closing; pending points are part of closing, debt stands beside.',
  ],
};

/** On paper, columns that are zero in every row are named below the table instead of printed. */
function onPaper(
  columns: readonly FigureColumn[],
  rows: readonly Row[],
  note: string | undefined,
  say: Say,
): Pick<FigureTable, 'print' | 'note'> {
  const isShown = ({ key, kind }: FigureColumn, index: number) =>
    kind === 'text' || !isFlow(key) || rows.some((row) => /[1-9]/.test(row[index] ?? ''));
  const hidden = columns.filter((column, index) => !isShown(column, index));
  const shown = columns.filter(isShown);
  const unit = columns.find(({ unit: of }) => of)?.unit;
  const text = [
    ...(note ? [note] : []),
    ...(unit ? [say(`单位：${unit}。`, `In ${unit}.`)] : []),
    ...(hidden.length > 0
      ? [
          say(
            `各行均为零的列未印出：${hidden.map(({ title }) => title).join('、')}。`,
            `Columns that are zero in every row are not printed: ${hidden.map(({ title }) => title).join(', ')}.`,
          ),
        ]
      : []),
  ];
  return {
    print: shown.map((column): PrintColumn => ({
      title: column.title,
      keys: [column.key],
      width: column.nameOf ? 18 : column.kind === 'text' ? 10 : 12,
      align: column.kind === 'text' ? 'left' : 'right',
    })),
    note: text.join(say('', ' ')),
  };
}
