import { happensLater, money, oneOf, points, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const returns = table({
  name: 'returns',
  title: { zh: '退货', en: 'Returns' },
  grain: 'One request to return a reward or a purchase.',
  key: ['return_id'],
  datedBy: 'requested_at',
  columns: {
    return_id: text('', required),
    event_id: text(),
    requested_at: time(),
    kind: oneOf(['quality', 'seven_day', 'other']),
    sale_channel: text(),
    decision: oneOf(['approved', 'refused']),
    refusal_code: text(),
    refusal_reason: text(),
    delivered_at: time('To the member', happensLater),
    goods_received_at: time('Back at the seller', happensLater),
    refunded_at: time('', happensLater),
    refunded_amount: money(),
    points_returned: points(),
  },
});
