import type { Plant } from './bed.ts';
import { advertise, offer } from './offers.ts';

export const unconditionalClaim: Plant = {
  ruleId: 'unconditional-claim',
  plant(bed) {
    const phone = offer(bed, '手机', 100_000, { cash_price: 2499 });
    const silent = { item_id: phone.id, discloses_points_price: false, discloses_limits: false };
    bed.expect('advertisement', advertise(bed, '积分换手机，立即参与！', silent));
    // Not declared in the table, but said in the text itself.
    advertise(bed, '积分换手机：需100000积分，限前10名，每人限兑1台。', silent);
  },
};
