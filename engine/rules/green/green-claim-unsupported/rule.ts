import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'green-claim-unsupported',
  group: 'green',
  version: 1,
  title: { zh: '减排说法缺少依据', en: 'Green claim without its basis' },
  explanation: {
    zh: '广告 {subject_id}（{occurred_on}）声称“{green_claim}”，但没有说明：{observed}。减排是与参照产品相比、按一定单位和边界、以某一年的因子估算的，缺一项消费者就无法判断真假。',
    en: 'Advertisement {subject_id} ({occurred_on}) claims “{green_claim}” and does not say: {observed}. Avoided emissions are estimated against a reference, per unit, within a boundary and by a factor of some year; without one of them nobody can tell whether it is true.',
  },
  words: {
    observed: {
      reference_product: { zh: '与什么产品相比', en: 'the product it is compared with' },
      functional_unit: { zh: '按什么单位计算', en: 'the unit it is counted per' },
      boundary: { zh: '计算到哪里为止（边界）', en: 'how far the count reaches (its boundary)' },
      green_factor_id: { zh: '用的是哪个排放因子', en: 'which emission factor is used' },
      factor_year: { zh: '因子是哪一年的', en: 'which year the factor is of' },
    },
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: {
    advertisements: [
      'green_claim',
      'reference_product',
      'functional_unit',
      'boundary',
      'green_factor_id',
      'factor_year',
    ],
  },
  citations: [
    {
      law: 'consumer-law',
      article: '20',
      summary: {
        zh: '向消费者提供的商品信息应当真实、全面，不得作虚假或者引人误解的宣传。',
        en: 'Information given to consumers must be true and complete; no false or misleading publicity.',
      },
      status: 'verified',
      penalty: 'consumer-law-56',
    },
    {
      law: 'advertising-law',
      article: '28',
      summary: {
        zh: '以虚假或者引人误解的内容欺骗、误导消费者的，构成虚假广告。',
        en: 'Advertising that deceives or misleads consumers is false advertising.',
      },
      status: 'verified',
    },
    {
      law: 'competition-law-2019',
      article: '8',
      summary: {
        zh: '不得对商品作虚假或者引人误解的商业宣传。',
        en: 'No false or misleading publicity of goods.',
      },
      status: 'verified',
    },
    {
      law: 'competition-law-2025',
      article: '9',
      summary: {
        zh: '不得对商品作虚假或者引人误解的商业宣传。',
        en: 'No false or misleading publicity of goods.',
      },
      status: 'verified',
      penalty: 'competition-law-25',
    },
  ],
  reads: ['data.advertisements'],
});
