import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'excess-reversal',
  group: 'integrity',
  version: 1,
  title: { zh: '扣回或退还的积分超过原来的积分', en: 'More points taken or given back than there were' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 的扣回或退还（流水 {event_id}）记为 {observed} 分，能与原流水对上的只有 {expected} 分。',
    en: 'Event {event_id} of account {subject_id} on {occurred_on} takes or gives back {observed} points; the event it undoes accounts for {expected}.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [] },
  citations: [
    {
      law: 'traceability',
      article: '扣回与退还有据可查',
      summary: {
        zh: '扣回积分须指明原来的获得，退还积分须指明原来的兑换，且不得超过其数额。',
        en: 'What is taken back must name the earn, what is given back the redemption, and neither may exceed it.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['ledger.accounts', 'ledger.entries', 'ledger.unposted'],
});
