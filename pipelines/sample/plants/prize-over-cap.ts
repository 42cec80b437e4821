import type { Plant } from './bed.ts';
import { draw } from './offers.ts';

export const prizeOverCap: Plant = {
  ruleId: 'prize-over-cap',
  plant(bed) {
    bed.expect('promotion', draw(bed, { max_prize_value: 60_000, prize_kinds: '家用轿车一年使用权' }));
    draw(bed, { max_prize_value: 50_000, prize_kinds: '家电套装（实物）' });
  },
};
