import type { Plant } from './bed.ts';
import { offer } from './offers.ts';

export const raisedBeforeDiscount: Plant = {
  ruleId: 'raised-before-discount',
  plant(bed) {
    for (const [name, before] of [
      ['砂锅', 1000],
      ['砧板', 1300],
    ] as const) {
      const priced = (points: number) => ({
        points_price: points,
        cash_price: points / 50,
        list_value: points / 50,
      });
      const { id } = offer(bed, name, before, { valid_to: '2025-03-01T00:00' });
      const row = {
        item_id: id,
        merchant_id: 'R1',
        name,
        category: 'sundries',
        kind: 'goods',
        cash_part: 0,
        unit_cost: 12,
        is_green: false,
        stock: 500,
      };
      bed.row('catalogue_items', {
        ...row,
        ...priced(1300),
        valid_from: '2025-03-01T00:00',
        valid_to: '2025-04-01T00:00',
      });
      bed.row('catalogue_items', {
        ...row,
        ...priced(1300),
        points_price: 1000,
        valid_from: '2025-04-01T00:00',
        valid_to: '2025-05-01T00:00',
      });
      bed.row('catalogue_items', { ...row, ...priced(1300), valid_from: '2025-05-01T00:00' });
      const promotion_id = bed.id('XD');
      bed.row('promotions', {
        promotion_id,
        version_from: '2025-03-20T00:00',
        name: '四月特惠',
        kind: 'redemption_discount',
        starts_at: '2025-04-01T00:00',
        ends_at: '2025-05-01T00:00',
        item_id: id,
        promo_points_price: 1000,
        original_points_price: 1300,
        original_price_basis: '活动开始前30日内的积分价',
        disclosed_conditions: '四月由1300分降为1000分。',
        organiser: '红米好物会员中心',
      });
      if (before === 1000) bed.expect('promotion', promotion_id);
    }
  },
};
