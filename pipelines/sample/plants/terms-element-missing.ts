import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const termsElementMissing: Plant = {
  ruleId: 'terms-element-missing',
  plant(bed) {
    // Nobody is told how to redeem.
    const silent = terms(bed, 'x-silent', { redemption_method: undefined });
    bed.expect('terms', `${silent}/x-silent`);
    // Terms may well exclude nothing.
    terms(bed, 'x-spoken', { exclusions: undefined });
  },
};
