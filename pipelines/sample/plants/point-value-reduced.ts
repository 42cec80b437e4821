import type { Plant } from './bed.ts';
import { offer, ownWallet, terms } from './offers.ts';

export const pointValueReduced: Plant = {
  ruleId: 'point-value-reduced',
  wallets: { 'x-stable': ownWallet({ validity: [{ from: '2021-07-01', lifetime: true }] }) },
  plant(bed) {
    terms(bed, 'x-stable', {
      validity_kind: 'lifetime',
      validity_months: undefined,
      promises_value_stability: true,
      full_text: '积分终身有效，兑换价值保持稳定。',
    });
    bed.earn(bed.member(), '2022-03-05T10:00', 500, { wallet: 'x-stable' });
    // A tenth more points for the same goods, against a tenth more for goods that cost a tenth more.
    for (const [name, cash_price] of [
      ['蒸锅', 20],
      ['电热水壶', 22],
    ] as const) {
      const { id } = offer(bed, name, 1000, { valid_to: '2025-01-01T00:00', cash_price: 20, list_value: 20 });
      bed.row('catalogue_items', {
        item_id: id,
        valid_from: '2025-01-01T00:00',
        merchant_id: 'R1',
        name,
        category: 'sundries',
        kind: 'goods',
        points_price: 1100,
        cash_price,
        cash_part: 0,
        list_value: cash_price,
        unit_cost: 12,
        is_green: false,
        stock: 500,
      });
      if (cash_price === 20) bed.expect('item', id);
    }
  },
};
