import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'final-interpretation-clause',
  group: 'disclosure',
  version: 1,
  title: { zh: '保留“最终解释权”', en: 'A right of final interpretation is reserved' },
  explanation: {
    zh: '{subject_id} 的文字写有“{observed}”，由一方独揽解释权；该条款对会员无效，并可受处罚。',
    en: 'The text of {subject_id} says “{observed}” and keeps its interpretation to one side; the clause does not bind members and may be fined.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: [{ terms: ['full_text'] }, { promotions: ['disclosed_conditions'] }, { advertisements: ['text'] }],
  parameters: {
    pattern: {
      title: { zh: '写明最终解释权的用语', en: 'Words that reserve final interpretation' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: '最终解释权|解释权归',
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
        zh: '经营者不得在格式条款中规定由其单方享有解释权或最终解释权。',
        en: 'Standard terms may not reserve their interpretation, or the final one, to the business.',
      },
      status: 'verified',
      penalty: 'contract-supervision-18',
    },
    {
      law: 'online-trading',
      article: '21',
      summary: {
        zh: '网络交易经营者不得以格式条款排除或限制消费者权利，包括独占解释权。',
        en: 'Online businesses may not use standard terms that limit consumers’ rights, sole interpretation included.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-penalties',
      article: '12',
      summary: {
        zh: '格式条款、通知、声明不得规定经营者单方享有解释权或最终解释权。',
        en: 'Standard terms, notices and statements may not give the business sole or final interpretation.',
      },
      status: 'verified',
    },
  ],
  reads: ['meta.published_texts'],
});
