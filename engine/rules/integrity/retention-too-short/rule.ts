import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'retention-too-short',
  group: 'integrity',
  version: 1,
  title: { zh: '应保存的记录缺失', en: 'Records missing that must be kept' },
  explanation: {
    zh: '{kind}应保存 {years} 年，应自 {expected} 起有记录，实际最早的记录为 {observed}。（共 {evidence_rows} 项保存要求未满足）',
    en: '{kind} must be kept for {years} years: there should be records from {expected} on, the first is of {observed}. ({evidence_rows} such duties are not met.)',
  },
  words: {
    kind: {
      platform_transactions: { zh: '平台交易信息', en: 'Transactions of a platform' },
      aml_transactions: {
        zh: '反洗钱义务机构的交易记录',
        en: 'Transactions of an obligor under anti-money-laundering law',
      },
      accounting_vouchers: { zh: '会计凭证与账簿', en: 'Accounting vouchers and ledgers' },
      draw_file: { zh: '有奖销售档案', en: 'The file of a prize draw' },
    },
    observed: { none: { zh: '无', en: 'none' } },
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { point_events: [] },
  settings: ['operator.started_on'],
  parameters: {
    silence_days: {
      title: { zh: '开业后可以没有记录的天数', en: 'Days after the start that may be without any record' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 31,
          why: {
            zh: '新计划的第一个月可能没有任何积分业务。',
            en: 'In its first month a new programme may see no event at all.',
          },
        },
      ],
    },
    platform_years: {
      title: { zh: '平台交易信息保存年限', en: 'Years for which a platform keeps transactions' },
      unit: 'years',
      values: [{ from: null, value: 3, why: { zh: '电子商务法第31条', en: 'E-Commerce Law, art. 31' } }],
    },
    aml_years: {
      title: { zh: '反洗钱义务机构交易记录保存年限', en: 'Years for which an obligor keeps transactions' },
      unit: 'years',
      values: [
        {
          from: null,
          value: 5,
          why: { zh: '2025年以前的反洗钱法：五年', en: 'Anti-money-laundering law before 2025: five years' },
        },
        {
          from: '2025-01-01',
          value: 10,
          why: { zh: '反洗钱法（2024）第34条', en: 'Anti-Money Laundering Law (2024), art. 34' },
        },
      ],
    },
    voucher_years: {
      title: { zh: '会计凭证与账簿保存年限', en: 'Years for which vouchers and ledgers are kept' },
      unit: 'years',
      values: [
        {
          from: null,
          value: 30,
          why: { zh: '会计档案管理办法附表', en: 'Measures for Accounting Archives, annex' },
        },
      ],
    },
    draw_years: {
      title: { zh: '有奖销售档案保存年限', en: 'Years for which the file of a draw is kept' },
      unit: 'years',
      values: [
        { from: null, value: 2, why: { zh: '规范促销行为暂行规定', en: 'Interim Rules on Promotions' } },
      ],
    },
  },
  citations: [
    {
      law: 'e-commerce-law',
      article: '31',
      summary: {
        zh: '电子商务平台经营者应当保存商品和服务信息、交易信息，自交易完成之日起不少于三年。',
        en: 'A platform keeps information on goods, services and transactions for at least three years after the transaction.',
      },
      status: 'verified',
    },
    {
      law: 'anti-money-laundering',
      article: '34',
      summary: {
        zh: '反洗钱义务机构的客户身份资料和交易信息至少保存十年。',
        en: 'Obligors keep customer identification and transactions for at least ten years.',
      },
      status: 'verified',
    },
    {
      law: 'accounting-archives',
      article: '14、附表',
      summary: {
        zh: '会计凭证和会计账簿的最低保管期限为三十年。',
        en: 'Vouchers and ledgers are kept for at least thirty years.',
      },
      status: 'secondary',
    },
    {
      law: 'promotion-rules',
      article: '有奖销售档案',
      summary: {
        zh: '举办有奖销售应当建立档案，如实记录并妥善保存两年备查。',
        en: 'Who runs a prize draw keeps a true file of it for two years.',
      },
      status: 'secondary',
    },
  ],
  reads: [
    'balances.accounts',
    'data.draws',
    'data.promotions',
    'meta.columns',
    'meta.operators',
    'meta.programmes',
  ],
});
