import type { Plant } from './bed.ts';
import { approvedReturn } from './offers.ts';

export const pointsNotReturnedInKind: Plant = {
  ruleId: 'points-not-returned-in-kind',
  plant(bed) {
    for (const isReturned of [false, true]) {
      const member = bed.member();
      bed.earn(member, '2025-03-05T10:00', 800);
      const event_id = bed.redeem(member, '2025-04-01T10:00', 'I102');
      approvedReturn(bed, event_id, '04', {
        points_returned: isReturned ? 800 : undefined,
        refunded_amount: isReturned ? undefined : 5,
      });
      if (isReturned)
        bed.event({
          type: 'restore',
          member,
          at: '2025-04-12T12:00',
          points: 800,
          reason: 'return',
          related: event_id,
        });
      else bed.expect('account', `base/${member}`, event_id);
    }
  },
};
