import { defineRule } from '../../rule.ts';

/** The day from which an entry of the list counts, and its words. */
const since = (from: string, value: string, zh: string, en: string) => [
  { from: null, value: '', why: { zh: '此前不列入清单。', en: 'Not on the list before.' } },
  { from, value, why: { zh, en } },
];

export const rule = defineRule({
  id: 'prohibited-reward',
  group: 'rewards',
  version: 1,
  title: { zh: '以禁限商品作为奖品', en: 'Reward on the restricted list' },
  explanation: {
    zh: '目录中的奖品 {subject_id}“{name}”属于{entry}，不得以积分兑换或者赠送（{in_force_on} 在售）。',
    en: 'Reward {subject_id} “{name}” is {entry}, which may not be given for points (offered on {in_force_on}).',
  },
  words: {
    entry: {
      tobacco: { zh: '烟草制品', en: 'tobacco' },
      medicine: { zh: '处方药或甲类非处方药', en: 'prescription or class-A OTC medicine' },
      lottery: { zh: '彩票', en: 'a lottery ticket' },
      wildlife: { zh: '受保护野生动物制品', en: 'made of protected wildlife' },
      formula: { zh: '婴儿配方乳粉', en: 'infant formula' },
    },
  },
  severity: 'critical',
  nature: 'violation',
  level: 'programme',
  needs: { catalogue_items: ['name'] },
  parameters: {
    tobacco: {
      title: { zh: '烟草制品', en: 'Tobacco' },
      unit: 'regular expression',
      values: since(
        '1992-01-01',
        '香烟|卷烟|雪茄|烟丝|烟草|电子烟|tobacco|cigarette',
        '烟草专卖法：烟草制品实行专卖，须持证零售。',
        'Tobacco Monopoly Law: only licensed retail may hand out tobacco.',
      ),
    },
    medicine: {
      title: { zh: '处方药与甲类非处方药', en: 'Prescription and class-A OTC medicine' },
      unit: 'regular expression',
      values: since(
        '2022-12-01',
        '处方药|甲类(非处方|otc)|prescription|otc_a',
        '药品网络销售监督管理办法：不得以赠送方式向个人提供处方药、甲类非处方药。',
        'Supervision of Online Drug Sales: no gifts of prescription or class-A OTC medicine.',
      ),
    },
    lottery: {
      title: { zh: '彩票', en: 'Lottery tickets' },
      unit: 'regular expression',
      values: since(
        '2009-07-01',
        '彩票|刮刮乐|双色球|福彩|体彩|lottery',
        '彩票管理条例：彩票由获授权的机构和代销者销售。',
        'Regulation on Lotteries: only authorised agents sell tickets.',
      ),
    },
    wildlife: {
      title: { zh: '受保护野生动物及其制品', en: 'Protected wildlife' },
      unit: 'regular expression',
      values: since(
        '2023-05-01',
        '象牙|犀角|虎骨|豹骨|穿山甲|玳瑁|砗磲|熊胆|野生动物|wildlife',
        '野生动物保护法：禁止出售、购买、利用国家重点保护野生动物及其制品。',
        'Wildlife Protection Law: no trade in or use of protected animals and what is made of them.',
      ),
    },
    formula: {
      title: { zh: '婴儿配方乳粉', en: 'Infant formula' },
      unit: 'regular expression',
      values: since(
        '2015-09-01',
        '婴儿配方|婴幼儿配方|母乳代用|[1一]段奶粉|奶粉[1一]段|infant_formula|infant formula',
        '广告法：限制宣传替代母乳的婴儿乳制品；作为奖品属于推销。',
        'Advertising Law: no promotion of substitutes for breast milk; giving them as rewards promotes them.',
      ),
    },
  },
  citations: [
    {
      law: 'tobacco-law',
      article: '（条文号待核）',
      summary: {
        zh: '烟草制品实行专卖，经营须有许可。',
        en: 'Tobacco is a monopoly; dealing in it needs a licence.',
      },
      status: 'unverified',
    },
    {
      law: 'drug-online-sales',
      article: '（条文号待核）',
      summary: {
        zh: '不得以买赠等方式向个人赠送处方药、甲类非处方药。',
        en: 'Prescription and class-A OTC medicine must not be given away.',
      },
      status: 'unverified',
    },
    {
      law: 'lottery-regulation',
      article: '（条文号待核）',
      summary: {
        zh: '彩票只能由获授权的机构和代销者销售。',
        en: 'Only authorised agents may sell lottery tickets.',
      },
      status: 'unverified',
    },
    {
      law: 'wildlife-law',
      article: '（条文号待核）',
      summary: {
        zh: '禁止出售、购买、利用国家重点保护野生动物及其制品。',
        en: 'Protected animals and what is made of them must not be traded.',
      },
      status: 'unverified',
    },
    {
      law: 'advertising-law',
      article: '（条文号待核）',
      summary: {
        zh: '不得宣传声称替代母乳的婴儿乳制品。',
        en: 'Substitutes for breast milk must not be promoted.',
      },
      status: 'unverified',
    },
  ],
  reads: ['data.catalogue_items', 'meta.programmes', 'redemption.prices_paid'],
});
