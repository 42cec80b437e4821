import type { Plant } from './bed.ts';

export const expiredPointsUsed: Plant = {
  ruleId: 'expired-points-used',
  plant(bed) {
    // Base points of January 2022 last 24 months and expire by themselves.
    const [late, inTime] = [bed.member(), bed.member()];
    for (const member of [late, inTime]) {
      bed.earn(member, '2022-01-10T10:00', 800);
      bed.remind(member, 'base', '2024-01-11');
    }
    bed.expect('account', `base/${late}`, bed.redeem(late, '2024-01-12T10:00', 'I102'));
    bed.redeem(inTime, '2024-01-10T23:59', 'I102', { balanceAfter: 0 });

    // Railway points expire when that is booked; spent on the morning after, before the booking.
    const [lateBooked, inTimeBooked] = [bed.member(), bed.member()];
    for (const member of [lateBooked, inTimeBooked]) {
      bed.earn(member, '2022-03-05T10:00', 5000, { wallet: 'travel' });
      bed.remind(member, 'travel', '2024-03-06');
    }
    bed.expect('account', `travel/${lateBooked}`, bed.redeem(lateBooked, '2024-03-06T08:00', 'I501'));
    bed.redeem(inTimeBooked, '2024-03-05T23:58', 'I501', { balanceAfter: 0 });
  },
};
