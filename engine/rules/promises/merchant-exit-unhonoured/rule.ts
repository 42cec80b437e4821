import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'merchant-exit-unhonoured',
  group: 'promises',
  version: 1,
  title: { zh: '商户退出后积分无法按承诺使用', en: 'Points of a merchant that left cannot be used' },
  explanation: {
    zh: '商户 {subject_id} 于 {left_on} 退出后，{members} 名持有足够积分的会员申请兑换其权益被拒绝，共 {points} 分。',
    en: 'After merchant {subject_id} left on {left_on}, its rewards were refused to {members} members with enough points: {points} points.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: {
    merchants: ['left_at'],
    redemption_requests: ['member_id', 'item_id', 'requested_at', 'outcome'],
    catalogue_items: ['merchant_id', 'points_price'],
  },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者和消费者有约定的，应当按照约定履行义务；商户退出不免除计划对已发积分的义务。',
        en: 'What was agreed must be kept; that a merchant leaves does not release the programme from points already issued.',
      },
      status: 'verified',
    },
  ],
  reads: [
    'data.catalogue_items',
    'data.merchants',
    'data.redemption_requests',
    'ledger.accounts',
    'lots.lot_facts',
    'lots.use_facts',
  ],
});
