import type { Plant } from './bed.ts';

export const greenPointsUncertified: Plant = {
  ruleId: 'green-points-uncertified',
  plant(bed) {
    for (const [name, green_certificate] of [
      ['散装“有机”杂粮', undefined],
      ['有机杂粮', 'COFCC-R-3077'],
    ] as const) {
      const product_id = bed.id('XP');
      const certified = {
        green_certificate,
        certificate_valid_from: '2024-01-01T00:00',
        certificate_valid_to: '2025-12-31T00:00',
      };
      bed.row('products', {
        product_id,
        merchant_id: 'L1',
        name,
        category: 'organic',
        green_category: 'organic_food',
        price: 50,
        ...(green_certificate ? certified : {}),
      });
      bed.event({
        member: bed.member(),
        wallet: 'green',
        type: 'earn',
        at: '2025-09-05T10:00',
        points: 100,
        reason: 'purchase',
        amount: 5000,
        taxRate: '0.09',
        quantity: 1,
        merchant: 'L1',
        product: product_id,
        order: bed.id('O'),
        channel: 'pos',
      });
      if (!green_certificate) bed.expect('product', product_id);
    }
  },
};
