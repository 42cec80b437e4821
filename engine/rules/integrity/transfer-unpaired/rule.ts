import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'transfer-unpaired',
  group: 'integrity',
  version: 1,
  title: { zh: '转赠只有单边或两边数额不等', en: 'Transfer with one leg missing or different' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 的转赠（流水 {event_id}）有 {points} 分找不到对应的另一边：本边 {observed} 分，对方 {expected} 分。',
    en: 'Of the transfer of account {subject_id} on {occurred_on} (event {event_id}), {points} points have no other side: {observed} here, {expected} there.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { point_events: [] },
  citations: [
    {
      law: 'traceability',
      article: '转出等于转入',
      summary: {
        zh: '一个会员转出的积分必须等额进入另一个会员的账户；单边或不等说明积分凭空产生或消失。',
        en: 'Points that leave one member must arrive at another in full; a lone or unequal leg means that points were made or lost.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['ledger.unpaired_transfers'],
});
