import type { Plant } from './bed.ts';
import { offer, ownWallet, spend, terms } from './offers.ts';

export const valueGuaranteeNotHonoured: Plant = {
  ruleId: 'value-guarantee-not-honoured',
  wallets: { 'x-guarantee': ownWallet(), 'x-honoured': ownWallet() },
  plant(bed) {
    for (const [wallet, cash_price] of [
      ['x-guarantee', 10],
      ['x-honoured', 25],
    ] as const) {
      const guaranteed = terms(bed, wallet, { point_value: '0.02' });
      const member = bed.member();
      bed.earn(member, '2024-09-05T10:00', 1000, { wallet });
      spend(
        bed,
        member,
        '2024-10-05T10:00',
        offer(bed, `${cash_price} 元礼品`, 1000, { cash_price, list_value: cash_price }),
        { wallet },
      );
      if (cash_price === 10) bed.expect('terms', `${guaranteed}/${wallet}`);
    }
  },
};
