import { bridgeChart } from '../../charts/bridge.ts';
import { oneRow, rows } from '../../database.server.ts';
import { programmeNames } from '../audit/audit-report.ts';
import { controlSection } from '../audit/control-section.ts';
import { add, subtract } from '../decimal-sum.ts';
import type { Block, FigureTable, ReportDocument, Section } from '../document.ts';
import { readable } from '../number-text.ts';
import { readBookFacts } from '../report-head.ts';
import type { ReportSource } from '../report-source.ts';
import { merchantNames } from '../merchant-names.ts';
import { nameOfWallet, walletNames } from '../wallet-names.ts';
import { sayIn, wordOf } from '../words.ts';
import { liabilityTables, type Scope } from './liability-tables.ts';
import { CHANGE_WORDS, METHOD_WORDS, MOVEMENT_WORDS } from './liability-words.ts';
import { estimateCharts } from './estimate-charts.ts';
import { contentsTable, journalOnPaper, settlementOnPaper } from './paper-tables.ts';
import {
  debtByMonth,
  rollforwardByMonth,
  rollforwardCells,
  rollforwardOfYear,
} from './rollforward-tables.ts';

/**
 * The liability report: what is owed and why it changed, the roll-forward, what it rests on (estimates, policies,
 * parameters), what can be booked, and what could not be evaluated. Every table is complete.
 */
export async function liabilityReport(source: ReportSource): Promise<ReportDocument> {
  const say = sayIn(source.language);
  const facts = await readBookFacts(source);
  const programmes = await rows<{ programme_id: string; currency: string }>(
    source.book.connection,
    'select programme_id, currency from meta.programmes order by programme_id',
  );
  const sections: Section[] = [];
  for (const [index, { programme_id: programme, currency }] of programmes.entries()) {
    const suffix = programmes.length > 1 ? `_${index + 1}` : '';
    const name = programmes.length > 1 ? `${programme}: ` : '';
    const unit = currency === 'CNY' ? say('元', 'CNY') : currency;
    sections.push(...(await sectionsOf(source, { programme, suffix, currency: unit }, name)));
  }
  const all = [...sections, await controlSection(source, facts)];
  return {
    kind: 'liability',
    language: source.language,
    title: say('积分负债报告', 'Report on the points liability'),
    subtitle: await programmeNames(source),
    head: facts.head,
    sections: [...all, await contents(source, all)],
  };
}

/** The last page says of each table where it stands whole. */
async function contents(source: ReportSource, sections: readonly Section[]): Promise<Section> {
  const say = sayIn(source.language);
  const tables = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
  return {
    id: 'contents',
    title: say('附：各表及其所在', 'Annex: where each table stands'),
    blocks: [
      {
        kind: 'paragraph',
        text: say(
          '本 PDF 中的每张表都是完整的：表中有多少行就印多少行。行数太多、不便在纸面上阅读的表，纸面上只印其汇总表；它们的全部行在同一账簿的 Excel 与 CSV 报告中，名称、行数如下。',
          'Every table of this PDF is whole: as many rows as it has are printed. Tables too long to be read on paper are represented by tables of their sums; all their rows stand in the Excel and CSV report of the same book, by the names and row counts below.',
        ),
      },
      await contentsTable(source, tables),
    ],
  };
}

