import type { Bilingual } from '../contract/citation.ts';

/** A law, regulation or order: when it is in force and how it is called. */
export interface Law {
  readonly title: Bilingual;
  readonly number?: string;
  /** First day in force of the text that is cited; null: no law, but the programme's own books or terms. */
  readonly from: string | null;
  /** First day no longer in force. */
  readonly to?: string;
}

const law = (zh: string, en: string, from: string | null, more: Omit<Law, 'title' | 'from'> = {}): Law => ({
  title: { zh, en },
  from,
  ...more,
});

/**
 * Every law a rule may cite. A revision is a new entry, and the old one gets its last day; entries are never edited
 * otherwise, so that an event is judged by the text of its day.
 */
export const LAWS = {
  'accounting-archives': law('会计档案管理办法', 'Measures for Accounting Archives', '2016-01-01'),
  'advertising-law': law('中华人民共和国广告法', 'Advertising Law', '2015-09-01'),
  'anti-money-laundering': law('中华人民共和国反洗钱法', 'Anti-Money Laundering Law', '2025-01-01'),
  'civil-code': law('中华人民共和国民法典', 'Civil Code', '2021-01-01'),
  'competition-law-2019': law(
    '中华人民共和国反不正当竞争法（2019）',
    'Anti-Unfair Competition Law (2019)',
    '2019-04-23',
    {
      to: '2025-10-15',
    },
  ),
  'competition-law-2025': law(
    '中华人民共和国反不正当竞争法（2025修订）',
    'Anti-Unfair Competition Law (2025)',
    '2025-10-15',
  ),
  'consumer-law': law('中华人民共和国消费者权益保护法', 'Consumer Rights Protection Law', '2014-03-15'),
  'consumer-penalties': law(
    '侵害消费者权益行为处罚办法',
    'Penalties for Infringing Consumer Rights',
    '2015-03-15',
  ),
  'consumer-regulation': law(
    '消费者权益保护法实施条例',
    'Implementing Regulation of the Consumer Law',
    '2024-07-01',
    {
      number: '国务院令第778号',
    },
  ),
  'contract-supervision': law(
    '合同行政监督管理办法',
    'Administrative Supervision of Contracts',
    '2023-07-01',
    {
      number: '市场监管总局令第77号',
    },
  ),
  'credit-card-notice': law(
    '关于进一步促进信用卡业务规范健康发展的通知',
    'Notice on Credit Card Business',
    '2022-07-07',
    {
      number: '银保监规〔2022〕13号',
    },
  ),
  'criminal-law': law('中华人民共和国刑法', 'Criminal Law', '1997-10-01'),
  'e-commerce-law': law('中华人民共和国电子商务法', 'E-Commerce Law', '2019-01-01'),
  'green-consumption': law(
    '关于实施绿色消费推进行动的通知',
    'Notice on Promoting Green Consumption',
    '2026-01-05',
  ),
  'illegal-fundraising': law('防范和处置非法集资条例', 'Regulation on Illegal Fund-raising', '2021-05-01', {
    number: '国务院令第737号',
  }),
  'insurance-law': law('中华人民共和国保险法', 'Insurance Law', '2015-04-24'),
  'internet-advertising': law('互联网广告管理办法', 'Measures for Internet Advertising', '2023-05-01', {
    number: '市场监管总局令第72号',
  }),
  'minors-network': law('未成年人网络保护条例', 'Regulation on Protecting Minors Online', '2024-01-01'),
  'network-data': law('网络数据安全管理条例', 'Regulation on Network Data Security', '2025-01-01'),
  'online-consumption-interpretation': law(
    '最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一）',
    'Supreme Court on Online Consumption Disputes (1)',
    '2022-03-15',
    { number: '法释〔2022〕8号' },
  ),
  'online-trading': law('网络交易监督管理办法', 'Measures for Online Trading', '2021-05-01', {
    number: '市场监管总局令第37号',
  }),
  'payment-regulation': law(
    '非银行支付机构监督管理条例',
    'Regulation on Non-bank Payment Institutions',
    '2024-05-01',
    {
      number: '国务院令第768号',
    },
  ),
  'personal-information': law(
    '中华人民共和国个人信息保护法',
    'Personal Information Protection Law',
    '2021-11-01',
  ),
  'platform-pricing': law('互联网平台价格行为规则', 'Rules for Pricing by Internet Platforms', '2026-04-10', {
    number: '发改价格规〔2025〕1607号',
  }),
  'platform-rules': law(
    '网络交易平台规则监督管理办法',
    'Supervision of Rules of Trading Platforms',
    '2026-02-01',
    {
      number: '市场监管总局、国家网信办令第116号',
    },
  ),
  'prepaid-interpretation': law(
    '最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释',
    'Supreme Court on Prepaid Consumption',
    '2025-05-01',
    { number: '法释〔2025〕4号' },
  ),
  'price-law': law('中华人民共和国价格法', 'Price Law', '1998-05-01'),
  'price-marking': law('明码标价和禁止价格欺诈规定', 'Price Marking and Price Fraud', '2022-07-01', {
    number: '市场监管总局令第56号',
  }),
  'price-penalties': law('价格违法行为行政处罚规定', 'Penalties for Price Violations', '2010-12-04'),
  'product-quality-law': law('中华人民共和国产品质量法', 'Product Quality Law', '2018-12-29'),
  'promotion-rules': law('规范促销行为暂行规定', 'Interim Rules on Promotions', '2020-12-01', {
    number: '市场监管总局令第32号',
  }),
  'pyramid-criminal': law(
    '关于办理组织领导传销活动刑事案件适用法律若干问题的意见',
    'Opinions on Pyramid Selling Crimes',
    '2013-11-14',
    {
      number: '公通字〔2013〕37号',
    },
  ),
  'pyramid-selling': law('禁止传销条例', 'Regulation Prohibiting Pyramid Selling', '2005-11-01', {
    number: '国务院令第444号',
  }),
  'reserve-funds': law('非银行支付机构客户备付金存管办法', 'Custody of Payment Reserve Funds', '2021-03-01', {
    number: '中国人民银行令〔2021〕第1号',
  }),
  'seven-day-return': law(
    '网络购买商品七日无理由退货暂行办法',
    'Seven-day Returns of Goods Bought Online',
    '2017-03-15',
  ),
  'shenzhen-carbon': law('深圳市碳普惠管理办法', 'Shenzhen Measures for Carbon Inclusion', '2022-08-18', {
    to: '2027-08-18',
  }),
  'drug-online-sales': law('药品网络销售监督管理办法', 'Supervision of Online Drug Sales', '2022-12-01', {
    number: '市场监管总局令第58号',
  }),
  'lottery-regulation': law('彩票管理条例', 'Regulation on Lotteries', '2009-07-01', {
    number: '国务院令第554号',
  }),
  'tobacco-law': law('中华人民共和国烟草专卖法', 'Tobacco Monopoly Law', '1992-01-01'),
  'wildlife-law': law('中华人民共和国野生动物保护法', 'Wildlife Protection Law', '2023-05-01'),
  'zhejiang-consumer': law(
    '浙江省实施《消费者权益保护法》办法',
    'Zhejiang Measures for the Consumer Law',
    '2017-05-01',
  ),
  /** Not law: what the programme itself wrote, sold or booked. No date. */
  'programme-terms': law('本计划自身条款与承诺', "The programme's own terms and promises", null),
  traceability: law('可追溯（本计划自身账簿）', "Traceability of the programme's own books", null),
  /** Not law: a yardstick that is often mistaken for one. */
  benchmark: law('行业对照值（并非法律规定）', 'A benchmark of the trade, not law', null),
} as const satisfies Record<string, Law>;

export type LawId = keyof typeof LAWS;
