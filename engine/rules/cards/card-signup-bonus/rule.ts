import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'card-signup-bonus',
  group: 'cards',
  version: 1,
  title: { zh: '积分主要来自开卡而非消费', en: 'Points come from opening cards rather than spending' },
  explanation: {
    zh: '{year} 年，银行 {subject_id} 发放的积分中有 {observed} 来自开卡奖励（{opening_points} 分），高于 {expected} 的对照线。请人工核对是否以发卡数量为考核、是否过度营销。',
    en: 'In {year}, {observed} of the points that bank {subject_id} gave were for opening a card ({opening_points} points), above the yardstick of {expected}. A person should check whether cards are pushed for their number.',
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'programme',
  needs: { point_events: ['reason', 'merchant_id'], merchants: ['industry'] },
  parameters: {
    highest_share: {
      title: { zh: '开卡积分占比的对照线', en: 'Highest share of points for opening cards' },
      unit: 'share',
      values: [
        {
          from: null,
          value: 0.5,
          why: {
            zh: '通知没有规定数值；过半的积分与消费无关时提示人工核对。',
            en: 'The notice sets no figure; a person looks where more than half of the points have nothing to do with spending.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'credit-card-notice',
      article: '（背景）',
      summary: {
        zh: '不得直接或者间接以发卡数量、客户数量等作为单一或者主要的考核指标。',
        en: 'The number of cards issued must not be the only or main measure of performance.',
      },
      status: 'secondary',
    },
  ],
  reads: ['balances.earnings', 'data.merchants'],
});
