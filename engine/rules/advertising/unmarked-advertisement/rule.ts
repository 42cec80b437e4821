import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'unmarked-advertisement',
  group: 'advertising',
  version: 1,
  title: { zh: '体验分享式广告未标明“广告”', en: 'Praise that is paid for and not marked as advertising' },
  explanation: {
    zh: '{occurred_on} （渠道：{channel}）发布的 {subject_id} 以体验、分享的形式宣传，却没有标明“广告”：“{text}”。请人工核对是否付费发布。',
    en: '{subject_id}, published on {occurred_on} (channel {channel}), praises by way of shared experience and is not marked as an advertisement: “{text}”. A person should check whether it was paid for.',
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'programme',
  needs: { advertisements: ['text', 'channel', 'marked_as_ad'] },
  parameters: {
    praise: {
      title: { zh: '体验分享用语', en: 'Words of shared experience' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: '体验|分享|晒单|种草|测评|评测|亲测|好评|心得|真好用|安利|打卡',
          why: {
            zh: '互联网广告管理办法第九条所称知识介绍、体验分享、消费测评等形式的常见用语，可按本计划修改。',
            en: 'Common words of experience sharing and product tests; may be changed.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'advertising-law',
      article: '14',
      summary: {
        zh: '广告应当具有可识别性，能够使消费者辨明其为广告。',
        en: 'An advertisement must be recognisable as one.',
      },
      status: 'interpretation',
    },
    {
      law: 'internet-advertising',
      article: '9',
      summary: {
        zh: '以知识介绍、体验分享、消费测评等形式推销并附购买方式的，应当显著标明“广告”。',
        en: 'Experience sharing and product tests that promote with a way to buy must be marked as advertising.',
      },
      status: 'unverified',
    },
  ],
  reads: ['data.advertisements'],
});
