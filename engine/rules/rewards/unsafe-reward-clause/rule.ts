import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'unsafe-reward-clause',
  group: 'rewards',
  version: 1,
  title: { zh: '条款免除奖品致损责任', en: 'Terms exclude liability for harm from rewards' },
  explanation: {
    zh: '条款 {subject_id} 写有“{observed}”，免除了奖品造成损害时的责任；这类条款对会员无效，且属违法。',
    en: 'The terms {subject_id} say “{observed}” and so exclude liability for harm from rewards; such a clause does not bind members and is unlawful.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['full_text'] },
  citations: [
    {
      law: 'online-consumption-interpretation',
      article: '8',
      summary: {
        zh: '电子商务经营者提供的赠品或者奖品造成消费者损害的，不得以系免费提供或者奖励为由主张免责。',
        en: 'A trader answers for harm from gifts and prizes and cannot plead that they were free.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '7',
      summary: {
        zh: '奖品、赠品、免费提供的商品也应当保证质量、保障人身财产安全。',
        en: 'Prizes, gifts and goods given free must be safe too.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.terms', 'meta.programmes'],
});
