import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const greenCatalogueShare: Plant = {
  ruleId: 'green-catalogue-share',
  plant(bed) {
    const promise = (promised_green_share: string) => ({ promised_green_share });
    bed.expect('terms', `${terms(bed, 'x-greener', promise('0.95'))}/x-greener`);
    terms(bed, 'x-greenish', promise('0.05'));
  },
};
