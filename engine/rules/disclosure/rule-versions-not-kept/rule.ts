import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'rule-versions-not-kept',
  group: 'disclosure',
  version: 1,
  title: { zh: '平台未保存完整的规则版本', en: 'Versions of a platform’s rules missing' },
  explanation: {
    zh: '{subject_id} 之前缺少一段时间的规则版本：{observed} 期间适用什么规则无从查考；平台应保存修改前的版本 {expected} 年。',
    en: 'Before {subject_id} a version of the rules is missing: nobody can say what held from {observed}; a platform keeps earlier versions for {expected} years.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['effective_from', 'effective_to'] },
  settings: ['operator.kinds'],
  parameters: {
    years: {
      title: { zh: '规则版本的保存年限', en: 'Years for which versions are kept' },
      unit: 'years',
      values: [
        {
          from: null,
          value: 3,
          why: { zh: '网络交易监督管理办法第28条', en: 'Measures for Online Trading, art. 28' },
        },
      ],
    },
  },
  citations: [
    {
      law: 'online-trading',
      article: '28',
      summary: {
        zh: '平台修改服务协议和交易规则的，应当完整保存修改后的版本生效之日前三年的全部历史版本。',
        en: 'A platform that changes its rules keeps all versions of the three years before the change.',
      },
      status: 'verified',
    },
  ],
  reads: ['meta.operators', 'meta.programmes', 'meta.terms_periods'],
});
