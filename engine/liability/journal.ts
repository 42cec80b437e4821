import { divideRounded, type Money } from './allocation.ts';

/** What an account is for; `account_codes` of the settings replaces the codes. */
export const ACCOUNTS = {
  bank: { code: '1002', name: '银行存款' },
  inventory: { code: '1405', name: '库存商品' },
  contract_cost: { code: '1475', name: '合同取得成本' },
  payable: { code: '2202', name: '应付账款' },
  contract_liability: { code: '2205', name: '合同负债' },
  output_tax: { code: '2221', name: '应交税费—应交增值税(销项税额)' },
  provision: { code: '2801', name: '预计负债' },
  revenue: { code: '6001', name: '主营业务收入' },
  cost_of_sales: { code: '6401', name: '主营业务成本' },
  selling_expense: { code: '6601', name: '销售费用' },
} as const;
export type Account = keyof typeof ACCOUNTS;

/** What one wallet and month comes to; amounts in 1/10^4 of the currency unit. */
export interface MonthSums {
  readonly wallet: string;
  /** Months count from year 0. */
  readonly month: number;
  readonly contract: {
    readonly gross: Money;
    readonly net: Money;
    readonly allocated: Money;
    readonly grossReversed: Money;
    readonly netReversed: Money;
    readonly allocatedReversed: Money;
    /** Allocated to the points redeemed in the month, less given back. */
    readonly redeemed: Money;
    readonly changeInEstimate: Money;
    /** What late events of closed periods add to the liability. */
    readonly priorPeriod: Money;
    /** Cost of the points redeemed. */
    readonly cost: Money;
    /** Of a thousand redeemed points, those at merchants for which the entity is agent, times 1000 (millionths). */
    readonly agentShare: bigint;
  };
  readonly provisions: readonly {
    readonly kind: string;
    readonly granted: Money;
    readonly redeemed: Money;
    readonly changeInEstimate: Money;
    readonly priorPeriod: Money;
  }[];
  readonly cash: { readonly gross: Money; readonly net: Money };
  /** Of a merchant that is agent for its points: what it owes for those it handed out, less for those taken back. */
  readonly payables: {
    /** With sales, whose prices without the points' are its revenue. */
    readonly sold: Sale;
    readonly soldReversed: Sale;
    /** Owed for points handed out without a sale. */
    readonly given: Money;
  };
}

/** The price of a month's sales and what of it is not revenue at the sale. */
export interface Sale {
  readonly gross: Money;
  readonly net: Money;
  /** Allocated to points, or owed for them. */
  readonly allocated: Money;
}

/** One line; exactly one of debit and credit is not zero. */
export interface JournalLine {
  readonly entryNo: number;
  readonly month: number;
  readonly account: Account;
  readonly debit: Money;
  readonly credit: Money;
  readonly explanation: string;
  readonly ref: string;
}

/** A debit (+) or credit (−) of an account. */
type Leg = readonly [Account, Money];

/**
 * The journal of a programme: `reclassify` where the ERP has posted each sale as revenue (the allocated part is taken out
 * of it), `full` where it has not. Every entry balances; an amount below zero goes to the other side.
 *
 * @param months in the order in which entries are numbered
 */
export function journalLines(months: readonly MonthSums[], mode: 'reclassify' | 'full'): JournalLine[] {
  const lines: JournalLine[] = [];
  let entryNo = 0;
  for (const sums of months) {
    for (const { name, explanation, legs } of entriesOf(sums, mode)) {
      const moved = legs.filter(([, amount]) => amount !== 0n);
      if (moved.length === 0) continue;
      if (moved.reduce((total, [, amount]) => total + amount, 0n) !== 0n)
        throw new Error(`The entry ${name} of ${sums.wallet} does not balance.`);
      entryNo++;
      for (const [account, amount] of moved) {
        lines.push({
          entryNo,
          month: sums.month,
          account,
          debit: amount > 0n ? amount : 0n,
          credit: amount < 0n ? -amount : 0n,
          explanation,
          ref: `${sums.wallet}/${name}`,
        });
      }
    }
  }
  return lines;
}

interface Entry {
  readonly name: string;
  readonly explanation: string;
  readonly legs: readonly Leg[];
}

