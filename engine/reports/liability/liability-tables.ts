import { EVENT_TYPES } from '../../rules/evidence-words.ts';
import { literal } from '../../sql-text.ts';
import type { FigureColumn, FigureTable } from '../document.ts';
import type { ReportSource } from '../report-source.ts';
import { merchantNames } from '../merchant-names.ts';
import { nameOfWallet, walletNames, walletWord, type WalletNames } from '../wallet-names.ts';
import { sayIn, sqlWords, type Say } from '../words.ts';
import { bookTable, type BookTable } from './book-table.ts';
import {
  ACCOUNT_WORDS,
  BASIS_OF_CALENDAR_TEST,
  BASIS_WORDS,
  BUCKET_WORDS,
  CHANGE_WORDS,
  ENTRY_WORDS,
  FIGURE_WORDS,
  KIND_WORDS,
  METHOD_WORDS,
  PARAMETER_WORDS,
  STATUS_OF_ESTIMATE,
  TREATMENT_WORDS,
} from './liability-words.ts';

/** A programme as its tables are read. */
export interface Scope {
  readonly programme: string;
  /** Ends the ids of its tables where there are several programmes. */
  readonly suffix: string;
  readonly currency: string;
}

type Name = 'wallets' | 'methods' | 'vintages' | 'backTest' | 'pools' | 'buckets' | 'sensitivity' | 'journal';
type Other = 'settlement' | 'payables' | 'tieOut' | 'missing' | 'values' | 'kinds' | 'closes';
type Doubt = 'rates' | 'noTriangle' | 'calendar' | 'dormancy' | 'missingByKind';

/** All tables of a programme beside the roll-forward. */
export async function liabilityTables(
  source: ReportSource,
  scope: Scope,
): Promise<Record<Name | Other | Doubt, FigureTable>> {
  const found = {} as Record<Name | Other | Doubt, FigureTable>;
  const names = {
    wallets: await walletNames(source),
    merchants: await merchantNames(source, scope.programme),
  };
  for (const [name, table] of Object.entries(tables(source, scope, names)))
    found[name as Name] = await bookTable(source, scope.programme, table);
  return found;
}

interface Names {
  readonly wallets: WalletNames;
  readonly merchants: ReadonlyMap<string, string>;
}

