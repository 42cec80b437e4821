import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'value-guarantee-not-honoured',
  group: 'promises',
  version: 1,
  title: { zh: '兑换价值低于承诺的积分价值', en: 'Redeemed below the promised value of a point' },
  explanation: {
    zh: '{subject_id} 的规则承诺每分值 {expected} 元，会员兑换 {points} 分时实际只得到每分 {observed} 元（以首例为准），少得约 {money} 元。',
    en: 'The terms {subject_id} promise {expected} yuan a point; members who redeemed {points} points got {observed} (first instance), about {money} yuan less.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: {
    terms: ['point_value'],
    catalogue_items: ['cash_price', 'points_price'],
    point_events: ['item_id', 'quantity'],
  },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者和消费者有约定的，应当按照约定履行义务。',
        en: 'What was agreed with consumers must be kept.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '12',
      summary: {
        zh: '经营者以宣传、通知、声明、店堂告示等作出的承诺应当履行。',
        en: 'Businesses keep what they promise in publicity, notices and statements.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50',
    },
  ],
  reads: ['data.catalogue_items', 'meta.terms_periods', 'redemption.prices_paid'],
});
