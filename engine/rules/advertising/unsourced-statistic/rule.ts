import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'unsourced-statistic',
  group: 'advertising',
  version: 1,
  title: { zh: '广告引用数据未标明出处', en: 'Figures in an advertisement without their source' },
  explanation: {
    zh: '{occurred_on} 发布的广告 {subject_id} 引用了数据“{observed}”，却没有标明出处，也没有留存依据：“{text}”。',
    en: 'Advertisement {subject_id} of {occurred_on} quotes the figure “{observed}” without a source or evidence: “{text}”.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { advertisements: ['text', 'evidence_id'] },
  citations: [
    {
      law: 'advertising-law',
      article: '11',
      summary: {
        zh: '广告使用数据、统计资料、调查结果等引证内容的，应当真实、准确，并表明出处。',
        en: 'Data, statistics and survey results in advertisements must be true and accurate and name their source.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.advertisements'],
});
