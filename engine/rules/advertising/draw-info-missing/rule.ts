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
    zh: '抽奖活动 {subject_id} 自 {occurred_on} 起进行，却没有公布：{missing_zh}。会员无从知道怎样才能中奖、能得到什么。',
    en: 'Draw {subject_id}, running from {occurred_on}, does not publish: {missing_en}. Members cannot know what they may win and how.',
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
