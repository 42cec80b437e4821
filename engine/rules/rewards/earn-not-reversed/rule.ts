import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'earn-not-reversed',
  group: 'rewards',
  version: 1,
  title: {
    zh: '退款后积分未扣回或扣回比例不符',
    en: 'Points of a refunded purchase kept, or clawed back at another rate',
  },
  explanation: {
    zh: '账户 {subject_id} 的消费（流水 {event_id}）于 {occurred_on} 退款，按获得时的比例应扣回 {expected} 分，实际扣回 {observed} 分。',
    en: 'The purchase of account {subject_id} (event {event_id}) was refunded on {occurred_on}; at the rate at which its points were earned {expected} are to be taken back, and {observed} were.',
  },
  severity: 'low',
  nature: 'violation',
  level: 'account',
  needs: { returns: ['event_id', 'decision', 'kind', 'refunded_at'] },
  parameters: {
    tolerance: {
      title: { zh: '允许的舍入误差', en: 'Rounding that is tolerated' },
      unit: 'points',
      values: [
        {
          from: null,
          value: 1,
          why: {
            zh: '按比例扣回时不足一分的舍入。',
            en: 'Rounding to whole points when a part is taken back.',
          },
        },
      ],
    },
    grace_days: {
      title: { zh: '退款后扣回积分的宽限', en: 'Days after the refund to take points back' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 30,
          why: {
            zh: '法律没有规定扣回期限；退款后三十日仍未扣回才提示。',
            en: 'No law sets a time; only what is still missing thirty days after the refund is found.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'seven-day-return',
      article: '12',
      summary: {
        zh: '消费者退货应当将商品本身、配件及赠品一并退回；随购买获得的积分亦同。',
        en: 'Goods go back with accessories and gifts; points got with the purchase likewise.',
      },
      status: 'verified',
    },
    {
      law: 'zhejiang-consumer',
      article: '13',
      summary: {
        zh: '浙江：因质量问题退货的，不扣回消费者获得的积分。',
        en: 'Zhejiang: on returns for quality the consumer keeps the points.',
      },
      status: 'verified',
    },
  ],
  reads: [
    'data.members',
    'data.merchants',
    'data.returns',
    'ledger.entries',
    'lots.lot_facts',
    'meta.programmes',
  ],
});
