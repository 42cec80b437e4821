import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const unilateralChangeClause: Plant = {
  ruleId: 'unilateral-change-clause',
  plant(bed) {
    const free = terms(bed, 'x-change', {
      full_text: '积分自获得次日起24个月内有效。平台有权随时单方修改本规则，无须另行通知。',
    });
    bed.expect('terms', `${free}/x-change`);
    terms(bed, 'x-consult', {
      full_text: '积分自获得次日起24个月内有效。修改规则提前30日公示，会员不同意的可以退出。',
    });
  },
};
