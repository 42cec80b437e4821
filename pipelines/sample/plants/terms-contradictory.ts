import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const termsContradictory: Plant = {
  ruleId: 'terms-contradictory',
  plant(bed) {
    const both = terms(bed, 'x-forever', {
      validity_kind: 'lifetime',
      validity_months: undefined,
      reminder_days: 30,
      full_text: '积分终身有效，到期前30日提醒。',
    });
    bed.expect('terms', `${both}/x-forever`);
    terms(bed, 'x-always', {
      validity_kind: 'lifetime',
      validity_months: undefined,
      full_text: '积分终身有效。',
    });
  },
};
