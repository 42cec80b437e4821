import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'return-refused-for-points',
  group: 'rewards',
  version: 1,
  title: { zh: '以积分兑换为由拒绝退货', en: 'Return refused because goods were redeemed with points' },
  explanation: {
    zh: '账户 {subject_id} 以积分兑换的商品（流水 {event_id}）于 {occurred_on} 申请退货，商家以“{refusal}”为由拒绝；该退货{ground}，不因以积分支付而丧失。',
    en: 'On {occurred_on} the return of goods that account {subject_id} had redeemed (event {event_id}) was refused: “{refusal}”. The return {ground}; having paid with points does not take that right away.',
  },
  words: {
    ground: {
      quality: { zh: '因质量问题提出', en: 'was asked for faulty goods' },
      seven_day: { zh: '在收货七日之内提出', en: 'was asked within seven days of delivery' },
    },
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: {
    returns: [
      'event_id',
      'kind',
      'decision',
      'refusal_reason',
      'requested_at',
      'delivered_at',
      'sale_channel',
    ],
  },
  parameters: {
    return_days: {
      title: { zh: '无理由退货期限', en: 'Days of return without reason' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 7,
          why: {
            zh: '消费者权益保护法第二十五条：自收到商品之日起七日内。',
            en: 'Art. 25 of the Consumer Law: within seven days of receiving the goods.',
          },
        },
      ],
    },
    remote_channels: {
      title: { zh: '远程销售渠道', en: 'Channels of remote sale' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: 'online|web|app|mini|wechat|phone|tel|tv|mail|网|小程序|电话|电视|邮购',
          why: {
            zh: '消费者权益保护法第二十五条：网络、电视、电话、邮购等方式。',
            en: 'Art. 25 of the Consumer Law: by network, television, telephone, mail order.',
          },
        },
      ],
    },
    excluded_categories: {
      title: { zh: '不适用无理由退货的类别', en: 'Categories without that right' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: 'custom|fresh|organic|digital|newspaper|定制|生鲜|鲜活|易腐|数字|报纸|期刊',
          why: {
            zh: '消费者权益保护法第二十五条：定作、鲜活易腐、在线下载的数字化商品、交付的报纸期刊。',
            en: 'Art. 25 of the Consumer Law: made to order, perishable, digital downloads, newspapers.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'consumer-law',
      article: '24, 25',
      summary: {
        zh: '质量不符合要求的可以退货；网络等方式销售的商品，消费者有权自收到之日起七日内退货且无需说明理由。',
        en: 'Faulty goods may be returned; goods sold remotely within seven days of receipt without giving a reason.',
      },
      status: 'verified',
      penalty: 'consumer-law-56',
    },
    {
      law: 'consumer-regulation',
      article: '19',
      summary: {
        zh: '不得以商品已拆封、特价等理由拒绝七日无理由退货，不得擅自扩大不适用的范围。',
        en: 'Seven-day returns must not be refused on grounds of the trader’s own making.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50',
    },
    {
      law: 'seven-day-return',
      article: '31',
      summary: {
        zh: '网络商品销售者应当建立七日无理由退货规则，不得拒绝；以积分全额兑换视同购买，系本产品的理解。',
        en: 'Sellers must honour seven-day returns; that goods got for points alone count as bought is our reading.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['data.catalogue_items', 'data.returns', 'ledger.entries'],
});
