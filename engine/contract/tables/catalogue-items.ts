import { boolean, integer, money, oneOf, points, quantity, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const catalogueItems = table({
  name: 'catalogue_items',
  title: { zh: '兑换目录', en: 'Catalogue of rewards' },
  grain: 'One reward and the period in which it was offered on these conditions.',
  key: ['item_id', 'valid_from'],
  datedBy: 'valid_from',
  columns: {
    item_id: text('', required),
    valid_from: time(),
    valid_to: time(),
    merchant_id: text(),
    name: text(),
    category: text(),
    kind: oneOf(['goods', 'service', 'coupon', 'upgrade', 'offset', 'draw_entry', 'equity', 'cash']),
    points_price: points(),
    cash_price: money('Price without points'),
    cash_part: money('Cash to add'),
    list_value: money(),
    unit_cost: money(),
    is_green: boolean(),
    stock: quantity(),
    min_spend: money(),
    min_tier: text(),
    limit_per_member: integer(),
    eligible_segment: text('`tier=gold;credit_tier=A;min_age=60`, all must hold'),
    priority_from: time(),
  },
});