async function sectionsOf(source: ReportSource, scope: Scope, name: string): Promise<Section[]> {
  const say = sayIn(source.language);
  const tables = await liabilityTables(source, scope);
  const section = (id: string, zh: string, en: string, blocks: readonly Block[]): Section => ({
    id: `${id}${scope.suffix}`,
    title: `${name}${say(zh, en)}`,
    blocks,
  });
  return [
    section('liability', '负债', 'The liability', [...(await summary(source, scope)), tables.wallets]),
    { ...section('rollforward', '滚动表', 'Roll-forward', await rollforwards(source, scope)), isWide: true },
    section('debt', '欠分与待生效', 'Debt and pending points', [await debtByMonth(source, scope)]),
    section('redemption', '兑换率估计', 'Redemption estimates', [
      { kind: 'paragraph', text: methodText(say) },
      tables.methods,
      tables.noTriangle,
      ...(await estimateCharts(source, scope)),
      tables.vintages,
      tables.backTest,
      tables.calendar,
      tables.dormancy,
      tables.pools,
    ]),
    section('maturity', '账龄与到期', 'Ageing and maturity', [tables.buckets]),
    section('sensitivity', '敏感性', 'Sensitivity', [tables.sensitivity]),
    section('journal', '分录', 'Journal', await journalOnPaper(source, scope, tables.journal)),
    section('settlement', '结算', 'Settlement', [
      ...(await settlementOnPaper(source, scope, tables.settlement)),
      tables.payables,
    ]),
    section('tie_out', '总账核对', 'Tie-out', [tables.tieOut]),
    section('policies', '政策与参数', 'Policies and parameters', [
      await policies(source, scope),
      tables.values,
      tables.rates,
      tables.kinds,
      tables.closes,
    ]),
    section('not_evaluable', '无法评估的部分', 'What is not evaluable', [
      tables.missing,
      tables.missingByKind,
    ]),
  ];
}

const UNITS = ['money', 'points'] as const;
const DIMENSIONS = ['wallet', 'tier', 'issuer', 'vintage'] as const;

/** The year so far by each dimension, then every month, then every cell for the spreadsheet. */
async function rollforwards(source: ReportSource, scope: Scope): Promise<FigureTable[]> {
  const tables: FigureTable[] = [];
  for (const by of DIMENSIONS)
    for (const unit of UNITS) tables.push(await rollforwardOfYear(source, scope, unit, by));
  for (const unit of UNITS) tables.push(await rollforwardByMonth(source, scope, unit));
  for (const by of DIMENSIONS)
    for (const unit of UNITS) tables.push(await rollforwardCells(source, scope, unit, by));
  return tables;
}

const STEPS = [
  ['issued', 1],
  ['restored', 1],
  ['redeemed', -1],
  ['reversed', -1],
  ['exchanged_net', 1],
  ['adjusted', 1],
  ['debt_repaid', -1],
  ['change_in_estimate', 1],
  ['prior_period', 1],
] as const;

/** What is owed, against the month's end before, and a bridge of why. */
async function summary(source: ReportSource, { programme, currency }: Scope): Promise<Block[]> {
  const { language, book } = source;
  const say = sayIn(language);
  const column = (step: string) =>
    step === 'change_in_estimate' || step === 'prior_period' ? step : `${step}_money`;
  const found = await oneRow<Record<string, string | null>>(
    book.connection,
    `select strftime(any_value(month), '%Y-%m') as month, coalesce(sum(closing), 0)::decimal(18, 2) as points,
       sum(opening_money)::decimal(18, 4) as before, sum(closing_money)::decimal(18, 4) as now,
       ${STEPS.map(([step, sign]) => `coalesce(${sign} * sum(${column(step)}), 0)::decimal(18, 4) as ${step}`).join(', ')}
     from liability.rollforward_slices where dimension = 'all' and programme_id = $programme
       and month = (select date_trunc('month', as_of) from meta.book)`,
    { programme },
  );
  const outstanding = readable(found.points!, 'points');
  if (found.now === null || found.now === undefined)
    return [
      {
        kind: 'paragraph',
        tone: 'warning',
        text: say(
          `未兑换积分 ${outstanding} 分；没有任何积分类别有单位价值（point_values），金额无法评估。`,
          `${outstanding} points are outstanding; no wallet has a value per point (point_values), so money is not evaluable.`,
        ),
      },
    ];
  const before = found.before ?? '0.0000';
  const change = subtract(found.now, before);
  const steps = STEPS.flatMap(([step]) => {
    const amount = found[step] ?? '0';
    return /[1-9]/.test(amount) ? [{ name: wordOf(MOVEMENT_WORDS, step, language), change: amount }] : [];
  });
  if (subtract(steps.map((step) => step.change).reduce(add, '0.0000'), change) !== '0.0000')
    throw new Error(`The movements of ${programme} do not explain the change of its liability.`);
  const amount = (text: string) => `${readable(text, 'money')} ${currency}`;
  return [
    {
      kind: 'paragraph',
      text: say(
        `未兑换积分 ${outstanding} 分，积分负债 ${amount(found.now)}；${found.month} 月初为 ${amount(before)}，本月变化 ${amount(change)}。`,
        `${outstanding} points are outstanding and the liability is ${amount(found.now)}; at the beginning of ${found.month} it was ${amount(before)}, a change of ${amount(change)}.`,
      ),
    },
    {
      kind: 'chart',
      title: say(`${found.month} 月的变化及原因`, `Why it changed in ${found.month}`),
      height: (steps.length + 1) * 19 + 36,
      option: (setting) =>
        bridgeChart(
          steps,
          change,
          {
            total: say('合计变化', 'Change as a whole'),
            amount,
            label: (text) => `${text.startsWith('-') ? '' : '+'}${readable(text, 'money')}`,
          },
          setting,
        ),
    },
  ];
}

