import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'transfer-collector',
  group: 'crime',
  version: 1,
  title: { zh: '多人积分汇集到一人后变现', en: 'Many send points to one who cashes out' },
  explanation: {
    zh: '会员 {subject_id} 在短时间内收到 {observed} 名非家庭成员转来的积分（提示起点为 {expected} 人），随后在 {occurred_on} 起变现 {points_cashed} 分（现金、券或兑出到其他计划）。这是倒卖积分或套现的常见样式；请人工核查，本提示不是结论。',
    en: 'Within a short time {observed} people outside the household sent points to member {subject_id} (hint from {expected} on), who then turned {points_cashed} points into cash, coupons or a partner’s points from {occurred_on} on. That is how points are resold or cashed out; to be reviewed by a person: this is no conclusion.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: ['item_id'], catalogue_items: ['kind'] },
  parameters: {
    min_senders: {
      title: { zh: '转入人数', en: 'Senders' },
      unit: 'members',
      values: [
        {
          from: null,
          value: 10,
          why: {
            zh: '法律没有规定；家庭和亲友之间很少达到。',
            en: 'No law fixes it; family and friends seldom reach it.',
          },
        },
      ],
    },
    window_days: {
      title: { zh: '汇集的时间', en: 'Time in which they send' },
      unit: 'days',
      values: [{ from: null, value: 30, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
    cash_out_days: {
      title: { zh: '汇集后变现的时间', en: 'Time until cashing out' },
      unit: 'days',
      values: [{ from: null, value: 30, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
  },
  citations: [
    {
      law: 'anti-money-laundering',
      article: '10',
      summary: {
        zh: '任何单位和个人不得从事洗钱活动或者为洗钱活动提供便利。',
        en: 'Nobody may launder money or make it easier for others.',
      },
      status: 'verified',
    },
    {
      law: 'green-consumption',
      article: '全文',
      summary: { zh: '禁止倒卖绿色消费积分。', en: 'Reselling of green consumption points is forbidden.' },
      status: 'secondary',
    },
  ],
  reads: [
    'data.catalogue_items',
    'data.member_attributes',
    'ledger.accounts',
    'ledger.entries',
    'ledger.transfers',
  ],
  drawing: {
    shape: 'layers',
    edges: [
      {
        from: { kind: 'member', keys: ['from_member_id'] },
        to: { kind: 'member', keys: ['to_member_id'] },
        points: 'points',
      },
      {
        from: { kind: 'member', keys: ['to_member_id'] },
        to: { kind: 'cash_out', keys: ['cash_out'] },
        points: 'points_out',
      },
    ],
  },
});
