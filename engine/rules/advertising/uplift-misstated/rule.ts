import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'uplift-misstated',
  group: 'advertising',
  version: 1,
  title: { zh: '宣传的优惠幅度与重算不符', en: 'Claimed saving differs from the recomputed one' },
  explanation: {
    zh: '{subject_id} 于 {occurred_on} 宣称{claimed_metric} {observed}%，按 {original_points_price} 分降至 {promo_points_price} 分重算应为 {expected}%。',
    en: '{subject_id} claims on {occurred_on} that {claimed_metric} {observed} %; from {original_points_price} down to {promo_points_price} points it is {expected} %.',
  },
  words: {
    claimed_metric: {
      points_saved: { zh: '节省积分', en: 'points are saved by' },
      value_lift: { zh: '每分价值提高', en: 'a point is worth more by' },
    },
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: [
    {
      promotions: [
        'claimed_uplift_pct',
        'claimed_metric',
        'promo_points_price',
        'original_points_price',
        'starts_at',
      ],
    },
    {
      advertisements: ['claimed_uplift_pct', 'claimed_metric', 'promotion_id'],
      promotions: ['promo_points_price', 'original_points_price'],
    },
    {
      advertisements: ['claimed_uplift_pct', 'claimed_metric', 'item_id'],
      catalogue_items: ['points_price'],
    },
  ],
  parameters: {
    tolerance: {
      title: { zh: '允许的舍入误差', en: 'Rounding that is tolerated' },
      unit: '%',
      values: [
        {
          from: null,
          value: 0.5,
          why: {
            zh: '宣传常把百分比取整，取整误差不超过半个百分点；法律没有规定数值。',
            en: 'Claims are rounded to whole percents, half a point at most; no law sets a figure.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'competition-law-2019',
      article: '8',
      summary: {
        zh: '不得对商品作虚假或者引人误解的商业宣传。',
        en: 'No false or misleading commercial publicity.',
      },
      status: 'unverified',
    },
    {
      law: 'competition-law-2025',
      article: '9',
      summary: {
        zh: '不得对商品作虚假或者引人误解的商业宣传，欺骗、误导消费者。',
        en: 'No false or misleading commercial publicity that deceives consumers.',
      },
      status: 'verified',
      penalty: 'competition-law-25',
    },
  ],
  reads: ['data.advertisements', 'data.catalogue_items', 'data.promotions'],
});
