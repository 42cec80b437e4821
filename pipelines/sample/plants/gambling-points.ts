import type { Plant } from './bed.ts';
import { announceDraw, offer, spend } from './offers.ts';

export const gamblingPoints: Plant = {
  ruleId: 'gambling-points',
  plant(bed) {
    for (const isStake of [true, false]) {
      const promotion_id = announceDraw(
        bed,
        isStake ? { prize_kinds: '现金红包', max_prize_value: 500 } : {},
      );
      const member_id = bed.member();
      const entry = isStake
        ? offer(bed, '幸运转盘一次', 100, { kind: 'draw_entry', cash_price: 2 })
        : undefined;
      bed.earn(member_id, '2025-02-20T10:00', 1000);
      for (let count = 0; count < 6; count++) {
        const at = `2025-03-05T1${count}:00`;
        const event_id = entry ? spend(bed, member_id, at, entry) : bed.earn(member_id, at, 20);
        const won = count % 2 === 0;
        bed.row('draws', {
          event_id,
          promotion_id,
          member_id,
          drawn_at: at,
          prize_id: won ? 'CASH' : undefined,
          prize_value: won ? 50 : undefined,
          won,
        });
      }
      if (isStake) bed.expect('promotion', promotion_id);
    }
  },
};
