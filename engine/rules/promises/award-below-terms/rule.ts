import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'award-below-terms',
  group: 'promises',
  version: 1,
  title: { zh: '入账积分少于规则承诺', en: 'Fewer points awarded than the terms promise' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 的获得（流水 {event_id}）入账 {observed} 分，按规则应为 {expected} 分，少给 {points} 分。',
    en: 'For event {event_id} of {occurred_on} account {subject_id} got {observed} points; the terms give {expected}, {points} more.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['effective_from'], earn_rates: ['reason'], point_events: ['reason'] },
  citations: [
    {
      law: 'promotion-rules',
      article: '6',
      summary: {
        zh: '经营者应当履行公示的促销规则和承诺，不得以虚假的优惠诱导消费。',
        en: 'Businesses keep the rules and promises of promotions they publish.',
      },
      status: 'secondary',
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
  reads: ['ledger.misawards'],
});
