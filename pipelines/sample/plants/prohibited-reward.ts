import type { Plant } from './bed.ts';
import { offer } from './offers.ts';

export const prohibitedReward: Plant = {
  ruleId: 'prohibited-reward',
  plant(bed) {
    bed.expect('item', offer(bed, '硬盒香烟一条', 20_000, { category: 'tobacco' }).id);
    // Yantai grows apples; the name has the character for smoke and no tobacco.
    offer(bed, '烟台苹果礼盒', 4000);
  },
};
