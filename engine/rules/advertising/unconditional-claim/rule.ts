import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'unconditional-claim',
  group: 'advertising',
  version: 1,
  title: { zh: '宣传奖品却不说明所需积分或限制', en: 'Reward advertised without its points price or limits' },
  explanation: {
    zh: '{occurred_on} 发布的广告 {subject_id} 宣传兑换奖品，却没有说明{missing}：“{text}”。会员看到的优惠与实际能得到的不一致。',
    en: 'Advertisement {subject_id} of {occurred_on} names a reward but does not tell {missing}: “{text}”. Members cannot know what the offer takes.',
  },
  words: {
    missing: {
      points_price: { zh: '所需积分', en: 'its price in points' },
      limits: { zh: '兑换限制', en: 'its limits' },
    },
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { advertisements: ['text', 'discloses_points_price', 'discloses_limits'] },
  citations: [
    {
      law: 'price-marking',
      article: '19(6)',
      summary: {
        zh: '不得不标示或者显著弱化标示对消费者不利的价格条件。',
        en: 'Price conditions to the consumer’s disadvantage must not be left out or played down.',
      },
      status: 'verified',
      penalty: 'price-penalties-7',
    },
    {
      law: 'advertising-law',
      article: '8',
      summary: {
        zh: '广告对商品、服务的价格、允诺以及赠送的品种、规格、数量、期限和方式应当表示准确、清楚、明白。',
        en: 'Prices, promises and what is given away, how much, until when and how, must be stated accurately and clearly.',
      },
      status: 'verified',
    },
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
    {
      law: 'consumer-law',
      article: '20',
      summary: {
        zh: '向消费者提供的信息应当真实、全面，不得作虚假或者引人误解的宣传。',
        en: 'What consumers are told must be true and complete, and publicity must not mislead.',
      },
      status: 'verified',
      penalty: 'consumer-law-56',
    },
    {
      law: 'promotion-rules',
      article: '20',
      summary: {
        zh: '折价、减价、有条件的优惠应当标明条件，不得以附加条件误导。',
        en: 'A conditional offer must state its conditions.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.advertisements', 'data.catalogue_items'],
});
