import type { Plant } from './bed.ts';
import { approvedReturn } from './offers.ts';

export const earnNotReversed: Plant = {
  ruleId: 'earn-not-reversed',
  plant(bed) {
    const keeper = bed.member();
    const kept = bed.earn(keeper, '2025-04-01T10:00', 300);
    approvedReturn(bed, kept, '04', { refunded_amount: 300 });
    bed.expect('account', `base/${keeper}`, kept);
    // In Zhejiang points stay with the member when the goods were faulty.
    const shirt = bed.earn(bed.member({ region_code: '330100' }), '2025-04-01T10:00', 129, {
      product: 'P902',
    });
    approvedReturn(bed, shirt, '04', { kind: 'quality', refunded_amount: 129 });
  },
};