function tables(
  source: ReportSource,
  { programme, suffix, currency }: Scope,
  names: Names,
): Record<Name | Other | Doubt, BookTable> {
  const { language } = source;
  const say = sayIn(language);
  const text = (key: string, zh: string, en: string, width?: number): FigureColumn => ({
    key,
    title: say(zh, en),
    kind: 'text',
    ...(width ? { width } : {}),
  });
  const points = (key: string, zh: string, en: string, total?: 'sum'): FigureColumn => ({
    key,
    title: say(zh, en),
    kind: 'points',
    unit: say('分', 'points'),
    ...(total ? { total } : {}),
  });
  const money = (key: string, zh: string, en: string, total?: 'sum'): FigureColumn => ({
    key,
    title: say(zh, en),
    kind: 'money',
    unit: currency,
    ...(total ? { total } : {}),
  });
  const share = (key: string, zh: string, en: string): FigureColumn => ({
    key,
    title: say(zh, en),
    kind: 'share',
    width: 9,
  });
  const wallet: FigureColumn = {
    ...text('wallet', '积分类别', 'Wallet', 15),
    nameOf: (id) => nameOfWallet(names.wallets, language, programme, id),
  };
  const merchant = (key: string, zh: string, en: string): FigureColumn => ({
    ...text(key, zh, en, 10),
    nameOf: (id) => names.merchants.get(id) ?? id,
  });
  const vintage = text('vintage', '发放月份', 'Vintage', 9);
  const estimated = (column: string) => `round(${column}, 2)::decimal(18, 2)`;
  const words = (dictionary: Parameters<typeof sqlWords>[0], column: string) =>
    sqlWords(dictionary, column, language);
  const asOf = `(select date_trunc('month', as_of) from meta.book)`;
  const estimates = `${estimated('issued')}, ${estimated('redeemed')}, ${estimated('ultimate')},
    round(rate, 6)::decimal(18, 6), ${estimated('standard_error')}`;
  const estimateColumns = [
    points('issued', '发放（净）', 'Issued, net'),
    points('redeemed', '已兑换', 'Redeemed'),
    points('ultimate', '最终兑换', 'Ultimate'),
    share('rate', '最终兑换率', 'Ultimate rate'),
    points('standard_error', '标准误', 'Standard error'),
  ];
  // The additive method carries a triangle wherever any method does.
  const hasTriangle = `wallet in (select wallet from liability.estimate_totals
    where programme_id = $programme and method = 'additive' and status = 'ok')`;
  return {
    wallets: {
      id: `wallets${suffix}`,
      title: say('按积分类别的期末', 'Closing by wallet'),
      columns: [
        text('wallet', '代码', 'Code', 10),
        text('name', '积分类别', 'Wallet', 20),
        points('points', '未兑换', 'Outstanding', 'sum'),
        points('pending', '其中待生效', 'Of it pending', 'sum'),
        points('debt', '欠分', 'Debt', 'sum'),
        money('liability', '积分负债', 'Liability', 'sum'),
        money('contract_liability', '合同负债', 'Contract liability', 'sum'),
        money('provision', '预计负债', 'Provision', 'sum'),
      ],
      sql: `select slice.wallet, ${walletWord(names.wallets, language)} as name, slice.closing as points, slice.pending_closing as pending, slice.debt_closing as debt,
              slice.closing_money as liability,
              (select sum(closing_money) from liability.month_totals as total where total.programme_id = slice.programme_id
                and total.wallet = slice.wallet and total.month = slice.month and treatment = 'contract_liability')
                ::decimal(18, 4) as contract_liability,
              (select sum(closing_money) from liability.month_totals as total where total.programme_id = slice.programme_id
                and total.wallet = slice.wallet and total.month = slice.month and treatment = 'provision')
                ::decimal(18, 4) as provision
            from liability.rollforward_slices as slice
            where slice.dimension = 'all' and slice.programme_id = $programme and slice.month = ${asOf}`,
      orderBy: 'wallet',
      note: say(
        '金额为空的积分类别没有单位价值（point_values），无法评估，不等于零。可随时兑换的积分全部为流动负债（IAS 1.69(d)）。',
        'Where money is empty the wallet has no value per point (point_values): not evaluable, which is not zero. Points redeemable on demand are all current (IAS 1.69(d)).',
      ),
    },
    methods: {
      id: `estimates${suffix}`,
      title: say('最终兑换率：各方法并列', 'Ultimate redemption: methods side by side'),
      columns: [
        wallet,
        text('method', '方法', 'Method', 16),
        text('is_chosen', '采用', 'Chosen', 6),
        ...estimateColumns,
        text('status', '状态', 'Status', 12),
      ],
      sql: `select wallet, ${words(METHOD_WORDS, 'method')} as method, case when is_chosen then '✓' end as is_chosen,
              ${estimates}, ${words(STATUS_OF_ESTIMATE, 'status')} as status
            from liability.estimate_totals where programme_id = $programme and ${hasTriangle}`,
      orderBy: 'wallet, is_chosen nulls last, method',
      empty: say('没有积分类别有 12 个以上的发放月份。', 'No wallet has twelve vintages.'),
    },
    noTriangle: {
      id: `estimates_without_triangle${suffix}`,
      title: say(
        '发放月份不足 12 个的积分类别：采用的兑换率',
        'Wallets with fewer than 12 vintages: the rate that is used',
      ),
      columns: [
        wallet,
        points('issued', '发放（净）', 'Issued, net'),
        points('redeemed', '已兑换', 'Redeemed'),
        share('rate', '采用的兑换率', 'Rate used'),
        text('method', '依据', 'By', 16),
      ],
      sql: `select wallet, ${estimated('issued')}, ${estimated('redeemed')}, round(rate, 6)::decimal(18, 6),
              ${words(METHOD_WORDS, 'method')} as method
            from liability.estimate_totals where programme_id = $programme and is_chosen and not ${hasTriangle}`,
      orderBy: 'wallet',
      empty: say('没有这样的积分类别。', 'There are no such wallets.'),
    },
    vintages: {
      id: `estimates_by_vintage${suffix}`,
      title: say('各发放月份的估计（采用的方法）', 'Estimates by vintage (chosen method)'),
      columns: [wallet, vintage, text('method', '方法', 'Method', 12), ...estimateColumns],
      sql: `select wallet, strftime(vintage, '%Y-%m') as vintage, ${words(METHOD_WORDS, 'method')} as method, ${estimates}
            from liability.estimates where programme_id = $programme and is_chosen`,
      orderBy: 'wallet, vintage',
      medium: 'data',
    },
    backTest: {
      id: `back_test${suffix}`,
      title: say('回测：以前的估计与后来的实际', 'Back-test: earlier estimates and what happened'),
      columns: [
        wallet,
        text('method', '方法', 'Method', 16),
        text('known_at', '估计时点', 'Estimated as of', 9),
        points('expected_now', '当时预期至今', 'Expected by now'),
        points('actual_now', '实际至今', 'Actual'),
        points('difference', '差额', 'Difference'),
        share('relative', '差额 ÷ 预期新增', 'Difference ÷ expected increase'),
        text('status', '状态', 'Status', 12),
      ],
      sql: `select wallet, ${words(METHOD_WORDS, 'method')} as method, known_at, ${estimated('expected_now')},
              ${estimated('actual_now')}, ${estimated('difference')}, round(relative, 6)::decimal(18, 6),
              ${words(STATUS_OF_ESTIMATE, 'status')} as status
            from liability.back_test where programme_id = $programme and vintage is null and ${hasTriangle}`,
      orderBy: 'wallet, known_at desc, method',
      empty: say('没有可以回测的积分类别。', 'No wallet can be tested.'),
    },
    calendar: {
      id: `calendar_year_tests${suffix}`,
      title: say('日历月诊断（Mack 1994，附录 H）', 'Calendar months (Mack 1994, appendix H)'),
      columns: [
        wallet,
        text('basis', '检验对象', 'Tested', 24),
        { key: 'periods', title: say('月份数', 'Months'), kind: 'count', width: 7 },
        { key: 'statistic', title: say('统计量 Z', 'Statistic Z'), kind: 'value' },
        { key: 'expected', title: say('随机时的期望', 'Expected by chance'), kind: 'value' },
        { key: 'p_value', title: say('p 值', 'p-value'), kind: 'value' },
        text('status', '结论', 'Verdict', 18),
      ],
      sql: `select wallet, ${words(BASIS_OF_CALENDAR_TEST, 'basis')} as basis, periods,
              statistic::decimal(18, 0), round(expected, 2)::decimal(18, 2), round(p_value, 6)::decimal(18, 6),
              case when p_value is null then ${words(STATUS_OF_ESTIMATE, 'status')}
                when p_value >= 0.05 then ${literal(say('没有迹象', 'no sign'))}
                when statistic < expected then ${literal(say('某些月份整体偏高或偏低', 'some months lean to one side'))}
                else ${literal(say('各月异常均匀', 'more even than chance'))} end as status
            from liability.calendar_year_tests where programme_id = $programme and ${hasTriangle}`,
      orderBy: 'wallet, basis',
      empty: say('没有可以检验的积分类别。', 'No wallet can be tested.'),
      note: say(
        '某个日历月若使所有批次同时偏高或偏低（大促、调价），按批龄估计会失真。',
        'A month that moves all vintages at once (a festival, new prices) misleads estimates that read down the ages.',
      ),
    },
    dormancy: {
      id: `dormancy${suffix}`,
      title: say('终身积分：沉默检验与破损', 'Lifetime points: dormancy and breakage'),
      columns: [
        wallet,
        { key: 'months', title: say('沉默（月）', 'Silence (months)'), kind: 'count', width: 8 },
        { key: 'follow_up', title: say('此后观察（月）', 'Watched after (months)'), kind: 'count', width: 8 },
        { key: 'observed', title: say('沉默账户', 'Silent accounts'), kind: 'count', width: 8 },
        { key: 'reactivated', title: say('后来又兑换', 'Redeemed again'), kind: 'count', width: 8 },
        share('upper_bound', '置信上限', 'Upper bound'),
        share('remote_below', '视为极小', 'Remote below'),
        text('is_remote', '可能性极小', 'Remote', 8),
        share('stated', '规定破损', 'Breakage stated'),
        share('applied', '适用破损', 'applied'),
      ],
      sql: `select wallet, months, follow_up_months, observed, reactivated,
              round(upper_bound, 6)::decimal(18, 6), round(remote_below, 6)::decimal(18, 6),
              case when is_remote then ${literal(say('是', 'yes'))} else ${literal(say('否', 'no'))} end,
              round(stated_breakage, 6)::decimal(18, 6), round(applied_breakage, 6)::decimal(18, 6)
            from liability.dormancy where programme_id = $programme`,
      orderBy: 'wallet',
      empty: say(
        '积分都会到期，也没有规定破损率，无需检验。',
        'All points expire and no breakage is stated: nothing to test.',
      ),
      note: say(
        '最长观察批龄之后剩余的积分，只有重新兑换比例的置信上限低于“视为极小”时才按规定计破损（IFRS 15 B46），否则一律预计会被兑换。',
        'What is left beyond the oldest observed age earns the stated breakage only where the upper bound of the share redeemed again lies under “remote below” (IFRS 15 B46); otherwise all of it is expected to be redeemed.',
      ),
    },
    pools: {
      id: `pools${suffix}`,
      title: say('积分池', 'Pools'),
      columns: [
        wallet,
        vintage,
        text('kind', '积分性质', 'Kind of points', 12),
        points('issued', '发放（净）', 'Issued, net', 'sum'),
        points('redeemed', '已兑换', 'Redeemed', 'sum'),
        points('outstanding', '未兑换', 'Outstanding', 'sum'),
        points('expected_total', '预期兑换总量', 'Expected total', 'sum'),
        money('allocated', '已分摊', 'Allocated', 'sum'),
        money('recognised', '已确认收入', 'Recognised', 'sum'),
        money('contract_liability', '合同负债', 'Contract liability', 'sum'),
        money('provision', '预计负债', 'Provision', 'sum'),
      ],
      sql: `select wallet, strftime(vintage, '%Y-%m') as vintage, ${words(KIND_WORDS, 'kind')} as kind, issued, redeemed,
              outstanding, expected_total, allocated, recognised, contract_liability, provision
            from liability.pools where programme_id = $programme`,
      orderBy: 'wallet, vintage, kind',
      medium: 'data',
    },
    buckets: {
      id: `ageing_and_maturity${suffix}`,
      title: say('账龄与到期结构', 'Ageing and maturity'),
      columns: [
        text('basis', '口径', 'Basis', 14),
        text('bucket', '区间（月）', 'Span (months)', 10),
        points('points', '积分', 'Points'),
        money('money', '金额', 'Money'),
      ],
      sql: `select ${words(BASIS_WORDS, 'basis')} as basis, ${words(BUCKET_WORDS, 'bucket')} as bucket,
              sum(points)::decimal(18, 2) as points, sum(money)::decimal(18, 4) as money, any_value(basis) as code, bucket_no
            from (from liability.aging union all by name from liability.maturity)
            where programme_id = $programme group by basis, bucket, bucket_no`,
      orderBy: `list_position(['months_since_issue', 'expiry', 'expected_redemption'], code), bucket_no`,
      note: say('每种口径各自合计为全部未兑换积分。', 'Each basis adds up to all outstanding points.'),
    },
    sensitivity: {
      id: `sensitivity${suffix}`,
      title: say('敏感性', 'Sensitivity'),
      columns: [
        wallet,
        text('parameter', '假设', 'Assumption', 14),
        text('change', '变动', 'Change', 16),
        money('effect', '对负债的影响', 'Effect on the liability'),
        money('on_contract', '其中合同负债', 'Of it contract liability'),
        money('on_provision', '其中预计负债', 'Of it provision'),
      ],
      sql: `select wallet, ${words(PARAMETER_WORDS, 'parameter')} as parameter, ${words(CHANGE_WORDS, 'change')} as change,
              effect, effect_on_contract_liability, effect_on_provision, parameter as code
            from liability.sensitivity where programme_id = $programme and effect <> 0`,
      orderBy: `wallet, list_position(['redemption_rate', 'value_per_point', 'young_vintages', 'tail', 'method'], code),
        list_position(['-1pp', '-25bp', '+25bp', '+1pp', '-10%', '+10%'], change), change`,
    },
    journal: {
      id: `journal${suffix}`,
      title: say('分录', 'Journal'),
      columns: [
        { key: 'entry_no', title: say('凭证', 'Entry'), kind: 'count', width: 6 },
        text('period', '期间', 'Period', 8),
        text('account_code', '科目代码', 'Account code', 7),
        text('account', '科目', 'Account', 16),
        money('debit', '借方', 'Debit', 'sum'),
        money('credit', '贷方', 'Credit', 'sum'),
        text('explanation', '摘要', 'Explanation', 20),
        text('ref', '依据', 'Reference', 20),
      ],
      sql: `select line.entry_no, line.period, line.account_code,
              coalesce(${words(ACCOUNT_WORDS, 'code.role')}, line.account_name) as account, line.debit, line.credit,
              ${words(ENTRY_WORDS, `split_part(line.ref, '/', 2)`)} as explanation, line.ref
            from liability.journal as line left join meta.account_codes as code
              on code.programme_id = line.programme_id and code.account_code = line.account_code
              and code.account_name = line.account_name
            where line.programme_id = $programme`,
      orderBy: 'entry_no, debit = 0, account_code',
    },
    settlement: {
      id: `settlement${suffix}`,
      title: say('结算', 'Settlement'),
      columns: [
        text('month', '月份', 'Month', 8),
        wallet,
        merchant('issuer', '发放商户', 'Issuer'),
        merchant('redeemer', '兑换商户', 'Redeemer'),
        merchant('bearer', '承担方', 'Bearer'),
        points('points', '积分', 'Points', 'sum'),
        money('amount', '金额（不含税）', 'Amount without tax', 'sum'),
        money('tax', '税额', 'Tax', 'sum'),
      ],
      sql: `select strftime(month, '%Y-%m') as month, wallet, issuer, redeemer, bearer, points, amount, tax
            from liability.settlement where programme_id = $programme`,
      orderBy: 'month, wallet, issuer nulls last, redeemer nulls last, bearer nulls last',
      empty: say('没有兑换。', 'There are no redemptions.'),
      note: say(
        '金额为空：没有生效的结算价，无法评估。',
        'An empty amount: no rate is in force, not evaluable.',
      ),
    },
    payables: {
      id: `payables${suffix}`,
      title: say('代发积分的应付款', 'Owed for points handed out as agent'),
      columns: [
        text('month', '月份', 'Month', 8),
        wallet,
        text('is_sale', '随销售', 'With a sale', 7),
        points('points_issued', '发放', 'Handed out', 'sum'),
        points('points_reversed', '冲回', 'Taken back', 'sum'),
        points('points_unpriced', '没有单一价格', 'Without one price', 'sum'),
        money('payable', '应付', 'Owed', 'sum'),
        money('payable_reversed', '冲回应付', 'No longer owed', 'sum'),
      ],
      sql: `select strftime(month, '%Y-%m') as month, wallet, case when is_sale then '✓' end as is_sale, points_issued,
              points_reversed, points_unpriced, payable, payable_reversed
            from liability.payables where programme_id = $programme`,
      orderBy: 'month, wallet, is_sale nulls last',
      empty: say(
        '报告主体不是任何积分的代理人，没有代发应付款。',
        'The entity is agent for no points: nothing is owed for handing them out.',
      ),
    },
    tieOut: {
      id: `tie_out${suffix}`,
      title: say('总账核对', 'Tie-out to the general ledger'),
      columns: [
        { key: 'as_of', title: say('日期', 'Date'), kind: 'day' },
        text('account', '科目', 'Account', 8),
        text('role', '性质', 'Nature', 14),
        text('side', '方向', 'Side', 8),
        money('gl', '总账', 'General ledger'),
        money('computed', '计算', 'Computed'),
        { ...money('difference', '差异', 'Difference'), formula: '{gl} - {computed}' },
      ],
      sql: `select as_of::varchar as as_of, account, ${words(ACCOUNT_WORDS, 'role')} as role,
              case side when 'credit' then ${literal(say('贷', 'credit'))} else ${literal(say('借', 'debit'))} end as side,
              gl, computed, difference
            from liability.tie_out where programme_id = $programme`,
      orderBy: 'as_of, account, side',
      note: say(
        '计算数由积分批逐批加总；总账记到分，不足一分的差异为取整。每一行在工作台的总账核对页打开构成它的积分批。',
        'What is computed adds up lot by lot; a ledger is kept to the cent, so differences under a cent are rounding. On the page of the tie-out every row opens the lots that make it.',
      ),
      empty: say(
        '没有总账余额（gl_balances），无法核对。',
        'No general ledger balances (gl_balances): not evaluable.',
      ),
    },
    missing: missingTable(say, suffix, words, points, text, wallet),
    missingByKind: {
      id: `not_evaluable_by_kind${suffix}`,
      title: say('无法评估的部分，同类合并', 'What is not evaluable, wallets that lack the same together'),
      columns: [
        text('figure', '影响', 'Concerns', 12),
        text('missing', '缺少', 'Lacks', 24),
        text('wallets', '积分类别', 'Wallets', 34),
        points('points', '涉及积分', 'Points concerned'),
      ],
      sql: `select ${words(FIGURE_WORDS, 'figure')} as figure, ${lacking(say)} as missing,
              coalesce(string_agg(${walletWord(names.wallets, language)}, '${say('、', ', ')}' order by wallet), ${literal(say('整个积分计划', 'whole programme'))}) as wallets,
              sum(points)::decimal(18, 2) as points
            from liability.not_evaluable where programme_id = $programme group by all`,
      orderBy: 'figure, missing',
      empty: say('全部可以评估。', 'Everything can be evaluated.'),
      medium: 'paper',
    },
    rates: {
      id: `settlement_rates${suffix}`,
      title: say('结算价（参数）', 'Settlement rates (parameters)'),
      columns: [
        wallet,
        merchant('issuer', '发放商户', 'Issuer'),
        merchant('redeemer', '兑换商户', 'Redeemer'),
        merchant('bearer', '承担方', 'Bearer'),
        { key: 'valid_from', title: say('自', 'From'), kind: 'text', width: 10 },
        {
          key: 'price_per_point',
          title: say('每分价格（不含税）', 'Price per point, without tax'),
          kind: 'value',
        },
        share('tax_rate', '税率', 'Tax rate'),
      ],
      sql: `select wallet, issuer_merchant_id as issuer, redeemer_merchant_id as redeemer,
              bearer_merchant_id as bearer, strftime(valid_from, '%Y-%m-%d') as valid_from, price_per_point, tax_rate
            from data.settlement_rates where programme_id = $programme`,
      orderBy: 'wallet nulls last, issuer nulls last, redeemer nulls last, valid_from, bearer',
      empty: say('没有结算价（settlement_rates）。', 'No settlement rates (settlement_rates).'),
    },
    values: {
      id: `point_values${suffix}`,
      title: say('单位价值（参数）', 'Values per point (parameters)'),
      columns: [
        wallet,
        { key: 'valid_from', title: say('自', 'From'), kind: 'text', width: 10 },
        { key: 'ssp_per_point', title: say('单独售价', 'Stand-alone price'), kind: 'value' },
        { key: 'cost_per_point', title: say('单位成本', 'Cost'), kind: 'value' },
        { key: 'fair_value_per_point', title: say('公允价值', 'Fair value'), kind: 'value' },
        { key: 'booked_redemption_rate', title: say('入账兑换率', 'Booked rate'), kind: 'value' },
      ],
      sql: `select value.wallet, case when isfinite(value.valid_from)
                then timezone(programme.time_zone, value.valid_from)::date::varchar end as valid_from,
              value.ssp_per_point, value.cost_per_point, value.fair_value_per_point, value.booked_redemption_rate
            from meta.point_values as value join meta.programmes as programme on programme.programme_id = value.programme_id
            where value.programme_id = $programme`,
      orderBy: 'wallet, valid_from nulls first',
      empty: say('没有单位价值。', 'There are no values per point.'),
    },
    kinds: {
      id: `point_kinds${suffix}`,
      title: say('积分性质与处理（政策）', 'Kinds of points and their treatment (policy)'),
      columns: [
        wallet,
        text('event_type', '事件类型', 'Event type', 10),
        text('reason', '原因', 'Reason', 12),
        text('is_sale', '属于销售', 'Of a sale', 7),
        text('kind', '积分性质', 'Kind', 12),
        text('treatment', '处理', 'Treatment', 12),
      ],
      sql: `select wallet, ${words(EVENT_TYPES, 'event_type')}, reason, case when is_sale then '✓' end as is_sale, ${words(KIND_WORDS, 'kind')} as kind,
              ${words(TREATMENT_WORDS, 'treatment')} as treatment
            from meta.point_kinds where programme_id = $programme`,
      orderBy: 'wallet, event_type, reason nulls last, is_sale',
    },
    closes: {
      id: `closed_periods${suffix}`,
      title: say('已关账期间', 'Closed periods'),
      columns: [
        text('period', '期间', 'Period', 8),
        text('book_id', '账簿', 'Book', 24),
        text('preparer', '编制', 'Preparer', 10),
        text('approver', '复核', 'Approver', 10),
      ],
      sql: `select strftime(period, '%Y-%m') as period, book_id, preparer, approver from meta.closes
            where programme_id = $programme`,
      orderBy: 'period',
      empty: say('没有关账。', 'No period has been closed.'),
    },
  };
}

