import type { Plant } from './bed.ts';
import { offer, ownWallet, spend, terms } from './offers.ts';

export const equityPoints: Plant = {
  ruleId: 'equity-points',
  wallets: { 'x-equity': ownWallet() },
  plant(bed) {
    const terms_id = terms(bed, 'x-equity');
    bed.row('earn_rates', {
      terms_id,
      wallet: 'x-equity',
      reason: 'purchased',
      points_per_yuan: 1,
      rounding: 'floor',
    });
    const share = offer(bed, '消费股权一份', 10_000, { kind: 'equity', cash_price: 10_000 });
    const member = bed.member();
    bed.event({
      member,
      wallet: 'x-equity',
      type: 'earn',
      at: '2025-09-05T10:00',
      points: 10_000,
      reason: 'purchased',
      amount: 1_000_000,
    });
    spend(bed, member, '2025-10-05T10:00', share, { wallet: 'x-equity' });
    bed.expect('item', share.id);
    // A book on shares is no share.
    offer(bed, '《股权知识读本》', 1500);
  },
};
