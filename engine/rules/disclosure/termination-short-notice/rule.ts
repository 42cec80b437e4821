import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'termination-short-notice',
  group: 'disclosure',
  version: 1,
  title: { zh: '终止经营提前通知不足三十日', en: 'Ended with less than thirty days’ notice' },
  explanation: {
    zh: '商户 {subject_id} 于 {occurred_on} 退出，只提前 {observed} 日通知会员（应提前 {expected} 日），会员来不及使用积分。',
    en: 'Merchant {subject_id} left on {occurred_on}; members were told {observed} days ahead where {expected} are due, too late to use their points.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { merchants: ['left_at'], notices: ['kind', 'merchant_id', 'sent_at'] },
  parameters: {
    notice_days: {
      title: { zh: '终止前通知的天数', en: 'Days of notice before the end' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 30,
          why: {
            zh: '电子商务法第16条；实施条例第21条',
            en: 'E-Commerce Law, art. 16; Implementing Regulation, art. 21',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'e-commerce-law',
      article: '16',
      summary: {
        zh: '电子商务经营者自行终止业务的，应当提前三十日在首页显著位置持续公示。',
        en: 'An e-commerce business that ends its activity publishes this prominently thirty days ahead.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '21',
      summary: {
        zh: '经营者终止经营的，应当提前三十日公告，并妥善处理预收款项和未履行的义务。',
        en: 'A business that closes announces it thirty days ahead and settles what it still owes.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.merchants', 'data.notices'],
});
