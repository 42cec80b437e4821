import type { Bilingual } from '../../contract/citation.ts';

export const METHOD_WORDS: Readonly<Record<string, Bilingual>> = {
  additive: { zh: '加法法', en: 'Additive' },
  chain_ladder: { zh: '链梯法（Mack）', en: 'Chain ladder (Mack)' },
  chain_ladder_loglinear: { zh: '链梯法（对数线性末项）', en: 'Chain ladder (log-linear last sigma)' },
  bornhuetter_ferguson: { zh: 'BF 法', en: 'Bornhuetter–Ferguson' },
  booked: { zh: '入账兑换率', en: 'Booked rate' },
  no_breakage: { zh: '不计破损', en: 'No breakage' },
  aalen_johansen: { zh: 'Aalen–Johansen', en: 'Aalen–Johansen' },
  bootstrap: { zh: '按会员自助法', en: 'Bootstrap by member' },
};

export const STATUS_OF_ESTIMATE: Readonly<Record<string, Bilingual>> = {
  ok: { zh: '可估计', en: 'estimable' },
  too_few_origins: { zh: '发放月份不足 12 个', en: 'fewer than 12 vintages' },
  zero_column: { zh: '某一批龄没有兑换', en: 'an age without redemption' },
  zero_cell: { zh: '早期批龄为零', en: 'early ages are zero' },
  no_exposure: { zh: '某月没有发放', en: 'a month without issue' },
  no_tail: { zh: '尾部无法外推', en: 'no tail' },
  nothing_at_risk: { zh: '没有可观察的积分', en: 'nothing under observation' },
  no_prior: { zh: '没有入账兑换率', en: 'no booked rate' },
  nothing_to_compare: { zh: '没有可比较的批次', en: 'nothing to compare' },
  not_estimable: { zh: '无法估计', en: 'not estimable' },
};

export const ACCOUNT_WORDS: Readonly<Record<string, Bilingual>> = {
  bank: { zh: '银行存款', en: 'Bank' },
  inventory: { zh: '库存商品', en: 'Inventory' },
  contract_cost: { zh: '合同取得成本', en: 'Cost to obtain a contract' },
  payable: { zh: '应付账款', en: 'Accounts payable' },
  contract_liability: { zh: '合同负债', en: 'Contract liability' },
  output_tax: { zh: '应交税费—应交增值税（销项税额）', en: 'Output VAT' },
  provision: { zh: '预计负债', en: 'Provision' },
  revenue: { zh: '主营业务收入', en: 'Revenue' },
  cost_of_sales: { zh: '主营业务成本', en: 'Cost of sales' },
  selling_expense: { zh: '销售费用', en: 'Selling expense' },
};

export const ENTRY_WORDS: Readonly<Record<string, Bilingual>> = {
  sale: { zh: '销售时分摊至积分的交易价格', en: 'Transaction price allocated to points at the sale' },
  refund: { zh: '退货冲回原分摊', en: 'Refunds reverse their allocation' },
  redemption: { zh: '积分兑换确认收入', en: 'Revenue of redeemed points' },
  estimate: { zh: '兑换率估计变更', en: 'Change in estimated redemption' },
  'prior-period': { zh: '已结账期间的迟到事项', en: 'Late events of closed periods' },
  cash: { zh: '兑换时收取的现金', en: 'Cash paid with points' },
  payable: { zh: '代发积分应付积分运营方', en: 'Owed to the points’ operator for points handed out' },
  'payable-refund': { zh: '退货冲回代发积分的应付款', en: 'Refunds reverse what is owed for points' },
  'payable-free': {
    zh: '无偿代发积分应付积分运营方',
    en: 'Owed to the points’ operator for points given away',
  },
  grant: { zh: '赠送积分计提预计负债', en: 'Provision for points given away' },
  use: { zh: '赠送积分兑换', en: 'Redemption of points given away' },
  'provision-estimate': { zh: '预计负债估计变更', en: 'Change in estimate of the provision' },
};

export const FIGURE_WORDS: Readonly<Record<string, Bilingual>> = {
  allocation: { zh: '销售分摊', en: 'Allocation of sales' },
  provision: { zh: '预计负债', en: 'Provision' },
  settlement: { zh: '结算', en: 'Settlement' },
  net_of_tax: { zh: '不含税价格', en: 'Prices net of tax' },
  tier_at_issue: { zh: '发放时等级', en: 'Tier at issue' },
  issuer: { zh: '发放商户', en: 'Issuer' },
  tie_out: { zh: '总账核对', en: 'Tie-out' },
  issue_price: { zh: '发放商户承担的每分价格', en: 'Price per point that the issuer bears' },
  goods_price: { zh: '商品单独售价', en: 'Stand-alone prices of goods' },
};

