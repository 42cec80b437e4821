import type { Plant } from './bed.ts';
import { advertise, offer } from './offers.ts';

export const rewardUnavailable: Plant = {
  ruleId: 'reward-unavailable',
  plant(bed) {
    for (const stock of [0, 3]) {
      const item = offer(bed, stock === 0 ? '空气炸锅' : '电饼铛', 4000, { stock });
      const ad = advertise(bed, '4000积分兑换小家电，库存有限，每人限兑1台。', { item_id: item.id });
      if (stock === 0) bed.expect('advertisement', ad);
    }
  },
};
