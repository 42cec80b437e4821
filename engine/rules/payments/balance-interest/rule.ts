import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'balance-interest',
  group: 'payments',
  version: 1,
  title: { zh: '支付机构按余额发放积分', en: 'Stored-value institution gives points on the balance' },
  explanation: {
    zh: '账户 {subject_id} 自 {occurred_on} 起 {evidence_rows} 次按余额得到积分，共 {points} 分。支付机构不得以任何形式向客户支付与账户余额有关的利息或收益。',
    en: 'From {occurred_on} on account {subject_id} got points on its balance {evidence_rows} times, {points} in all. A payment institution must not pay interest or yield on balances in any form.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: { point_events: ['reason'] },
  settings: ['operator.kinds'],
  citations: [
    {
      law: 'payment-regulation',
      article: '24',
      summary: {
        zh: '储值账户运营机构不得向用户支付与支付账户余额有关的利息等收益。',
        en: 'An institution that holds stored value must not pay users interest or other yield on their balances.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.merchants', 'ledger.entries', 'meta.operators'],
});
