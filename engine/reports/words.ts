import type { Bilingual } from '../contract/citation.ts';
import type { Nature, Outcome, Severity, SubjectType } from '../contract/finding.ts';
import type { GroupId } from '../rules/rule.ts';
import type { Language } from './document.ts';

/** Chooses a text by the report's language. */
export type Say = (zh: string, en: string) => string;

export function sayIn(language: Language): Say {
  return (zh, en) => (language === 'zh-CN' ? zh : en);
}

export const SEVERITY_WORDS: Readonly<Record<Severity, Bilingual>> = {
  critical: { zh: '危急', en: 'Critical' },
  high: { zh: '高', en: 'High' },
  medium: { zh: '中', en: 'Medium' },
  low: { zh: '低', en: 'Low' },
  info: { zh: '提示', en: 'Info' },
};

export const NATURE_WORDS: Readonly<Record<Nature, Bilingual>> = {
  violation: { zh: '违规', en: 'Violation' },
  indicator: { zh: '线索', en: 'Indicator' },
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, Bilingual>> = {
  pass: { zh: '未发现', en: 'Nothing found' },
  findings: { zh: '有发现', en: 'Findings' },
  not_evaluable: { zh: '无法评估', en: 'Not evaluable' },
  failed: { zh: '运行失败', en: 'Failed' },
};

export const GROUP_WORDS: Readonly<Record<GroupId, Bilingual>> = {
  disclosure: { zh: '规则告知', en: 'Disclosure' },
  promises: { zh: '承诺兑现', en: 'Promises' },
  advertising: { zh: '广告与促销', en: 'Advertising' },
  rewards: { zh: '兑换与退货', en: 'Rewards and returns' },
  cards: { zh: '银行卡积分', en: 'Card points' },
  payments: { zh: '支付与备付金', en: 'Payments' },
  crime: { zh: '异常交易', en: 'Suspicious patterns' },
  persons: { zh: '个人信息与未成年人', en: 'Persons' },
  green: { zh: '绿色积分', en: 'Green points' },
  integrity: { zh: '账务完整', en: 'Integrity' },
  own: { zh: '自有规则', en: 'Own rules' },
};

export const SUBJECT_WORDS: Readonly<Record<SubjectType, Bilingual>> = {
  account: { zh: '账户', en: 'Account' },
  advertisement: { zh: '广告', en: 'Advertisement' },
  batch: { zh: '导入批次', en: 'Batch' },
  campaign: { zh: '营销活动', en: 'Campaign' },
  fund_movement: { zh: '资金划转', en: 'Fund movement' },
  item: { zh: '兑换品', en: 'Item' },
  member: { zh: '会员', en: 'Member' },
  merchant: { zh: '商户', en: 'Merchant' },
  product: { zh: '商品', en: 'Product' },
  programme: { zh: '积分计划', en: 'Programme' },
  promotion: { zh: '促销', en: 'Promotion' },
  source: { zh: '数据来源', en: 'Source' },
  terms: { zh: '规则文本', en: 'Terms' },
  wallet: { zh: '积分类别', en: 'Wallet' },
};

/** How sure a citation is; see `engine/contract/citation.ts`. */
export const STATUS_WORDS: Readonly<Record<string, Bilingual>> = {
  verified: { zh: '已核对全文', en: 'read in full' },
  secondary: { zh: '据转载核对，未见原文', en: 'read in a reprint, not in the original' },
  unverified: { zh: '未核对条文', en: 'not checked against the text' },
  interpretation: {
    zh: '条文已核对，适用于积分是我们的理解',
    en: 'read; applying it to points is our reading',
  },
};

/** A word of a dictionary in the report's language; one that it has not is shown as it is. */
export function wordOf(
  dictionary: Readonly<Record<string, Bilingual>>,
  key: string | null,
  language: Language,
): string {
  if (key === null) return '';
  const word = dictionary[key];
  return word ? (language === 'zh-CN' ? word.zh : word.en) : key;
}

/** A dictionary as an SQL expression that gives the word of a column, or else what `otherwise` says. */
export function sqlWords(
  dictionary: Readonly<Record<string, Bilingual>>,
  column: string,
  language: Language,
  otherwise = column,
): string {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const branches = Object.keys(dictionary).map(
    (key) => `when ${quote(key)} then ${quote(wordOf(dictionary, key, language))}`,
  );
  return branches.length === 0 ? otherwise : `case ${column} ${branches.join(' ')} else ${otherwise} end`;
}

/** Articles that are no numbers, as the citations have them. */
const ARTICLE_WORDS: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  [
    ['14、附表', '14, annex'],
    ['一笔流水只有一种内容', 'an event has one content'],
    ['仅限家庭成员之间转赠', 'gifts within the household only'],
    ['余额可由流水重算', 'balances follow from events'],
    ['先有积分后使用', 'points exist before they are used'],
    ['全文', 'whole text'],
    ['商业贿赂条款（条号待核）', 'on commercial bribery (number to be checked)'],
    ['扣回与退还有据可查', 'what is taken or given back is traceable'],
    ['提前30日', '30 days ahead'],
    ['有奖销售档案', 'on files of prize promotions'],
    ['有效期规则一致执行', 'expiry is applied alike'],
    ['流水完整', 'events are complete'],
    ['碳积分条款（条号待核）', 'on carbon points (number to be checked)'],
    ['绿色产品持有有效认证', 'green products are certified'],
    ['绿色奖品占比', 'share of green rewards'],
    ['绿色积分奖励真实的绿色消费', 'green points reward real green purchases'],
    ['转出等于转入', 'what leaves arrives'],
    ['过期有据可查', 'expiries are traceable'],
    ['（条文号待核）', '(number to be checked)'],
    ['（背景）', '(background)'],
  ].map(([zh, en]) => [zh!, { zh: zh!, en: en! }]),
);

/** An article as the report's language writes it. */
export function articleWord(article: string, language: Language): string {
  const word = wordOf(ARTICLE_WORDS, article, language);
  return language === 'en' ? word.replaceAll('、', ', ') : word;
}

/** Who issues what is numbered; document numbers of other issuers are names and stay as they are. */
const ISSUERS: readonly (readonly [zh: string, en: string])[] = [
  ['市场监管总局、国家网信办令', 'Order of SAMR and CAC'],
  ['市场监管总局令', 'Order of SAMR'],
  ['国务院令', 'Order of the State Council'],
  ['中国人民银行令', 'Order of the PBOC'],
];

/** A law's document number, e.g. `国务院令第778号` as `Order of the State Council No. 778`. */
export function lawNumber(number: string, language: Language): string {
  if (language === 'zh-CN') return number;
  const [, issuer, year, no] = /^(.+?令)(?:〔(\d{4})〕)?第(\d+)号$/.exec(number) ?? [];
  const name = ISSUERS.find(([zh]) => zh === issuer)?.[1];
  return name ? `${name} ${year ? `[${year}] ` : ''}No. ${no}` : number;
}

/** {@link articleWord} as SQL. */
export function sqlArticle(column: string, language: Language): string {
  const words = sqlWords(ARTICLE_WORDS, column, language);
  return language === 'en' ? `replace(${words}, '、', ', ')` : words;
}
