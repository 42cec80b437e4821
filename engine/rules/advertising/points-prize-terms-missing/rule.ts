import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'points-prize-terms-missing',
  group: 'advertising',
  version: 1,
  title: {
    zh: '以积分或券为奖品却未公布使用规则',
    en: 'Points or vouchers as prizes without the rules of their use',
  },
  explanation: {
    zh: '活动 {subject_id}（{occurred_on}）以“{prize_kinds}”为奖品，却没有公布：{missing}。中奖人不知道奖品怎么用、用到什么时候。',
    en: 'Promotion {subject_id} ({occurred_on}) gives “{prize_kinds}” as prizes and does not publish: {missing}. Winners cannot know what the prize is good for, or until when.',
  },
  words: {
    missing: {
      exchange_rules: { zh: '兑换规则', en: 'exchange rules' },
      prize_scope: { zh: '使用范围', en: 'scope' },
      prize_validity: { zh: '有效期限', en: 'validity' },
      prize_limits: { zh: '限制条件', en: 'limits' },
      third_party: { zh: '其他经营者的名称和兑换地点', en: 'name and place of the third party' },
    },
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: {
    promotions: ['kind', 'prize_kinds', 'exchange_rules', 'prize_scope', 'prize_validity', 'prize_limits'],
  },
  parameters: {
    points_like: {
      title: { zh: '积分、券类奖品的用语', en: 'Words for points and vouchers' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: '积分|礼券|兑换券|代金券|抵用券|优惠券|购物券|券|points|voucher|coupon',
          why: {
            zh: '规范促销行为暂行规定第十四条列举积分、礼券、兑换券、代金券等形式。',
            en: 'Art. 14 of the rules on promotions lists points, gift, exchange and cash vouchers.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'promotion-rules',
      article: '14',
      summary: {
        zh: '奖品为积分、礼券、兑换券、代金券等形式的，应当公布兑换规则、使用范围、有效期限以及其他限制性条件；需要向其他经营者兑换的，还应当公布其名称和兑换地点或者途径。',
        en: 'For points and vouchers as prizes, exchange rules, scope, validity and limits must be published, and the name and place of another trader who honours them.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.promotions', 'meta.programmes'],
});
