import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'conflicting-duplicate',
  group: 'integrity',
  version: 1,
  title: { zh: '同一流水号内容不同', en: 'One event told in two ways' },
  explanation: {
    zh: '流水 {event_id}（账户 {subject_id}）报了不止一次而内容不同：入账的一份为 {expected}，另一份为 {observed}。',
    en: 'Event {event_id} of account {subject_id} was told more than once with other content: {expected} was posted, {observed} was kept out.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { point_events: [] },
  citations: [
    {
      law: 'traceability',
      article: '一笔流水只有一种内容',
      summary: {
        zh: '同一笔流水在不同时间或文件中内容不同，说明记录被改写；系统保留最早知道的一份，其余留存待查。',
        en: 'An event that reads differently at another time or in another file was rewritten; the one known first is posted, the other kept for inspection.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['ledger.conflicts'],
});
