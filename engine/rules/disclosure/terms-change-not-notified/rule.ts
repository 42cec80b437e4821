import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'terms-change-not-notified',
  group: 'disclosure',
  version: 1,
  title: { zh: '不利变更未通知到持有人', en: 'Holders not told of an adverse change' },
  explanation: {
    zh: '{subject_id} 的不利变更生效时，{members} 名持有积分的会员没有收到任何送达的通知（占 {observed}%，允许 {expected}%），涉及 {points} 分。',
    en: 'When the adverse change {subject_id} took effect, no delivered notice had reached {members} members who held points ({observed} %, where {expected} % are tolerated): {points} points.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['published_at', 'effective_from'], notices: ['kind', 'sent_at'] },
  parameters: {
    tolerated_percent: {
      title: { zh: '允许未送达的会员比例', en: 'Share of holders who may be missed' },
      unit: '%',
      values: [
        {
          from: null,
          value: 1,
          why: { zh: '号码失效等个别情况难以避免。', en: 'A few numbers are always out of service.' },
        },
      ],
    },
  },
  citations: [
    {
      law: 'consumer-law',
      article: '26',
      summary: {
        zh: '与消费者有重大利害关系的格式条款内容应当以显著方式提请注意。',
        en: 'Standard terms of major interest must be pointed out prominently.',
      },
      status: 'verified',
    },
    {
      law: 'contract-supervision',
      article: '6、7(5)',
      summary: {
        zh: '格式条款应当显著提示；不得未经告知加重消费者责任或限制其权利。',
        en: 'Standard terms must be pointed out; duties may not be added nor rights limited without telling.',
      },
      status: 'verified',
      penalty: 'contract-supervision-18',
    },
  ],
  reads: ['balances.terms_reach', 'meta.terms_periods'],
});
