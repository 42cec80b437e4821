import type { Plant } from './bed.ts';

/** The programme's own story breaks this one: 20,000 car-service points are a voucher off an insurance premium. */
export const insuranceRebate: Plant = {
  ruleId: 'insurance-rebate',
  plant(bed) {
    bed.expect('item', 'I303');
  },
};
