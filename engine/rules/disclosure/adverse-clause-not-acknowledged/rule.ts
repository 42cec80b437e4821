import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'adverse-clause-not-acknowledged',
  group: 'disclosure',
  version: 1,
  title: { zh: '不利条款未提示也未获确认', en: 'Adverse clause neither pointed out nor acknowledged' },
  explanation: {
    zh: '{subject_id} 含对会员不利的条款，规则没有记录提示方式，且 {members} 名持有积分的会员（{points} 分）没有确认；会员可以主张该条款与己无关。',
    en: 'The terms {subject_id} hold a clause to the members’ disadvantage without any prompt on record, and it was not acknowledged by {members} members who held {points} points; they may treat it as not agreed.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['prompt_method', 'effective_from'], acknowledgements: [] },
  citations: [
    {
      law: 'civil-code',
      article: '496',
      summary: {
        zh: '格式条款的提供方应当以合理方式提示有重大利害关系的条款；未提示的，对方可以主张不成为合同的内容。',
        en: 'Who uses standard terms must point out those of major interest; a term not pointed out may be treated as no part of the contract.',
      },
      status: 'verified',
    },
    {
      law: 'contract-supervision',
      article: '6',
      summary: {
        zh: '经营者采用格式条款应当以显著方式提请消费者注意。',
        en: 'Businesses that use standard terms must point them out prominently.',
      },
      status: 'verified',
      penalty: 'contract-supervision-18',
    },
  ],
  reads: ['balances.terms_reach', 'meta.terms_periods'],
});
