import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'overdrawn',
  group: 'integrity',
  version: 1,
  title: { zh: '使用积分超过可用余额', en: 'More points used than were available' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 使用 {observed} 分（流水 {event_id}），当时只有 {expected} 分可用，多用 {points} 分。',
    en: 'On {occurred_on} account {subject_id} used {observed} points (event {event_id}) when {expected} were available: {points} too many.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [] },
  citations: [
    {
      law: 'traceability',
      article: '先有积分后使用',
      summary: {
        zh: '每一笔使用都必须有当时可用的积分与之对应；没有对应的部分说明流水缺失、重复或系统允许透支。',
        en: 'Every use must meet points that were available then; what meets none shows that events are missing or doubled, or that the system lets accounts be overdrawn.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['ledger.accounts', 'ledger.entries', 'lots.shortfall_facts'],
});
