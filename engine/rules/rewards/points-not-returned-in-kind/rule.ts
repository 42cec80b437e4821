import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'points-not-returned-in-kind',
  group: 'rewards',
  version: 1,
  title: { zh: '退货后积分未按时原样退回', en: 'Points not given back after a return' },
  explanation: {
    zh: '账户 {subject_id} 退回了兑换的商品（流水 {event_id}），商家 {received_on} 收到，应于 {due_on} 前退回 {expected} 分，实际按时退回 {observed} 分。',
    en: 'Account {subject_id} sent back what it had redeemed (event {event_id}), received on {received_on}; {expected} points were due by {due_on}, and {observed} came in time.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: { returns: ['event_id', 'decision', 'goods_received_at'] },
  parameters: {
    refund_days: {
      title: { zh: '退回积分的期限', en: 'Days to give points back' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 7,
          why: {
            zh: '七日无理由退货暂行办法第十三条：收到退回商品之日起七日内返还。',
            en: 'Art. 13 of the measures on seven-day returns: within seven days of receiving the goods back.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'seven-day-return',
      article: '13, 15',
      summary: {
        zh: '收到退回商品之日起七日内返还价款；以积分、代金券等支付的，以相应形式返还，另有约定的从其约定。',
        en: 'The price is returned within seven days of receiving the goods; what was paid in points or vouchers in kind, unless agreed otherwise.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.returns', 'data.terms', 'ledger.entries', 'meta.programmes'],
});
