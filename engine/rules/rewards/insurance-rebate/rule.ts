import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'insurance-rebate',
  group: 'rewards',
  version: 1,
  title: {
    zh: '积分兑换保费抵用，疑似合同外利益',
    en: 'Points for premium vouchers, a benefit outside the contract',
  },
  explanation: {
    zh: '奖品 {subject_id}“{name}”以积分抵减保险费（累计兑换 {redeemed_points} 分），可能构成保险合同约定以外的利益。请人工核对由谁承担、保险公司是否知情。',
    en: 'Reward {subject_id} “{name}” takes points off an insurance premium ({redeemed_points} points so far) and may be a benefit outside the contract. A person should check who bears it and whether the insurer knows.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'programme',
  needs: { catalogue_items: ['name', 'category'] },
  citations: [
    {
      law: 'insurance-law',
      article: '116(4), 131(3)',
      summary: {
        zh: '保险公司、代理人、经纪人及其从业人员不得给予或者承诺给予投保人保险合同约定以外的利益。',
        en: 'Insurers and their agents must not give or promise policy holders benefits outside the contract.',
      },
      status: 'unverified',
    },
  ],
  reads: ['data.catalogue_items', 'meta.programmes', 'redemption.prices_paid'],
});
