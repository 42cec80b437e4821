import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'inferior-reward',
  group: 'rewards',
  version: 1,
  title: {
    zh: '奖品因质量退货明显多于同类',
    en: 'Reward returned for its quality more often than its peers',
  },
  explanation: {
    zh: '奖品 {subject_id} 兑换 {redemptions} 次，因质量退货 {quality_returns} 次（{observed}），同类其他奖品为 {expected}；如此差异出于偶然的可能性只有 {probability}。请人工核对是否以次充好。',
    en: 'Reward {subject_id} was redeemed {redemptions} times and came back for its quality {quality_returns} times ({observed}; its peers {expected}). Chance alone would do so with probability {probability}. A person should check its quality.',
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'programme',
  needs: { point_events: ['item_id'], returns: ['event_id', 'kind'], catalogue_items: ['category'] },
  parameters: {
    significance: {
      title: { zh: '显著性水平', en: 'Level of significance' },
      unit: 'probability',
      values: [
        {
          from: null,
          value: 0.001,
          why: {
            zh: 'Fisher 精确检验，单侧；低于千分之一才提示。法律没有规定数值。',
            en: 'Fisher’s exact test, one-sided; only below one in a thousand. No law sets a figure.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'product-quality-law',
      article: '26, 39',
      summary: {
        zh: '生产者应当对产品质量负责；销售者不得以次充好、以不合格产品冒充合格产品。',
        en: 'Makers answer for quality; sellers must not pass off inferior goods as good ones.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '7',
      summary: {
        zh: '奖品、赠品、免费提供的商品也应当保证质量、保障安全。',
        en: 'Prizes, gifts and goods given free must be safe and of good quality too.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.catalogue_items', 'redemption.prices_paid'],
});
