import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'raised-before-discount',
  group: 'advertising',
  version: 2,
  title: { zh: '先提价再打折或虚构原价', en: 'Price raised before a discount, or compared price too high' },
  explanation: {
    zh: '活动 {subject_id}（{occurred_on} 开始）把奖品 {item_id} 的被比较积分价写作 {observed} 分，而此前可见的最低积分价是 {expected} 分：{fault}。请人工核对提价有无合理理由。',
    en: 'Promotion {subject_id}, from {occurred_on}, compares the price of reward {item_id} with {observed} points, though it had been {expected}: {fault}. A person should check whether there was a reason.',
  },
  words: {
    fault: {
      raised: { zh: '积分价在活动开始前不久刚刚提高', en: 'the price had been raised shortly before' },
      above_lowest: {
        zh: '没有标明比较基准，且高于活动前七日的最低价',
        en: 'the basis is not marked, and the lowest price of the days before was lower',
      },
    },
  },
  severity: 'high',
  nature: 'indicator',
  level: 'programme',
  needs: {
    promotions: [
      'item_id',
      'starts_at',
      'promo_points_price',
      'original_points_price',
      'original_price_basis',
    ],
    catalogue_items: ['points_price', 'valid_from'],
  },
  parameters: {
    raise_days: {
      title: { zh: '促销前提价的观察天数', en: 'Days before a discount in which a raise counts' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 60,
          why: {
            zh: '法律只说“临时”提高，没有规定天数；取两个月作为人工核对的范围。',
            en: 'The law says “temporarily” and names no number of days; two months are what a person should look at.',
          },
        },
      ],
    },
    comparison_days: {
      title: { zh: '未标明基准时比较的天数', en: 'Days compared where the basis is not marked' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 7,
          why: {
            zh: '规范促销行为暂行规定第二十一条：未标明基准的，以促销前七日内最低成交价为准。',
            en: 'Art. 21 of the rules on promotions: without a basis, the lowest price of the seven days before.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'price-marking',
      article: '16, 17',
      summary: {
        zh: '进行价格比较应当真实准确并标明基准；不得在折价、减价前临时显著提高标示价格作为计算基准。',
        en: 'Price comparisons must be true and state their basis; a price must not be raised for a time to be the basis of a discount.',
      },
      status: 'interpretation',
      penalty: 'price-penalties-7',
    },
    {
      law: 'promotion-rules',
      article: '21',
      summary: {
        zh: '未标明或者未准确标明基准的，折价、减价应当以促销活动前七日内的最低成交价格为基准。',
        en: 'Where the basis is not marked, a discount is taken from the lowest price of the seven days before.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.catalogue_items', 'data.promotions', 'meta.programmes', 'redemption.prices_paid'],
});
