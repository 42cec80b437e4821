import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'expired-by-restore',
  group: 'rewards',
  version: 1,
  title: { zh: '退回的积分到账即过期', en: 'Points given back dead on arrival' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 退回的积分（流水 {event_id}）中有 {observed} 分早在 {expired_on} 已到期，到账即失效，会员实际什么也没有拿回。',
    en: 'Of the points given back to account {subject_id} on {occurred_on} (event {event_id}), {observed} had expired on {expired_on} and were gone on arrival: the member got nothing back.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [] },
  citations: [
    {
      law: 'seven-day-return',
      article: '15',
      summary: {
        zh: '以积分支付的，应当以相应形式返还；返还时已不能使用的积分不能算作返还，系本产品的理解。',
        en: 'What was paid in points is returned in kind; that points which cannot be used are no return is our reading.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['ledger.entries', 'lots.lot_facts', 'lots.use_facts', 'meta.wallets'],
});
