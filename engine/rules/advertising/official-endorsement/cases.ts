import { defineCases } from '../../cases.ts';

const ad = (text: string | null, more: object = {}) => ({
  ad_id: 'A1',
  published_at: '2025-12-01 09:00:00',
  text,
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Recommended by the market regulator',
    kind: 'violating',
    given: { advertisements: [ad('国家市场监督管理总局推荐的积分平台。')] },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1', observed: '市场监督管理总局推荐' }],
  },
  {
    name: 'A hotline for complaints and a licence number are facts',
    kind: 'compliant',
    given: {
      advertisements: [
        ad('对兑换有疑问，可拨打12315咨询或投诉。'),
        ad('支付业务许可证由中国人民银行颁发，编号见网站。', { ad_id: 'A2' }),
      ],
    },
  },
  {
    name: 'The endorsement stands in another clause than the authority; an empty text says nothing',
    kind: 'boundary',
    given: {
      advertisements: [ad('依照商务部等部门的通知，会员推荐好友得积分。'), ad(null, { ad_id: 'A2' })],
    },
  },
  {
    name: 'Chosen by the government, whichever one',
    kind: 'boundary',
    given: { advertisements: [ad('政府指定积分平台')] },
    findings: [{ subject_id: 'A1', observed: '政府指定' }],
  },
  {
    name: 'Before the advertising law',
    kind: 'before-law',
    given: { advertisements: [ad('商务部推荐', { published_at: '2015-08-31 23:59:59' })] },
  },
  {
    name: 'Without advertisements nothing can be judged',
    kind: 'not-evaluable',
    given: { promotions: [{ promotion_id: 'P1', version_from: '2025-01-01 00:00:00' }] },
    notEvaluable: ['advertisements'],
  },
]);
