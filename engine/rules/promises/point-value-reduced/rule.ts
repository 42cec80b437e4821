import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'point-value-reduced',
  group: 'promises',
  version: 1,
  title: { zh: '承诺价值稳定却提高积分价', en: 'Points price raised despite a promise of stable value' },
  explanation: {
    zh: '规则承诺积分价值稳定且仍有未使用的积分，{subject_id} 的积分价却从每元 {expected} 分升到 {observed} 分（对比此前90日的中位数）。',
    en: 'The terms promise a stable value and points are still unspent, yet the price of {subject_id} rose from {expected} to {observed} points a yuan (against the median of the 90 days before).',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: {
    terms: ['promises_value_stability'],
    catalogue_items: ['valid_from', 'points_price', 'cash_price'],
  },
  parameters: {
    tolerated_percent: {
      title: { zh: '允许的上浮', en: 'Tolerated rise' },
      unit: '%',
      values: [{ from: null, value: 2, why: { zh: '取整造成的差异。', en: 'Differences from rounding.' } }],
    },
    window_days: {
      title: { zh: '比较的天数', en: 'Days compared with' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 90,
          why: { zh: '一个季度，避开短期促销。', en: 'A quarter, so that short promotions do not decide.' },
        },
      ],
    },
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
  reads: ['balances.accounts', 'data.catalogue_items', 'data.promotions', 'meta.terms_periods'],
});
