import type { Plant } from './bed.ts';

export const returnRefusedForPoints: Plant = {
  ruleId: 'return-refused-for-points',
  plant(bed) {
    for (const [requested_at, isInTime] of [
      ['2025-04-08T12:00', true],
      ['2025-04-25T12:00', false],
    ] as const) {
      const member = bed.member();
      bed.earn(member, '2025-03-05T10:00', 800);
      const event_id = bed.redeem(member, '2025-04-01T10:00', 'I102');
      bed.row('returns', {
        return_id: bed.id('RT'),
        event_id,
        requested_at,
        kind: 'seven_day',
        sale_channel: 'online',
        decision: 'refused',
        refusal_code: isInTime ? 'points_redeemed' : 'too_late',
        refusal_reason: isInTime ? '积分兑换商品不支持退货' : '已超过收货后七日',
        delivered_at: '2025-04-03T12:00',
      });
      if (isInTime) bed.expect('account', `base/${member}`, event_id);
    }
  },
};
