import type { Bilingual } from '../contract/citation.ts';
import { ANSWERS, EVENT_TYPES } from './evidence-words.ts';

/** Words by which rules say what they saw and what should have been; ids, figures and people's own text are no words. */
export const SEEN_WORDS: Readonly<Record<string, Bilingual>> = {
  ...EVENT_TYPES,
  ...ANSWERS,
  none: { zh: '无', en: 'none' },
  missing: { zh: '缺少', en: 'missing' },
  'all published': { zh: '全部公布', en: 'all published' },
  'stock 0': { zh: '库存为 0', en: 'stock 0' },
  'stock > 0': { zh: '有库存', en: 'stock > 0' },
  unmarked: { zh: '未标明', en: 'not marked' },
  marked: { zh: '标明“广告”', en: 'marked' },
  source: { zh: '注明出处', en: 'a source' },
  household: { zh: '同一家庭的成员', en: 'a member of the household' },
  'no stake or no cash': { zh: '不投入积分，或奖品不可变现', en: 'no stake or no cash' },
  'prompt or acknowledgement': { zh: '有提示或会员确认', en: 'prompt or acknowledgement' },
  stated: { zh: '写明', en: 'stated' },
  prominent: { zh: '显著展示', en: 'prominent' },
  'not prominent': { zh: '未显著展示', en: 'not prominent' },
  undisclosed: { zh: '未写明有效期的不过期', en: 'no undisclosed expiry' },
  expired: { zh: '已过期', en: 'expired' },
  has_reminder: { zh: '又称到期提醒', en: 'a reminder of expiry' },
  dense: { zh: '编号连续', en: 'no gap' },
  lifetime: { zh: '终身有效', en: 'for life' },
  declined: { zh: '拒绝兑换', en: 'declined' },
  accepted: { zh: '接受兑换', en: 'accepted' },
  refused: { zh: '拒绝退货', en: 'refused' },
  approved: { zh: '同意退货', en: 'approved' },
  'premium voucher': { zh: '保费抵用', en: 'premium voucher' },
  'not on the restricted list': { zh: '不在禁限清单内', en: 'not on the restricted list' },
  tobacco: { zh: '烟草', en: 'tobacco' },
  medicine: { zh: '药品', en: 'medicine' },
  lottery: { zh: '彩票', en: 'lottery' },
  wildlife: { zh: '野生动物', en: 'wildlife' },
  formula: { zh: '婴儿配方食品', en: 'infant formula' },
  bought: { zh: '可购买', en: 'bought' },
  transferable: { zh: '可转让', en: 'transferable' },
  'cashed out': { zh: '可变现', en: 'cashed out' },
  'accepted by unaffiliated merchants': {
    zh: '无关联商户接受',
    en: 'accepted by unaffiliated merchants',
  },
  'not all of them': { zh: '不同时具备', en: 'not all of them' },
  'payments ordered by customers': { zh: '只按客户指令支付', en: 'payments ordered by customers' },
  points_funding: { zh: '用于积分资金', en: 'funding of points' },
  prize_kinds: { zh: '奖品种类', en: 'kinds of prizes' },
  disclosed_conditions: { zh: '参与条件', en: 'conditions' },
  times: { zh: '起止时间', en: 'times' },
  max_prize_value: { zh: '奖品最高价值', en: 'highest value of a prize' },
  quantity_or_probability: { zh: '数量或中奖概率', en: 'quantity or probability' },
  claim_terms: { zh: '兑奖办法', en: 'how prizes are claimed' },
  organiser: { zh: '主办方', en: 'organiser' },
  exchange_rules: { zh: '兑换规则', en: 'rules of exchange' },
  prize_scope: { zh: '使用范围', en: 'where it may be used' },
  prize_validity: { zh: '有效期限', en: 'how long it is good' },
  prize_limits: { zh: '使用限制', en: 'limits of use' },
  third_party: { zh: '提供奖品的其他经营者', en: 'the other merchant' },
  earn_conditions: { zh: '获得条件', en: 'how points are earned' },
  accumulation_rule: { zh: '累积规则', en: 'how points add up' },
  validity: { zh: '有效期', en: 'validity' },
  redemption_method: { zh: '兑换方法', en: 'how points are redeemed' },
  reference_product: { zh: '参照产品', en: 'reference product' },
  functional_unit: { zh: '功能单位', en: 'functional unit' },
  boundary: { zh: '边界', en: 'boundary' },
  green_factor_id: { zh: '排放因子', en: 'emission factor' },
  factor_year: { zh: '因子年份', en: 'year of the factor' },
  points_price: { zh: '所需积分', en: 'price in points' },
  limits: { zh: '限制条件', en: 'limits' },
};

/**
 * What a rule saw or expected, in the words of the reader's language where all of it are words that the rules have; what
 * the data say stays as it is. The kind of an event amid it is put into words too.
 *
 * @param own the rule's own words, which come first
 */
export function seenText(
  text: string,
  language: 'zh-CN' | 'en',
  own: Readonly<Record<string, Bilingual>> = {},
): string {
  const word = (code: string) => {
    const found = own[code] ?? SEEN_WORDS[code];
    return found && (language === 'zh-CN' ? found.zh : found.en);
  };
  const whole = word(text);
  if (whole !== undefined) return whole;
  const [colon, comma] = language === 'zh-CN' ? ['：', '、'] : [': ', ', '];
  const lead = /^missing: /.exec(text)?.[0] ?? '';
  const parts = text.slice(lead.length).split(', ').map(word);
  if (parts.every((part) => part !== undefined))
    return `${lead ? `${word('missing')}${colon}` : ''}${parts.join(comma)}`;
  // `transfer_in E5`, `earn 100.00`: the kind of an event and what it is.
  const [, kind, rest] = /^([a-z_]+)( \S+)$/.exec(text) ?? [];
  const said = kind === undefined ? undefined : word(kind);
  return said === undefined ? text : `${said}${rest}`;
}
