import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const noReturnClause: Plant = {
  ruleId: 'no-return-clause',
  plant(bed) {
    const refusing = terms(bed, 'x-noreturn', {
      full_text: '积分自获得次日起24个月内有效。积分兑换的商品一经兑换概不退换。',
    });
    bed.expect('terms', `${refusing}/x-noreturn`);
    terms(bed, 'x-return', {
      full_text: '积分自获得次日起24个月内有效。积分兑换的商品同样适用七日无理由退货。',
    });
  },
};
