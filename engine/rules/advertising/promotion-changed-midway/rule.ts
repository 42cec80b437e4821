import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'promotion-changed-midway',
  group: 'advertising',
  version: 1,
  title: { zh: '活动开始后变更规则或奖品', en: 'Promotion changed midway to members’ disadvantage' },
  explanation: {
    zh: '活动 {subject_id} 开始之后，于 {occurred_on} 变更了{changed}，对会员不利：原为“{expected}”，改为“{observed}”。',
    en: 'After promotion {subject_id} had begun, {changed} changed on {occurred_on} to members’ disadvantage: it was “{expected}” and became “{observed}”.',
  },
  words: {
    changed: {
      multiplier: { zh: '积分倍数', en: 'the multiple of points' },
      bonus_points: { zh: '赠送积分', en: 'the bonus' },
      promo_points_price: { zh: '活动积分价', en: 'the price in points' },
      ends_at: { zh: '结束时间', en: 'the end' },
      max_prize_value: { zh: '最高奖价值', en: 'the top prize' },
      stated_probability: { zh: '中奖概率', en: 'the chance of winning' },
      stated_quantity: { zh: '奖品数量', en: 'the number of prizes' },
      prize_limits: { zh: '兑奖限制', en: 'the limits of the prize' },
      eligible_segment: { zh: '参与资格', en: 'who may take part' },
      prize_kinds: { zh: '奖品种类', en: 'the kind of prize' },
    },
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
