import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const termsNotProminent: Plant = {
  ruleId: 'terms-not-prominent',
  plant(bed) {
    const hidden = terms(bed, 'x-hidden', { prominent: false, prompt_method: undefined });
    bed.expect('terms', `${hidden}/x-hidden`);
    terms(bed, 'x-shown', { prompt_method: 'read_aloud' });
  },
};
