import { readRows } from '../book-rows.ts';
import type { FigureColumn, FigureTable, PrintColumn } from '../document.ts';
import type { ReportSource } from '../report-source.ts';
import { sayIn, wordOf } from '../words.ts';
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
const DEBT = ['debt_opening', 'debt_incurred', 'debt_settled', 'debt_cancelled', 'debt_closing'] as const;
/** How a reviewer computes the closing of a row. */
const POINTS_FORMULA =
  '{opening} + {issued} + {restored} - {redeemed} - {expired} - {reversed} + {transferred_net} + {exchanged_net} + {adjusted} - {forfeited} - {debt_repaid}';

/** The roll-forward of a programme: a row per month, or per wallet and month; in points or in money. */
export async function rollforwardTable(
  source: ReportSource,
  scope: { programme: string; suffix: string; currency: string },
  unit: 'points' | 'money',
  by: 'month' | 'wallet',
): Promise<FigureTable> {
  const say = sayIn(source.language);
  const isMoney = unit === 'money';
  const keys = [
    'opening',
    ...MOVEMENTS,
    ...(isMoney ? ['change_in_estimate', 'prior_period'] : []),
    'closing',
    ...(isMoney ? [] : [...DEBT, 'pending_closing']),
  ];
  const columnOf = (key: string) =>
    isMoney && key !== 'change_in_estimate' && key !== 'prior_period' ? `${key}_money` : key;
  const isFlow = (key: string) => ![...DEBT_BALANCES, 'opening', 'closing', 'pending_closing'].includes(key);
  const figures = keys.map((key): FigureColumn => ({
    key,
    title: wordOf(MOVEMENT_WORDS, key, source.language),
    kind: unit,
    unit: isMoney ? scope.currency : say('分', 'points'),
    ...(key === 'closing'
      ? { formula: isMoney ? `${POINTS_FORMULA} + {change_in_estimate} + {prior_period}` : POINTS_FORMULA }
      : key === 'debt_closing'
        ? { formula: '{debt_opening} + {debt_incurred} - {debt_settled} - {debt_cancelled}' }
        : isFlow(key)
          ? { total: 'sum' as const }
          : {}),
  }));
  const columns: FigureColumn[] = [
    { key: 'month', title: say('月份', 'Month'), kind: 'text', width: 9 },
    ...(by === 'wallet'
      ? [{ key: 'wallet', title: say('积分类别', 'Wallet'), kind: 'text' as const, width: 14 }]
      : []),
    ...figures,
  ];
  const decimals = isMoney ? 4 : 2;
  const sum = (key: string) => `sum(${columnOf(key)})::decimal(18, ${decimals})`;
  const names =
    by === 'wallet' ? `strftime(month, '%Y-%m') as month, wallet` : `strftime(month, '%Y-%m') as month`;
  const where = `dimension = 'all' and programme_id = $programme${isMoney ? ' and closing_money is not null' : ''}`;
  const parameters = { programme: scope.programme };
  const rows = await readRows(
    source.book,
    `select ${names}, ${keys.map(sum).join(', ')} from liability.rollforward_slices where ${where}
     group by month${by === 'wallet' ? ', wallet' : ''} order by month${by === 'wallet' ? ', wallet' : ''}`,
    parameters,
  );
  const [totals] = await readRows(
    source.book,
    `select ${keys.map((key) => (isFlow(key) ? `coalesce(${sum(key)}, 0)::decimal(18, ${decimals})` : 'null')).join(', ')}
     from liability.rollforward_slices where ${where}`,
    parameters,
  );
  return {
    kind: 'table',
    id: `rollforward_${unit}_by_${by}${scope.suffix}`,
    title: TITLES[by][unit](say),
    columns,
    rows,
    totals: [say('合计', 'Total'), ...(by === 'wallet' ? [null] : []), ...totals!],
    note: isMoney
      ? say(
          '期初 + 发放 + 返还 − 兑换 − 冲回 + 换分净额 + 调整 − 偿还欠分 + 估计变更 + 以前期间 = 期末。过期、清零与转赠在金额上为零：破损按比例确认。没有单位价值的积分类别不在表内。',
          'Opening + issued + restored − redeemed − reversed + exchanges + adjusted − debt repaid + change in estimate + prior period = closing. Expiry, forfeits and transfers are zero in money: breakage is recognised in proportion. Wallets without a value per point are not in the table.',
        )
      : say(
          '期初 + 发放 + 返还 − 兑换 − 过期 − 冲回 + 转赠净额 + 换分净额 + 调整 − 清零 − 偿还欠分 = 期末；待生效包含在期末内，欠分列在一旁。',
          'Opening + issued + restored − redeemed − expired − reversed + transfers + exchanges + adjusted − forfeited − debt repaid = closing; pending points are part of closing, debt stands beside.',
        ),
    empty: say('没有可以评估的月份。', 'There are no months that can be evaluated.'),
    print: printed(by, isMoney, say),
    ...(by === 'wallet' ? { medium: 'data' as const } : {}),
  };
}

const DEBT_BALANCES = ['debt_opening', 'debt_closing'];

const TITLES = {
  month: {
    points: (say: ReturnType<typeof sayIn>) => say('按月滚动表（积分）', 'Roll-forward by month (points)'),
    money: (say: ReturnType<typeof sayIn>) => say('按月滚动表（金额）', 'Roll-forward by month (money)'),
  },
  wallet: {
    points: (say: ReturnType<typeof sayIn>) =>
      say('按积分类别与月份滚动表（积分）', 'Roll-forward by wallet and month (points)'),
    money: (say: ReturnType<typeof sayIn>) =>
      say('按积分类别与月份滚动表（金额）', 'Roll-forward by wallet and month (money)'),
  },
};

/** On paper the rarer movements stand under each other. */
function printed(by: 'month' | 'wallet', isMoney: boolean, say: ReturnType<typeof sayIn>): PrintColumn[] {
  const right = { align: 'right' as const };
  return [
    { title: say('月份', 'Month'), keys: by === 'wallet' ? ['month', 'wallet'] : ['month'], width: 9 },
    { title: say('期初', 'Opening'), keys: ['opening'], width: 14, ...right },
    { title: say('发放、返还', 'Issued, restored'), keys: ['issued', 'restored'], width: 13, ...right },
    { title: say('兑换、冲回', 'Redeemed, reversed'), keys: ['redeemed', 'reversed'], width: 13, ...right },
    ...(isMoney
      ? [
          {
            title: say('换分、调整、偿还欠分', 'Exchanges, adjusted, debt repaid'),
            keys: ['exchanged_net', 'adjusted', 'debt_repaid'],
            width: 13,
            ...right,
          },
          {
            title: say('估计变更、以前期间', 'Estimate, prior period'),
            keys: ['change_in_estimate', 'prior_period'],
            width: 14,
            ...right,
          },
        ]
      : [
          {
            title: say('过期、清零', 'Expired, forfeited'),
            keys: ['expired', 'forfeited'],
            width: 13,
            ...right,
          },
          {
            title: say('转赠、换分、调整、偿还欠分', 'Transfers, exchanges, adjusted, debt repaid'),
            keys: ['transferred_net', 'exchanged_net', 'adjusted', 'debt_repaid'],
            width: 13,
            ...right,
          },
          {
            title: say('期末欠分、待生效', 'Debt, pending at closing'),
            keys: ['debt_closing', 'pending_closing'],
            width: 12,
            ...right,
          },
        ]),
    { title: say('期末', 'Closing'), keys: ['closing'], width: 14, ...right },
  ];
}
