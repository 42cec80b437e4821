import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'record-not-traceable',
  group: 'integrity',
  version: 1,
  title: { zh: '使用的积分查不到来源', en: 'Points used that lead back to no earn' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 使用的积分（流水 {event_id}）中，有 {points} 分追溯不到任何一笔获得。',
    en: 'Of the points that account {subject_id} used on {occurred_on} (event {event_id}), {points} lead back to no earn.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [] },
  citations: [
    {
      law: 'accounting-archives',
      article: '6、14',
      summary: {
        zh: '形成权利义务的业务记录属于会计资料，应当完整保存，能够从使用追溯到来源。',
        en: 'Records of what creates rights and duties are accounting material, to be kept whole so that a use can be followed to its origin.',
      },
      status: 'secondary',
    },
  ],
  reads: ['ledger.accounts', 'ledger.entries', 'lots.lot_facts', 'lots.use_facts'],
});
