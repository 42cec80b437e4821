import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'terms-not-prominent',
  group: 'disclosure',
  version: 1,
  title: { zh: '重大利害事项未显著提示', en: 'Matters of major interest not shown prominently' },
  explanation: {
    zh: '{subject_id} 的规则既没有显著展示，也没有以弹窗、加粗等方式提示会员注意。',
    en: 'The terms {subject_id} were neither shown prominently nor brought to members’ attention in any other way.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['prominent', 'prompt_method'] },
  citations: [
    {
      law: 'consumer-law',
      article: '26',
      summary: {
        zh: '使用格式条款的，应当以显著方式提请消费者注意有效期限等与其有重大利害关系的内容。',
        en: 'Standard terms must draw attention, prominently, to time limits and other matters of major interest.',
      },
      status: 'verified',
    },
    {
      law: 'civil-code',
      article: '496',
      summary: {
        zh: '提供格式条款的一方未履行提示或者说明义务的，对方可以主张该条款不成为合同的内容。',
        en: 'Where the duty to point out a standard term is not met, the other side may treat it as no part of the contract.',
      },
      status: 'verified',
    },
    {
      law: 'contract-supervision',
      article: '6',
      summary: {
        zh: '经营者采用格式条款应当以显著方式提请消费者注意与其有重大利害关系的内容。',
        en: 'Businesses that use standard terms must point out, prominently, what is of major interest.',
      },
      status: 'verified',
      penalty: 'contract-supervision-18',
    },
  ],
  reads: ['meta.programmes', 'meta.terms_periods'],
});
