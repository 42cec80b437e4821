import type { Plant } from './bed.ts';
import { approvedReturn, offer, spend } from './offers.ts';

export const inferiorReward: Plant = {
  ruleId: 'inferior-reward',
  plant(bed) {
    for (const [name, faulty] of [
      ['折叠伞', 7],
      ['雨衣', 1],
    ] as const) {
      const item = offer(bed, name, 500);
      const member = bed.member();
      bed.earn(member, '2025-03-05T10:00', 5000);
      for (let piece = 0; piece < 8; piece++) {
        const event_id = spend(bed, member, `2025-04-01T1${piece}:00`, item);
        if (piece >= faulty) continue;
        approvedReturn(bed, event_id, '04', { kind: 'quality', points_returned: 500 });
        bed.event({
          type: 'restore',
          member,
          at: `2025-04-12T12:0${piece}`,
          points: 500,
          reason: 'return',
          related: event_id,
        });
      }
      if (faulty > 1) bed.expect('item', item.id);
    }
  },
};
