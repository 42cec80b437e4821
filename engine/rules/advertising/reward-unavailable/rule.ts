import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'reward-unavailable',
  group: 'advertising',
  version: 1,
  title: { zh: '宣传的奖品始终无货', en: 'Reward advertised while never in stock' },
  explanation: {
    zh: '广告 {subject_id} 自 {occurred_on} 起宣传奖品 {item_id}，但投放期间目录库存一直为零，也没有一笔兑换。请人工核对是否以无货奖品招揽。',
    en: 'Advertisement {subject_id} has promised reward {item_id} since {occurred_on}; all the while the catalogue had none in stock and nobody redeemed it. A person should check whether it was bait.',
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'programme',
  needs: { advertisements: ['item_id', 'published_at'], catalogue_items: ['stock', 'valid_from'] },
  citations: [
    {
      law: 'price-marking',
      article: '19',
      summary: {
        zh: '不得以无法实现的价格条件等虚假手段诱骗消费者交易。',
        en: 'Consumers must not be lured by prices at which nothing can be had.',
      },
      status: 'verified',
      penalty: 'price-penalties-7',
    },
  ],
  reads: ['data.advertisements', 'data.catalogue_items', 'meta.programmes', 'redemption.prices_paid'],
});
