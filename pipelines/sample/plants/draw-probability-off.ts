import type { Plant } from './bed.ts';
import { announceDraw } from './offers.ts';

export const drawProbabilityOff: Plant = {
  ruleId: 'draw-probability-off',
  plant(bed) {
    for (const wins of [0, 12]) {
      const promotion_id = announceDraw(bed);
      const member_id = bed.member();
      for (let entry = 0; entry < 24; entry++) {
        const at = `2025-03-${String(entry + 2).padStart(2, '0')}T10:00`;
        bed.row('draws', {
          event_id: bed.earn(member_id, at, 20),
          promotion_id,
          member_id,
          drawn_at: '2025-04-02T10:00',
          prize_id: entry < wins ? 'WOK' : undefined,
          prize_value: entry < wins ? 159 : undefined,
          won: entry < wins,
        });
      }
      if (wins === 0) bed.expect('promotion', promotion_id);
    }
  },
};
