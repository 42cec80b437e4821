import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'terms-contradictory',
  group: 'disclosure',
  version: 1,
  title: { zh: '规则或宣传自相矛盾', en: 'Terms or advertising that contradict themselves' },
  explanation: {
    zh: '{subject_id} 一面写“{observed}”，一面又{expected}；会员无法知道哪一个算数。',
    en: '{subject_id} says “{observed}” and at the same time {expected}; members cannot know which of them holds.',
  },
  words: {
    expected: {
      has_expiry: { zh: '规定积分会到期', en: 'lets points expire' },
      has_reminder: { zh: '承诺到期提醒', en: 'promises reminders of expiry' },
      value_moves: { zh: '使用浮动的兑换比例', en: 'uses a ratio that moves' },
      terms_have_expiry: {
        zh: '同期有效的规则都规定了有效期',
        en: 'all terms then in force let points expire',
      },
    },
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['validity_kind', 'validity_months', 'reminder_days', 'full_text'] },
  parameters: {
    lifetime: {
      title: { zh: '表示永不过期的用语', en: 'Words that say points never expire' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: '终身有效|永久有效|永不过期|长期有效|不会过期',
          why: { zh: '常见写法。', en: 'Usual wordings.' },
        },
      ],
    },
    expiry: {
      title: { zh: '表示会过期的用语', en: 'Words that say points expire' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: '到期|过期|失效|清零|(个月|年)内有效',
          why: { zh: '常见写法。', en: 'Usual wordings.' },
        },
      ],
    },
    moving_value: {
      title: { zh: '表示价值浮动的用语', en: 'Words that say the value moves' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: '动态(兑换)?比例|浮动(兑换)?比例|实时比例|兑换比例[^。；]{0,6}(浮动|调整)',
          why: { zh: '常见写法。', en: 'Usual wordings.' },
        },
      ],
    },
  },
  citations: [
    {
      law: 'consumer-law',
      article: '20',
      summary: {
        zh: '经营者提供的有关质量、性能、用途、有效期限等信息应当真实、全面，不得作虚假或者引人误解的宣传。',
        en: 'Information, validity included, must be true and complete; no false or misleading publicity.',
      },
      status: 'verified',
      penalty: 'consumer-law-56',
    },
    {
      law: 'competition-law-2019',
      article: '8',
      summary: {
        zh: '不得作虚假或者引人误解的商业宣传。',
        en: 'No false or misleading commercial publicity.',
      },
      status: 'verified',
    },
    {
      law: 'competition-law-2025',
      article: '9',
      summary: {
        zh: '不得作虚假或者引人误解的商业宣传。',
        en: 'No false or misleading commercial publicity.',
      },
      status: 'verified',
      penalty: 'competition-law-25',
    },
  ],
  reads: ['meta.published_texts', 'meta.terms_periods'],
});
