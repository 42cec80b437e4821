import { defineRule } from '../../rule.ts';

const PUBLISHED = [
  'kind',
  'starts_at',
  'ends_at',
  'disclosed_conditions',
  'max_prize_value',
  'prize_kinds',
  'claim_terms',
  'organiser',
];

export const rule = defineRule({
  id: 'draw-info-missing',
  group: 'advertising',
  version: 1,
  title: { zh: '抽奖未公布应当公布的信息', en: 'Draw without the information it must publish' },
  explanation: {
    zh: '抽奖活动 {subject_id} 自 {occurred_on} 起进行，却没有公布：{missing}。会员无从知道怎样才能中奖、能得到什么。',
    en: 'Draw {subject_id}, running from {occurred_on}, does not publish: {missing}. Members cannot know what they may win and how.',
  },
  words: {
    missing: {
      prize_kinds: { zh: '奖品种类', en: 'kinds of prizes' },
      disclosed_conditions: { zh: '参与条件', en: 'conditions' },
      times: { zh: '活动时间', en: 'times' },
      max_prize_value: { zh: '奖金金额或奖品价格', en: 'amount' },
      quantity_or_probability: { zh: '奖品数量或中奖概率', en: 'quantity or probability' },
      claim_terms: { zh: '兑奖方式与条件', en: 'how to claim' },
      organiser: { zh: '主办方', en: 'organiser' },
    },
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: [
    { promotions: [...PUBLISHED, 'stated_probability'] },
    { promotions: [...PUBLISHED, 'stated_quantity'] },
  ],
  citations: [
    {
      law: 'promotion-rules',
      article: '13',
      summary: {
        zh: '有奖销售前应当明确公布奖项种类、参与条件、参与方式、开奖时间、奖金金额或者奖品价格、奖品数量或者中奖概率、兑奖方式、主办方等信息。',
        en: 'Kinds of prizes, conditions, times, amounts, quantity or probability, how to claim and who organises must be published before a prize promotion.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.promotions', 'meta.programmes'],
});
