import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'absolute-terms',
  group: 'advertising',
  version: 1,
  title: { zh: '广告使用绝对化用语', en: 'Superlatives in an advertisement' },
  explanation: {
    zh: '{occurred_on} 发布的广告 {subject_id} 使用了绝对化用语“{observed}”：“{text}”。',
    en: 'Advertisement {subject_id} of {occurred_on} uses the superlative “{observed}”: “{text}”.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { advertisements: ['text'] },
  parameters: {
    superlatives: {
      title: { zh: '绝对化用语', en: 'Superlatives' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value:
            '国家级|世界级|最高级|最佳|最优|最好|最强|首选|顶级|第一品牌|全网最低|全国最低|史上最|销量第一|排名第一|独一无二|绝无仅有',
          why: {
            zh: '广告法第九条第三项列举国家级、最高级、最佳等用语；其余为同类用语，可按本计划修改。',
            en: 'Art. 9(3) of the Advertising Law lists the first ones “and the like”; the others are of that kind and may be changed.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'advertising-law',
      article: '9(3)',
      summary: {
        zh: '广告不得使用“国家级”“最高级”“最佳”等用语。',
        en: 'Advertisements must not use “national level”, “highest”, “best” and the like.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.advertisements'],
});