async function policies(source: ReportSource, { programme }: Scope): Promise<Block> {
  const say = sayIn(source.language);
  const found = await oneRow<{ entity: string; default_role: string; journal: string; settings: string }>(
    source.book.connection,
    `select entity, default_role, journal, settings::varchar as settings from meta.liability_policies
     where programme_id = $programme`,
    { programme },
  );
  const settings = JSON.parse(found.settings) as {
    roles: { merchant_id?: string; wallet?: string; role: string }[];
    methods: Record<string, string>;
    young_vintages: Record<string, number>;
    tails: Record<string, string>;
    transaction_price: string;
    own_merchants: string[];
    points_of_others: { wallet: string; operator: string }[];
    breakage_of_lifetime: Record<string, number>;
    dormancy: { months: number; follow_up_months: number; remote_below: number; confidence: number };
  };
  const { dormancy } = settings;
  const names = await walletNames(source);
  const merchants = await merchantNames(source, programme);
  const walletName = (id: string) => nameOfWallet(names, source.language, programme, id);
  const merchantName = (id: string) => merchants.get(id) ?? id;
  const methodWord = (id: string) => wordOf(METHOD_WORDS, id, source.language);
  const tailWord = (id: string) => wordOf(CHANGE_WORDS, id, source.language);
  const role = (word: string) =>
    word === 'agent' ? say('代理人（净额）', 'agent (net)') : say('主要责任人（总额）', 'principal (gross)');
  const stated = (entries: readonly string[], none: string) => (entries.length ? entries.join('; ') : none);
  return {
    kind: 'facts',
    facts: [
      {
        name: say('报告主体', 'Whose books'),
        text:
          found.entity === 'operator'
            ? say('积分计划的运营方', 'the operator of the programme')
            : merchantName(found.entity.replace(/^merchant:/, '')),
      },
      { name: say('兑换时的身份（默认）', 'Role at redemption (default)'), text: role(found.default_role) },
      {
        name: say('另行规定的身份', 'Roles stated otherwise'),
        text: stated(
          settings.roles.map((each) =>
            [
              ...(each.merchant_id ? [merchantName(each.merchant_id)] : []),
              ...(each.wallet ? [walletName(each.wallet)] : []),
              role(each.role),
            ].join(' '),
          ),
          say('无', 'none'),
        ),
      },
      {
        name: say('交易价格', 'Transaction price'),
        text:
          settings.transaction_price === 'issuer'
            ? say(
                `发放商户按结算价支付的金额；自有商户：${stated(settings.own_merchants.map(merchantName), '无')}`,
                `what the issuing merchant pays by its settlement rate; own merchants: ${stated(settings.own_merchants.map(merchantName), 'none')}`,
              )
            : say('产生积分的销售的不含税价格', 'the price, net of tax, of the sale that earned the points'),
      },
      {
        name: say('他人的积分（代发）', 'Points of others, handed out as agent'),
        text: stated(
          settings.points_of_others.map(({ wallet, operator }) =>
            say(
              `${walletName(wallet)}：发放时按结算价应付${operator}，此后没有负债`,
              `${walletName(wallet)}: owed to ${operator} at the settlement price as they are issued, no liability afterwards`,
            ),
          ),
          say('无', 'none'),
        ),
      },
      {
        name: say('分录口径', 'Journal'),
        text: found.journal === 'full' ? say('完整分录', 'full') : say('重分类', 'reclassifying'),
      },
      {
        name: say('估计方法', 'Estimation methods'),
        text: stated(
          Object.entries(settings.methods).map(([wallet, method]) =>
            say(
              `${walletName(wallet)}：${methodWord(method)}`,
              `${walletName(wallet)}: ${methodWord(method)}`,
            ),
          ),
          say('加法法（默认）', 'additive (default)'),
        ),
      },
      {
        name: say('年轻批次用 BF 法', 'Young vintages by Bornhuetter–Ferguson'),
        text: stated(
          Object.entries(settings.young_vintages).map(([wallet, months]) =>
            say(
              `${walletName(wallet)}：不足 ${months} 个月`,
              `${walletName(wallet)}: under ${months} months`,
            ),
          ),
          say('无', 'none'),
        ),
      },
      {
        name: say('最长观察批龄之后', 'Beyond the oldest observed age'),
        text: stated(
          Object.entries(settings.tails).map(([wallet, tail]) =>
            say(`${walletName(wallet)}：${tailWord(tail)}`, `${walletName(wallet)}: ${tailWord(tail)}`),
          ),
          say('剩余积分一律预计会被兑换（默认）', 'all that is left is expected to be redeemed (default)'),
        ),
      },
      {
        name: say('沉默检验', 'Dormancy test'),
        text: say(
          `持有积分而 ${dormancy.months} 个月没有获得或兑换、此后又观察至少 ${dormancy.follow_up_months} 个月的账户中，重新兑换比例的单侧 ${dormancy.confidence * 100}% 置信上限低于 ${dormancy.remote_below * 100}%`,
          `of accounts that held points, neither earned nor redeemed for ${dormancy.months} months and were watched for ${dormancy.follow_up_months} more, the one-sided ${dormancy.confidence * 100}% upper bound of the share that redeemed again lies under ${dormancy.remote_below * 100}%`,
        ),
      },
      {
        name: say('终身积分的破损', 'Breakage of lifetime points'),
        text: stated(
          Object.entries(settings.breakage_of_lifetime).map(([wallet, rate]) =>
            say(
              `${walletName(wallet)}：${readable(String(rate), 'share')}`,
              `${walletName(wallet)}: ${readable(String(rate), 'share')}`,
            ),
          ),
          say(
            '0：超过最长观察批龄后仍未兑换的积分不计破损；只有兑换的可能性极小时才可确认（IFRS 15 B46）',
            '0: points outstanding beyond the oldest observed age earn no breakage, which needs redemption to be remote (IFRS 15 B46)',
          ),
        ),
      },
    ],
  };
}

