import { defineCases } from '../../cases.ts';

const ad = (text: string | null, more: object = {}) => ({
  ad_id: 'A1',
  published_at: '2025-12-01 09:00:00',
  text,
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'The best points of the country, and everybody’s first choice',
    kind: 'violating',
    given: { advertisements: [ad('全国最佳积分，家电兑换首选。')] },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1', observed: '最佳' }],
  },
  {
    name: 'Newest, lowest spend and up to are not superlatives of quality',
    kind: 'compliant',
    given: { advertisements: [ad('最近上新：最低消费满100元，最高可兑3件。')] },
  },
  {
    name: 'Best before is a date; an empty text says nothing',
    kind: 'boundary',
    given: { advertisements: [ad('最佳食用期内的有机蔬菜箱'), ad(null, { ad_id: 'A2' })] },
  },
  {
    name: 'The first day of the law',
    kind: 'boundary',
    given: { advertisements: [ad('顶级好礼', { published_at: '2015-09-01 00:00:00' })] },
    findings: [{ subject_id: 'A1', observed: '顶级' }],
  },
  {
    name: 'The day before the law',
    kind: 'before-law',
    given: { advertisements: [ad('最佳积分', { published_at: '2015-08-31 23:59:59' })] },
  },
  {
    name: 'Without advertisements nothing can be judged',
    kind: 'not-evaluable',
    given: { promotions: [{ promotion_id: 'P1', version_from: '2025-01-01 00:00:00' }] },
    notEvaluable: ['advertisements'],
  },
]);
