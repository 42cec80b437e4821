import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'promotion-changed-midway',
  group: 'advertising',
  version: 1,
  title: { zh: '活动开始后变更规则或奖品', en: 'Promotion changed midway to members’ disadvantage' },
  explanation: {
    zh: '活动 {subject_id} 开始之后，于 {occurred_on} 变更了{changed_zh}，对会员不利：原为“{expected}”，改为“{observed}”。',
    en: 'After promotion {subject_id} had begun, {changed_en} changed on {occurred_on} to members’ disadvantage: it was “{expected}” and became “{observed}”.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { promotions: ['version_from', 'starts_at'] },
  citations: [
    {
      law: 'promotion-rules',
      article: '13',
      summary: {
        zh: '有奖销售前应当公布奖项种类、参与条件、数量或者中奖概率、兑奖条件等信息，不得变更、附加条件或者影响兑奖，有利于消费者的除外。',
        en: 'What is published before a prize promotion must not be changed or tied to further conditions, unless to consumers’ advantage.',
      },
      status: 'secondary',
    },
    {
      law: 'competition-law-2025',
      article: '11',
      summary: {
        zh: '有奖销售活动开始后，无正当理由不得变更奖项种类、兑奖条件、奖金金额或者奖品等有奖销售信息。',
        en: 'Once a prize promotion has begun, kinds, conditions, amounts and prizes must not be changed without good reason.',
      },
      status: 'verified',
      penalty: 'competition-law-27',
    },
  ],
  reads: ['data.promotions'],
});