export const PARAMETER_WORDS: Readonly<Record<string, Bilingual>> = {
  redemption_rate: { zh: '最终兑换率', en: 'Ultimate redemption rate' },
  value_per_point: { zh: '单位成本', en: 'Cost of a point' },
  method: { zh: '改用估计方法', en: 'Another method' },
  young_vintages: { zh: '年轻批次的处理', en: 'Young vintages' },
  tail: { zh: '最长批龄之后', en: 'Beyond the oldest age' },
};

export const CHANGE_WORDS: Readonly<Record<string, Bilingual>> = {
  ...METHOD_WORDS,
  exponential: { zh: '指数外推', en: 'Exponential tail' },
  all_outstanding: { zh: '剩余全部兑换', en: 'All that is left' },
  '0': { zh: '不另用 BF 法', en: 'Not by Bornhuetter–Ferguson' },
  '6': { zh: '不足 6 个月用 BF 法', en: 'Under 6 months by Bornhuetter–Ferguson' },
};

export const BASIS_OF_CALENDAR_TEST: Readonly<Record<string, Bilingual>> = {
  increments: { zh: '增量 ÷ 发放（加法法）', en: 'Increments ÷ issued (additive)' },
  factors: { zh: '发展因子（链梯法）', en: 'Development factors (chain ladder)' },
};

export const BUCKET_WORDS: Readonly<Record<string, Bilingual>> = {
  overdue: { zh: '已到期未入账', en: 'overdue, not booked' },
  never: { zh: '不过期', en: 'never' },
  later: { zh: '更晚', en: 'later' },
  not_expected: { zh: '预计不会兑换', en: 'not expected' },
};

export const BASIS_WORDS: Readonly<Record<string, Bilingual>> = {
  months_since_issue: { zh: '发放以来的月数', en: 'Months since issue' },
  expiry: { zh: '距到期的月数', en: 'Months until expiry' },
  expected_redemption: { zh: '预计兑换前的月数', en: 'Months until expected redemption' },
};

export const KIND_WORDS: Readonly<Record<string, Bilingual>> = {
  sale: { zh: '销售赠送', en: 'Bonus of a sale' },
  purchased: { zh: '购买', en: 'Purchased' },
  promised: { zh: '销售时承诺', en: 'Promised at a sale' },
  free: { zh: '无偿赠送', en: 'Given away' },
  service: { zh: '服务回报', en: 'For a service' },
  referral: { zh: '推荐奖励', en: 'For a referral' },
  offset_only: { zh: '仅抵扣', en: 'Offset only' },
  elsewhere: { zh: '他方承担', en: 'Another entity’s' },
  issuer_paid: { zh: '发放商户付款', en: 'Paid for by the issuer' },
  agent_sale: { zh: '代发（销售）', en: 'As agent, with a sale' },
  agent_free: { zh: '代发（无偿）', en: 'As agent, without a sale' },
};

export const TREATMENT_WORDS: Readonly<Record<string, Bilingual>> = {
  contract_liability: { zh: '合同负债', en: 'Contract liability' },
  provision: { zh: '预计负债', en: 'Provision' },
  payable: { zh: '应付款', en: 'Payable' },
  none: { zh: '不确认', en: 'None' },
};

export const MOVEMENT_WORDS: Readonly<Record<string, Bilingual>> = {
  opening: { zh: '期初', en: 'Opening' },
  issued: { zh: '发放', en: 'Issued' },
  restored: { zh: '返还', en: 'Restored' },
  redeemed: { zh: '兑换', en: 'Redeemed' },
  expired: { zh: '过期', en: 'Expired' },
  reversed: { zh: '冲回', en: 'Reversed' },
  transferred_net: { zh: '转赠净额', en: 'Transfers, net' },
  exchanged_net: { zh: '换分净额', en: 'Exchanges, net' },
  adjusted: { zh: '调整', en: 'Adjusted' },
  forfeited: { zh: '清零', en: 'Forfeited' },
  debt_repaid: { zh: '偿还欠分', en: 'Debt repaid' },
  change_in_estimate: { zh: '估计变更', en: 'Change in estimate' },
  prior_period: { zh: '以前期间', en: 'Prior period' },
  closing: { zh: '期末', en: 'Closing' },
  debt_opening: { zh: '期初欠分', en: 'Debt, opening' },
  debt_incurred: { zh: '新增欠分', en: 'Debt incurred' },
  debt_settled: { zh: '已偿还欠分', en: 'Debt settled' },
  debt_cancelled: { zh: '已抵销欠分', en: 'Debt cancelled' },
  debt_closing: { zh: '期末欠分', en: 'Debt, closing' },
  pending_closing: { zh: '期末待生效', en: 'Pending, closing' },
};
