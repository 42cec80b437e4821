import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'transfer-outside-household',
  group: 'crime',
  version: 1,
  title: { zh: '转赠给家庭以外的人', en: 'Transfer outside the household' },
  explanation: {
    zh: '账户 {subject_id} 在 {occurred_on} 把 {points} 分转给了会员 {to_member_id}（流水 {event_id}），两人当时不在同一家庭，而这种积分只允许家庭成员之间转赠。',
    en: 'On {occurred_on} account {subject_id} gave {points} points to member {to_member_id} (event {event_id}); they were not of one household, and these points may be given within the family only.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [], member_attributes: ['value'] },
  citations: [
    {
      law: 'programme-terms',
      article: '仅限家庭成员之间转赠',
      summary: {
        zh: '本计划的条款只允许家庭成员之间转赠这种积分。',
        en: 'The programme’s terms allow these points to be given within the family only.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['data.member_attributes', 'ledger.accounts', 'ledger.entries', 'ledger.transfers', 'meta.wallets'],
});
