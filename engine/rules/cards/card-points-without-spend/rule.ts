import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'card-points-without-spend',
  group: 'cards',
  version: 1,
  title: { zh: '消费积分没有对应的交易', en: 'Card points with no transaction behind them' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 以“刷卡消费”名义得到 {observed} 分（流水 {event_id}），却没有消费金额，也没有订单。请人工核对是否虚构交易套取积分。',
    en: 'On {occurred_on} account {subject_id} got {observed} points for card spending (event {event_id}), with neither an amount nor an order behind it. A person should check whether the spending was faked.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: ['reason', 'merchant_id', 'amount'], merchants: ['industry'] },
  citations: [
    {
      law: 'criminal-law',
      article: '266',
      summary: {
        zh: '虚构事实骗取财物，数额较大的，构成诈骗；仅在查实虚构交易时适用。',
        en: 'Taking property by invented facts is fraud where the amount is large; applies only where faked spending is proved.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.merchants', 'ledger.entries'],
});
