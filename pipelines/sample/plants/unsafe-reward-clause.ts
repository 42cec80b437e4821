import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const unsafeRewardClause: Plant = {
  ruleId: 'unsafe-reward-clause',
  plant(bed) {
    const text = (clause: string) => ({ full_text: `积分自获得次日起24个月内有效。${clause}` });
    const unsafe = terms(bed, 'x-unsafe', text('兑换商品造成的人身、财产损害，平台概不承担责任。'));
    bed.expect('terms', `${unsafe}/x-unsafe`);
    terms(bed, 'x-safe', text('兑换商品造成损害的，平台依法承担责任。'));
  },
};
