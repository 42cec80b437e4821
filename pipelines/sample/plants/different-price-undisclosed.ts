import type { Plant } from './bed.ts';
import { offer, spend } from './offers.ts';

export const differentPriceUndisclosed: Plant = {
  ruleId: 'different-price-undisclosed',
  plant(bed) {
    const hidden = offer(bed, '电风扇', 800);
    const disclosed = offer(bed, '电暖器', 1000);
    bed.row('catalogue_items', {
      item_id: disclosed.id,
      valid_from: '2022-01-02T00:00',
      merchant_id: 'R1',
      name: '电暖器（金卡价）',
      category: 'sundries',
      kind: 'goods',
      points_price: 800,
      cash_price: 20,
      cash_part: 0,
      list_value: 20,
      unit_cost: 12,
      is_green: false,
      stock: 500,
      eligible_segment: 'tier=gold',
    });
    for (const points of [800, 1000]) {
      const [unaware, member_id] = [bed.member(), bed.member()];
      for (const member of [unaware, member_id]) bed.earn(member, '2024-09-05T10:00', 1000);
      spend(bed, unaware, '2025-03-10T10:00', hidden, { points });
      if (points === 800)
        bed.row('member_attributes', {
          member_id,
          attribute: 'tier',
          value: 'gold',
          valid_from: '2022-01-01T00:00',
        });
      spend(bed, member_id, '2025-03-10T10:00', disclosed, { points });
    }
    bed.expect('item', hidden.id);
  },
};
