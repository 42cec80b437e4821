import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'carbon-points-transferred',
  group: 'crime',
  version: 1,
  title: { zh: '深圳碳积分被转让或注销', en: 'Shenzhen carbon points moved or cancelled' },
  explanation: {
    zh: '账户 {subject_id} 在 {occurred_on} 有 {points} 碳积分被转让、兑出或注销（流水 {event_id}，类型 {observed}）。深圳碳普惠的碳积分只供本人兑换权益，不能转让或另行注销。',
    en: 'On {occurred_on} account {subject_id} had {points} carbon points handed on, exchanged away or cancelled (event {event_id}, {observed}). Carbon points of the Shenzhen scheme are for the holder’s own benefits and may be neither transferred nor cancelled otherwise.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [] },
  citations: [
    {
      law: 'shenzhen-carbon',
      article: '碳积分条款（条号待核）',
      summary: {
        zh: '碳积分由个人持有，用于兑换商品和服务，不得转让。',
        en: 'Carbon points are held by the person, redeemed for goods and services, and not transferable.',
      },
      status: 'secondary',
    },
  ],
  reads: ['ledger.entries', 'meta.wallet_regimes'],
});
