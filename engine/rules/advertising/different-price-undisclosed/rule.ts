import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'different-price-undisclosed',
  group: 'advertising',
  version: 1,
  title: { zh: '同一奖品对不同会员收取不同积分', en: 'Members charged different points for the same reward' },
  explanation: {
    zh: '奖品 {subject_id} 在 {occurred_on} 同一天、同一渠道、同样现金条件下，有会员付 {expected} 分，也有会员付 {observed} 分，而目录和活动都没有公示过这样的分组价格。',
    en: 'On {occurred_on}, in one channel and for the same cash, some members paid {expected} points for reward {subject_id} and others {observed}; neither catalogue nor promotions disclose such a price for a group.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: {
    point_events: ['item_id', 'quantity', 'channel'],
    catalogue_items: ['points_price', 'eligible_segment'],
  },
  citations: [
    {
      law: 'consumer-regulation',
      article: '9',
      summary: {
        zh: '不得在消费者不知情的情况下，对同一商品或者服务在同等交易条件下设置不同的价格或者收费标准。',
        en: 'No different prices for the same thing on equal terms without consumers’ knowledge.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50-grave',
    },
    {
      law: 'platform-pricing',
      article: '8, 15',
      summary: {
        zh: '平台内不得在消费者不知情的情况下实行差别定价，优惠规则应当公示。',
        en: 'Platforms must not price differently without consumers’ knowledge, and must publish the rules of rebates.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.catalogue_items', 'data.promotions', 'redemption.prices_paid'],
});
