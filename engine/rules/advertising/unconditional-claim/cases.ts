import { defineCases } from '../../cases.ts';

const ad = (more: object) => ({
  ad_id: 'A1',
  published_at: '2025-12-01 09:00:00',
  ended_at: '2025-12-31 21:00:00',
  text: '积分换手机，立即参与！',
  item_id: 'PHONE',
  discloses_points_price: false,
  discloses_limits: false,
  ...more,
});
const phone = (more: object = {}) => ({
  item_id: 'PHONE',
  valid_from: '2025-01-01 00:00:00',
  name: '手机',
  points_price: '100000',
  limit_per_member: 1,
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Points for a phone, and 100,000 points unsaid',
    kind: 'violating',
    given: { advertisements: [ad({})], catalogue_items: [phone()] },
    findings: [
      { subject_type: 'advertisement', subject_id: 'A1', observed: '', expected: 'points_price, limits' },
    ],
  },
  {
    name: 'A reward named in the text alone counts, though nothing was declared either way',
    kind: 'violating',
    given: {
      advertisements: [ad({ item_id: null, discloses_points_price: null, discloses_limits: null })],
    },
    findings: [{ subject_id: 'A1' }],
  },
  {
    name: 'The price is told, the limit of one each is not',
    kind: 'violating',
    given: {
      advertisements: [ad({ text: '10万积分换手机', discloses_points_price: true })],
      catalogue_items: [phone()],
    },
    findings: [{ subject_id: 'A1', observed: 'points_price' }],
  },
  {
    name: 'What the points are earned by is not what the reward costs',
    kind: 'violating',
    given: { advertisements: [ad({ text: '消费1元积1分，积分换手机，每人限1台。' })] },
    findings: [{ subject_id: 'A1', observed: 'limits' }],
  },
  {
    name: 'Said in the text itself, or declared as disclosed',
    kind: 'compliant',
    given: {
      advertisements: [
        ad({ text: '积分换手机：需100000积分，限前10名，每人限兑1台。' }),
        ad({ ad_id: 'A2', discloses_points_price: true, discloses_limits: true }),
        ad({ ad_id: 'A3', text: '获得1000积分即可兑换手机，每人限1台' }),
      ],
    },
  },
  {
    name: 'No reward is named; nothing is known of the text; no limit exists',
    kind: 'boundary',
    given: {
      advertisements: [
        ad({ item_id: null, text: '积分兑换好礼，尽在会员中心。' }),
        ad({ ad_id: 'A2', text: null, discloses_points_price: null, discloses_limits: null }),
        ad({ ad_id: 'A3', text: '10万积分换手机' }),
      ],
      catalogue_items: [phone({ limit_per_member: null })],
    },
  },
  {
    name: 'Before the law on consumers and their right to know',
    kind: 'before-law',
    given: { advertisements: [ad({ published_at: '2014-03-14 23:00:00', ended_at: null })] },
  },
  {
    name: 'Without advertisements nothing can be judged',
    kind: 'not-evaluable',
    given: { catalogue_items: [phone()] },
    notEvaluable: ['advertisements'],
  },
  {
    name: 'There was a limit before and will be one afterwards, and cups have one: while this ran the phone had none',
    kind: 'boundary',
    given: {
      advertisements: [ad({ text: '10万积分换手机', discloses_points_price: true })],
      catalogue_items: [
        phone({ valid_to: '2025-12-01 00:00:00' }),
        phone({ valid_from: '2025-12-01 00:00:00', valid_to: '2026-01-15 00:00:00', limit_per_member: null }),
        phone({ valid_from: '2026-01-15 00:00:00' }),
        phone({ item_id: 'CUP' }),
      ],
    },
  },
]);