function missingTable(
  say: Say,
  suffix: string,
  words: (dictionary: Parameters<typeof sqlWords>[0], column: string) => string,
  points: (key: string, zh: string, en: string) => FigureColumn,
  text: (key: string, zh: string, en: string, width?: number) => FigureColumn,
  wallet: FigureColumn,
): BookTable {
  return {
    id: `not_evaluable${suffix}`,
    title: say('无法评估的部分', 'What is not evaluable'),
    columns: [
      text('figure', '影响', 'Concerns', 14),
      wallet,
      text('missing', '缺少', 'Lacks', 34),
      points('points', '涉及积分', 'Points concerned'),
    ],
    sql: `select ${words(FIGURE_WORDS, 'figure')} as figure, coalesce(wallet, ${literal(say('整个积分计划', 'whole programme'))}) as wallet,
            ${lacking(say)} as missing, points from liability.not_evaluable where programme_id = $programme`,
    orderBy: 'figure, wallet, missing',
    empty: say('全部可以评估。', 'Everything can be evaluated.'),
    medium: 'data',
  };
}

/** SQL of what is lacking, with its reason in the report's language. */
function lacking(say: Say): string {
  const reasons = [
    ['(no rate in force)', say('（没有生效的结算价）', '(no rate in force)')],
    [
      '(no one price per point that the issuer bears)',
      say('（发放商户没有单一的每分价格）', '(no one price per point that the issuer bears)'),
    ],
    ['(reason purchase)', say('（原因为 purchase 的行）', '(rows of reason purchase)')],
  ] as const;
  return reasons.reduce((sql, [from, to]) => `replace(${sql}, ${literal(from)}, ${literal(to)})`, 'missing');
}
