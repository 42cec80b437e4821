import type { Plant } from './bed.ts';

export const expiredByRestore: Plant = {
  ruleId: 'expired-by-restore',
  plant(bed) {
    const dead = bed.member();
    bed.earn(dead, '2022-04-09T10:00', 800, {});
    bed.remind(dead, 'base', '2024-04-10');
    const redemption = bed.redeem(dead, '2024-04-01T10:00', 'I102');
    const back = bed.event({
      type: 'restore',
      member: dead,
      at: '2024-04-12T12:00',
      points: 800,
      reason: 'return',
      related: redemption,
    });
    bed.row('returns', {
      return_id: bed.id('RT'),
      event_id: redemption,
      requested_at: '2024-04-05T12:00',
      kind: 'seven_day',
      sale_channel: 'online',
      decision: 'approved',
      delivered_at: '2024-04-03T12:00',
      goods_received_at: '2024-04-09T12:00',
      refunded_at: '2024-04-12T12:00',
      points_returned: 800,
    });
    bed.expect('account', `base/${dead}`, back);
    // The hotel wallet gives thirty days of grace, in which the points are used again.
    const guest = bed.member();
    bed.earn(guest, '2022-03-05T10:00', 3500, { wallet: 'hotel', taxRate: '0.06' });
    bed.remind(guest, 'hotel', '2024-03-06');
    const booking = bed.redeem(guest, '2024-03-01T10:00', 'I402');
    bed.event({
      type: 'restore',
      member: guest,
      wallet: 'hotel',
      at: '2024-03-10T12:00',
      points: 3500,
      reason: 'cancelled',
      related: booking,
      balanceAfter: 3500,
    });
    bed.redeem(guest, '2024-03-20T10:00', 'I402', { balanceAfter: 0 });
  },
};
