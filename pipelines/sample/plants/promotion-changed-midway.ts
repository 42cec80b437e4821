import type { Plant } from './bed.ts';
import { announceDraw, draw } from './offers.ts';

export const promotionChangedMidway: Plant = {
  ruleId: 'promotion-changed-midway',
  plant(bed) {
    for (const prize of [100, 800]) {
      const promotion = draw(bed, { max_prize_value: 500 });
      announceDraw(bed, { version_from: '2025-03-15T00:00', max_prize_value: prize }, promotion);
      if (prize === 100) bed.expect('promotion', promotion);
    }
  },
};