function methodText(say: ReturnType<typeof sayIn>): string {
  return say(
    '三角按积分首次发放的月份与批龄排列，发放扣除冲回，返还减少其兑换所在的格。以加法法为主：各批龄增量之和 ÷ 已到该批龄的发放；链梯法给出 Mack 标准误；BF 法以入账兑换率为先验；Aalen–Johansen 把过期作为竞争风险；自助法按会员抽样。合同负债 = 分摊额 ×（预期兑换总量 − 已兑换）÷ 预期兑换总量；预计负债 = 未兑换 × 条件兑换率 × 单位成本。分摊在销售时固定（IFRS 15.88；企业会计准则第14号），重估只改变分母，差额为估计变更。',
    'Triangles stand by month of first issue and age, net of reversals; a restore lowers the cell of its redemption. Primary is the additive method: increments ÷ issued of the vintages that reached the age; chain ladder gives Mack’s error; Bornhuetter–Ferguson takes the booked rate as prior; Aalen–Johansen has expiry as competing risk; the bootstrap draws members. Contract liability = allocated × (expected total − redeemed) ÷ expected total; provision = outstanding × conditional rate × unit cost. Allocations are fixed at the sale (IFRS 15.88; CAS 14): a new estimate changes the denominator only, and the difference is change in estimate.',
  );
}
