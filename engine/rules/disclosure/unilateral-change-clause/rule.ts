import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'unilateral-change-clause',
  group: 'disclosure',
  version: 1,
  title: { zh: '保留随时单方变更的权利', en: 'A right to change at will is reserved' },
  explanation: {
    zh: '{subject_id} 的文字写有“{observed}”，允许一方随时变更规则；会员对已获得积分的期待因此落空。',
    en: 'The text of {subject_id} says “{observed}” and lets one side change the rules at will, so members cannot rely on points they have earned.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: [{ terms: ['full_text'] }, { promotions: ['disclosed_conditions'] }, { advertisements: ['text'] }],
  parameters: {
    pattern: {
      title: { zh: '写明可以随时单方变更的用语', en: 'Words that allow change at will' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value:
            '(有权|可|保留)[^。；，,;]{0,6}(随时|单方)[^。；]{0,10}(修改|变更|调整|终止|取消|停止)|(随时|单方)[^。；，,;]{0,6}(修改|变更|调整|终止|取消)[^。；]{0,12}(权利|无[须需]|不另行)|(无[须需]|不再?)(另行|事先)?通知',
          why: { zh: '执法案例中常见的写法。', en: 'How such clauses are usually worded.' },
        },
      ],
    },
  },
  citations: [
    {
      law: 'contract-supervision',
      article: '8',
      summary: {
        zh: '格式条款不得规定经营者有权单方变更、解除合同而使消费者承担不合理责任。',
        en: 'Standard terms may not let the business change or end the contract alone to the consumer’s cost.',
      },
      status: 'verified',
      penalty: 'contract-supervision-18',
    },
    {
      law: 'online-trading',
      article: '21',
      summary: {
        zh: '网络交易经营者不得以格式条款规定单方变更或者解除合同等不公平内容。',
        en: 'Online businesses may not use standard terms that let them change or end the contract alone.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-penalties',
      article: '12',
      summary: {
        zh: '格式条款不得规定经营者任意变更或者解除合同。',
        en: 'Standard terms may not let the business change or dissolve the contract at will.',
      },
      status: 'verified',
    },
  ],
  reads: ['meta.published_texts'],
});
