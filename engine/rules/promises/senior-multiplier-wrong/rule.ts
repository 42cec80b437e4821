import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'senior-multiplier-wrong',
  group: 'promises',
  version: 1,
  title: {
    zh: '年龄或信用优待积分给错',
    en: 'A promised rate for age or credit not given, or given to others',
  },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 的获得（流水 {event_id}）{fault}：入账 {observed} 分，按规则应为 {expected} 分。',
    en: 'Event {event_id} of account {subject_id} on {occurred_on}: {fault}. It got {observed} points; the terms give {expected}.',
  },
  words: {
    fault: {
      not_given: { zh: '应享受优待而没有给足', en: 'the promised rate was not given' },
      given_to_others: {
        zh: '不符合优待条件却按优待入账',
        en: 'the rate was given to somebody it is not for',
      },
    },
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: [
    { terms: ['effective_from'], earn_rates: ['min_age'], members: ['birth_date'] },
    { terms: ['effective_from'], earn_rates: ['credit_tier'], member_attributes: [] },
  ],
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
  reads: [
    'data.earn_rates',
    'data.member_attributes',
    'data.members',
    'data.promotions',
    'ledger.accounts',
    'ledger.entries',
    'meta.terms_periods',
  ],
});
