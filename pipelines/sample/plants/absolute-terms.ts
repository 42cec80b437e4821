import type { Plant } from './bed.ts';
import { advertise } from './offers.ts';

export const absoluteTerms: Plant = {
  ruleId: 'absolute-terms',
  plant(bed) {
    bed.expect('advertisement', advertise(bed, '全国最佳积分，家电兑换首选。'));
    advertise(bed, '最近上新：兑换目录新增保温壶。');
  },
};
