import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'prize-over-cap',
  group: 'advertising',
  version: 1,
  title: { zh: '抽奖最高奖超过五万元', en: 'Top prize above the legal cap' },
  explanation: {
    zh: '抽奖活动 {subject_id}（{occurred_on}）的最高奖价值 {observed} 元，超过上限 {expected} 元。使用权按市场价格计，同一人多次中奖合并计算。',
    en: 'The top prize of draw {subject_id} ({occurred_on}) is worth {observed} yuan; the cap is {expected}. Use rights count at their market price, and what one person wins counts together.',
  },
  severity: 'critical',
  nature: 'violation',
  level: 'programme',
  needs: [{ promotions: ['kind', 'max_prize_value'] }, { draws: ['promotion_id', 'prize_value', 'won'] }],
  parameters: {
    cap: {
      title: { zh: '抽奖式有奖销售最高奖金额', en: 'Highest prize of a draw' },
      unit: 'CNY',
      values: [
        {
          from: null,
          value: 50_000,
          why: {
            zh: '反不正当竞争法：抽奖式有奖销售，最高奖的金额不得超过五万元。',
            en: 'Anti-Unfair Competition Law: the top prize of a draw must not exceed 50,000 yuan.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'promotion-rules',
      article: '17, 18',
      summary: {
        zh: '抽奖式有奖销售最高奖不得超过五万元；以物品、使用权等形式兑现的，按市场价格计算；同一消费者的多次机会合并计算。',
        en: 'The top prize must not exceed 50,000 yuan; goods and use rights count at market price, several chances of one consumer together.',
      },
      status: 'secondary',
    },
    {
      law: 'competition-law-2019',
      article: '10',
      summary: {
        zh: '抽奖式的有奖销售，最高奖的金额超过五万元的，不得为之。',
        en: 'No draw with a top prize above 50,000 yuan.',
      },
      status: 'unverified',
    },
    {
      law: 'competition-law-2025',
      article: '11',
      summary: {
        zh: '抽奖式的有奖销售，最高奖的金额不得超过五万元。',
        en: 'The top prize of a draw must not exceed 50,000 yuan.',
      },
      status: 'verified',
      penalty: 'competition-law-27',
    },
  ],
  reads: ['data.catalogue_items', 'data.draws', 'data.promotions'],
});
