import type { Plant } from './bed.ts';

export const redemptionRefused: Plant = {
  ruleId: 'redemption-refused',
  plant(bed) {
    const request = (member_id: string, item_id: string, points_price: number, decline_reason: string) =>
      bed.row('redemption_requests', {
        request_id: bed.id('RQ'),
        member_id,
        wallet: 'base',
        item_id,
        points_price,
        requested_at: '2024-10-05T10:00',
        outcome: 'declined',
        decline_reason,
      });
    const refused = bed.member();
    bed.earn(refused, '2024-09-05T10:00', 1000);
    request(refused, 'I102', 800, 'system_busy');
    bed.expect('member', refused);
    const poor = bed.member();
    bed.earn(poor, '2024-09-05T10:00', 700);
    request(poor, 'I102', 800, 'insufficient_points');
  },
};
