import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const finalInterpretationClause: Plant = {
  ruleId: 'final-interpretation-clause',
  plant(bed) {
    const reserved = terms(bed, 'x-final', {
      full_text: '积分自获得次日起24个月内有效。本规则最终解释权归红米好物所有。',
    });
    bed.expect('terms', `${reserved}/x-final`);
    terms(bed, 'x-asked', { full_text: '积分自获得次日起24个月内有效。对规则有疑问的，平台应当作出解释。' });
  },
};
