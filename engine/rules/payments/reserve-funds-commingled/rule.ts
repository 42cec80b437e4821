import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'reserve-funds-commingled',
  group: 'payments',
  version: 1,
  title: { zh: '以客户备付金支付积分款项', en: 'Reserve funds pay for points or fees' },
  explanation: {
    zh: '{occurred_on}，备付金账户 {from_account} 向 {to_account} 划出 {money} 元用于{purpose}（划款 {subject_id}）。备付金属于客户，只能按客户指令支付。',
    en: 'On {occurred_on} reserve account {from_account} paid {money} yuan to {to_account} for {purpose} (movement {subject_id}). Reserve funds are the customers’ and move only on their orders.',
  },
  words: {
    purpose: {
      points_funding: { zh: '积分资金', en: 'funding points' },
      points_settlement: { zh: '积分结算', en: 'settling points' },
      fee: { zh: '手续费', en: 'fees' },
    },
  },
  severity: 'critical',
  nature: 'violation',
  level: 'programme',
  needs: { fund_movements: ['from_kind', 'purpose', 'occurred_at'] },
  citations: [
    {
      law: 'payment-regulation',
      article: '27, 29, 50(6), 51(5)',
      summary: {
        zh: '备付金不属于支付机构自有财产，不得挪用、占用、借用；应当存放于中国人民银行或者符合要求的商业银行。',
        en: 'Reserve funds are not the institution’s own and must not be used, occupied or lent by it.',
      },
      status: 'verified',
    },
    {
      law: 'reserve-funds',
      article: '3',
      summary: {
        zh: '备付金只能用于客户委托的支付业务和规定的情形，任何单位不得擅自动用。',
        en: 'Reserve funds serve only payments that customers ordered and cases laid down.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.fund_movements'],
});