function entriesOf(sums: MonthSums, mode: 'reclassify' | 'full'): Entry[] {
  const { contract, cash, payables } = sums;
  const sale = { gross: contract.gross, net: contract.net, allocated: contract.allocated };
  const refund = {
    gross: -contract.grossReversed,
    net: -contract.netReversed,
    allocated: -contract.allocatedReversed,
  };
  const entries: Entry[] = [
    { name: 'sale', explanation: '销售时分摊至积分的交易价格', legs: saleLegs(sale, mode) },
    { name: 'refund', explanation: '退货冲回原分摊', legs: saleLegs(refund, mode) },
    {
      name: 'payable',
      explanation: '代发积分应付积分运营方',
      legs: saleLegs(payables.sold, mode, 'payable'),
    },
    {
      name: 'payable-refund',
      explanation: '退货冲回代发积分的应付款',
      legs: saleLegs(opposite(payables.soldReversed), mode, 'payable'),
    },
    {
      name: 'payable-free',
      explanation: '无偿代发积分应付积分运营方',
      legs: [
        ['selling_expense', payables.given],
        ['payable', -payables.given],
      ],
    },
    { name: 'redemption', explanation: '积分兑换确认收入', legs: redemptionLegs(contract) },
    {
      name: 'estimate',
      explanation: '兑换率估计变更',
      legs: [
        ['revenue', contract.changeInEstimate],
        ['contract_liability', -contract.changeInEstimate],
      ],
    },
    {
      name: 'prior-period',
      explanation: '已结账期间的迟到事项',
      legs: [
        ['revenue', contract.priorPeriod],
        ['contract_liability', -contract.priorPeriod],
      ],
    },
  ];
  if (mode === 'full') {
    entries.push({
      name: 'cash',
      explanation: '兑换时收取的现金',
      legs: [
        ['bank', cash.gross],
        ['revenue', -cash.net],
        ['output_tax', cash.net - cash.gross],
      ],
    });
  }
  return [...entries, ...sums.provisions.flatMap(provisionEntries)];
}

function saleLegs(
  sale: Sale,
  mode: 'reclassify' | 'full',
  owedAs: 'contract_liability' | 'payable' = 'contract_liability',
): Leg[] {
  if (mode === 'reclassify') {
    return [
      ['revenue', sale.allocated],
      [owedAs, -sale.allocated],
    ];
  }
  return [
    ['bank', sale.gross],
    ['revenue', sale.allocated - sale.net],
    [owedAs, -sale.allocated],
    ['output_tax', sale.net - sale.gross],
  ];
}

function opposite({ gross, net, allocated }: Sale): Sale {
  return { gross: -gross, net: -net, allocated: -allocated };
}

/** As principal gross revenue and cost of sales; as agent the cost is owed to the merchant and only the rest is revenue. */
function redemptionLegs(contract: MonthSums['contract']): Leg[] {
  const asAgent = divideRounded(contract.cost * contract.agentShare, 1_000_000n);
  const asPrincipal = contract.cost - asAgent;
  return [
    ['contract_liability', contract.redeemed],
    ['revenue', asAgent - contract.redeemed],
    ['payable', -asAgent],
    ['cost_of_sales', asPrincipal],
    ['inventory', -asPrincipal],
  ];
}

function provisionEntries(given: MonthSums['provisions'][number]): Entry[] {
  const expense: Account = given.kind === 'referral' ? 'contract_cost' : 'selling_expense';
  return [
    {
      name: `grant/${given.kind}`,
      explanation: given.kind === 'referral' ? '推荐奖励积分(合同取得成本)' : '赠送积分计提预计负债',
      legs: [
        [expense, given.granted],
        ['provision', -given.granted],
      ],
    },
    {
      name: `use/${given.kind}`,
      explanation: '赠送积分兑换',
      legs: [
        ['provision', given.redeemed],
        ['inventory', -given.redeemed],
      ],
    },
    {
      name: `provision-estimate/${given.kind}`,
      explanation: '预计负债估计变更',
      legs: [
        [expense, given.changeInEstimate],
        ['provision', -given.changeInEstimate],
      ],
    },
    {
      name: `prior-period/${given.kind}`,
      explanation: '已结账期间的迟到事项',
      legs: [
        [expense, given.priorPeriod],
        ['provision', -given.priorPeriod],
      ],
    },
  ];
}
