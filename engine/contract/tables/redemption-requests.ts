import { oneOf, points, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const redemptionRequests = table({
  name: 'redemption_requests',
  title: { zh: '兑换申请', en: 'Redemption requests' },
  grain: 'One request to redeem points.',
  key: ['request_id'],
  datedBy: 'requested_at',
  columns: {
    request_id: text('', required),
    member_id: text(),
    wallet: text(),
    item_id: text(),
    points_price: points(),
    requested_at: time(),
    outcome: oneOf(['accepted', 'declined']),
    decline_reason: text(),
  },
});
