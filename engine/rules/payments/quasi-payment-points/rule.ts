import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'quasi-payment-points',
  group: 'payments',
  version: 1,
  title: { zh: '积分具有支付工具的全部特征', en: 'Points that work like a means of payment' },
  explanation: {
    zh: '积分类别 {subject_id} 可以花钱购买（{points_bought} 分）、任意转让（{points_transferred} 分）、提取现金（{points_cashed} 分），并被 {merchants} 家互不关联的商户接受，可能构成未经许可的支付业务。请人工核对。',
    en: 'Points of wallet {subject_id} can be bought for money ({points_bought}), passed on freely ({points_transferred}), cashed out ({points_cashed}) and are taken by {merchants} unaffiliated merchants: this may be payment business without a licence. A person should check.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'programme',
  needs: {
    point_events: ['reason', 'item_id', 'merchant_id'],
    catalogue_items: ['kind'],
    merchants: ['affiliate_group'],
  },
  parameters: {
    unaffiliated_merchants: {
      title: { zh: '互不关联的商户数', en: 'Merchants without a common group' },
      unit: 'merchants',
      values: [
        {
          from: null,
          value: 2,
          why: {
            zh: '只在发行人及其关联方使用的不属于支付业务；两家以上互不关联的商户才提示。',
            en: 'What is used only with the issuer and its group is no payment business; two groups are the least.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'payment-regulation',
      article: '6, 47',
      summary: {
        zh: '未经许可不得从事或者变相从事非银行支付业务；可购买、可转让、可提现且被无关联商户接受的积分是否属之，系本产品的理解。',
        en: 'No payment business, even in disguise, without a licence; that points with all four traits may be one is our reading.',
      },
      status: 'interpretation',
    },
  ],
  reads: [
    'balances.earnings',
    'balances.flows',
    'data.catalogue_items',
    'data.merchants',
    'meta.wallets',
    'redemption.prices_paid',
  ],
});
