import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'redemption-refused',
  group: 'promises',
  version: 1,
  title: { zh: '条件都满足却拒绝兑换', en: 'A redemption refused though everything sufficed' },
  explanation: {
    zh: '会员 {subject_id} 于 {occurred_on} 申请兑换 {item_id}（{expected} 分），当时可用 {observed} 分，有效期、等级、限额、库存与范围都满足，仍被拒绝（理由：{decline_reason}）。',
    en: 'On {occurred_on} member {subject_id} asked for {item_id} ({expected} points) with {observed} available; validity, tier, limit, stock and scope sufficed, and still it was declined (reason: {decline_reason}).',
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: {
    redemption_requests: ['member_id', 'item_id', 'requested_at', 'outcome'],
    catalogue_items: ['valid_from', 'points_price'],
  },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者和消费者有约定的，应当按照约定履行义务。',
        en: 'What was agreed with consumers must be kept.',
      },
      status: 'verified',
      penalty: 'consumer-law-56',
    },
    {
      law: 'price-marking',
      article: '19(5)、(7)',
      summary: {
        zh: '不履行价格承诺，或者拒绝按承诺以积分、礼券等折抵价款，属于价格欺诈。',
        en: 'Not keeping a promised price, or refusing to take points or vouchers against it as promised, is price fraud.',
      },
      status: 'verified',
      penalty: 'price-penalties-7',
    },
    {
      law: 'consumer-regulation',
      article: '12',
      summary: {
        zh: '经营者以宣传、通知、声明等作出的承诺应当履行。',
        en: 'Businesses keep what they promise.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50',
    },
  ],
  reads: [
    'data.catalogue_items',
    'data.member_attributes',
    'data.members',
    'data.redemption_requests',
    'data.tiers',
    'ledger.accounts',
    'ledger.entries',
    'lots.lot_facts',
    'lots.use_facts',
  ],
});
