import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'farmed-green-points',
  group: 'crime',
  version: 1,
  title: { zh: '疑似刷取绿色积分', en: 'Green points that look farmed' },
  explanation: {
    zh: '{subject_id}：{earned_on} 一天内集中获得绿色积分，笔数/事后退回笔数为 {observed}（涉及 {members} 名会员、{points} 分）。集中购买后退货，或同一家庭、同一单位的人在同一商户集中获得，可能是刷分；请人工核查，本提示不是结论。',
    en: '{subject_id}: a burst of green points on {earned_on}; earns / later taken back: {observed} ({members} members, {points} points). Buying in bursts and returning, or people of one household or workplace earning in bursts at one merchant, may be farming; to be reviewed by a person: this is no conclusion.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'programme',
  needs: { point_events: ['related_event_id'] },
  parameters: {
    burst_earns: {
      title: { zh: '一名会员一天的绿色积分笔数', en: 'Green earns of a member on one day' },
      unit: 'earns',
      values: [{ from: null, value: 8, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
    refunded_pct: {
      title: { zh: '事后退回的比例', en: 'Share taken back later' },
      unit: '%',
      values: [{ from: null, value: 50, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
    linked_members: {
      title: { zh: '同一家庭或单位的会员数', en: 'Members of one household or workplace' },
      unit: 'members',
      values: [{ from: null, value: 3, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
    earns_each: {
      title: { zh: '他们平均每人的笔数', en: 'Earns of each of them on average' },
      unit: 'earns',
      values: [
        {
          from: null,
          value: 5,
          why: { zh: '一家人一起购物通常不会超过。', en: 'Families who shop together seldom have more.' },
        },
      ],
    },
  },
  citations: [
    {
      law: 'programme-terms',
      article: '绿色积分奖励真实的绿色消费',
      summary: {
        zh: '绿色积分只奖励真实发生的绿色消费和行为。',
        en: 'Green points reward green purchases and acts that really happened.',
      },
      status: 'interpretation',
    },
    {
      law: 'green-consumption',
      article: '全文',
      summary: {
        zh: '绿色消费积分应当真实，禁止倒卖、套取。',
        en: 'Green consumption points must be genuine; reselling and false claims are forbidden.',
      },
      status: 'secondary',
    },
  ],
  reads: ['balances.green_earn_days', 'data.member_attributes'],
  drawing: {
    shape: 'layers',
    edges: [
      { from: { kind: 'link', keys: ['linked_by'] }, to: { kind: 'member', keys: ['member_id'] } },
      {
        from: { kind: 'member', keys: ['member_id'] },
        to: { kind: 'merchant', keys: ['merchant_id'] },
        points: 'points',
      },
    ],
  },
});
