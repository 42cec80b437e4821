import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'no-return-clause',
  group: 'disclosure',
  version: 1,
  title: { zh: '一概拒绝退货', en: 'Returns are refused outright' },
  explanation: {
    zh: '{subject_id} 的文字写有“{observed}”，一概拒绝退换；用积分兑换的商品同样受退货规定保护。',
    en: 'The text of {subject_id} says “{observed}” and refuses all returns; goods redeemed with points are protected like others.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: [{ terms: ['full_text'] }, { promotions: ['disclosed_conditions'] }, { advertisements: ['text'] }],
  parameters: {
    pattern: {
      title: { zh: '写明一概不退的用语', en: 'Words that refuse all returns' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value:
            '概不退|恕不退|不退不换|不予退[换货还]|不得退[换货]|(一经|一旦)(兑换|售出|使用|领取)[^。；]{0,8}(不退|不予退|不能退|不可退|不支持退)',
          why: { zh: '执法案例中常见的写法。', en: 'How such clauses are usually worded.' },
        },
      ],
    },
  },
  citations: [
    {
      law: 'consumer-law',
      article: '26',
      summary: {
        zh: '格式条款不得排除或者限制消费者权利；这样的内容无效。',
        en: 'Standard terms may not exclude or limit consumers’ rights; such content is void.',
      },
      status: 'verified',
    },
    {
      law: 'online-consumption-interpretation',
      article: '1',
      summary: {
        zh: '网络消费合同中排除或者限制消费者依法退货权利的格式条款无效。',
        en: 'In online contracts, standard terms that exclude the statutory right of return are void.',
      },
      status: 'verified',
    },
    {
      law: 'contract-supervision',
      article: '8',
      summary: {
        zh: '格式条款不得排除消费者依法请求退货的权利。',
        en: 'Standard terms may not exclude the lawful right to return.',
      },
      status: 'verified',
      penalty: 'contract-supervision-18',
    },
    {
      law: 'prepaid-interpretation',
      article: '9(4)',
      summary: {
        zh: '预付式消费中不予退款的格式条款无效（适用于购买的积分）。',
        en: 'In prepaid consumption, terms that refuse any refund are void (for purchased points).',
      },
      status: 'interpretation',
    },
  ],
  reads: ['meta.published_texts'],
});
