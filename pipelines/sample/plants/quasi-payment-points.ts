import type { Plant } from './bed.ts';
import { offer, ownWallet, spend, terms } from './offers.ts';

export const quasiPaymentPoints: Plant = {
  ruleId: 'quasi-payment-points',
  wallets: { 'x-cash': ownWallet({ transfer: 'any' }), 'x-topup': ownWallet() },
  plant(bed) {
    for (const wallet of ['x-cash', 'x-topup']) {
      const terms_id = terms(bed, wallet);
      bed.row('earn_rates', {
        terms_id,
        wallet,
        reason: 'purchased',
        points_per_yuan: 100,
        rounding: 'floor',
      });
      const [buyer, friend] = [bed.member(), bed.member()];
      const bought = {
        type: 'earn',
        at: '2025-09-05T10:00',
        points: 10_000,
        reason: 'purchased',
        amount: 10_000,
      };
      bed.event({ ...bought, member: buyer, wallet });
      if (wallet === 'x-topup') {
        spend(bed, buyer, '2025-10-05T10:00', offer(bed, '收纳箱', 2000), { wallet });
        continue;
      }
      const gift = { wallet, at: '2025-09-10T10:00', points: 6000 };
      const sent = bed.event({ ...gift, type: 'transfer_out', member: buyer, counterparty: friend });
      bed.event({ ...gift, type: 'transfer_in', member: friend, counterparty: buyer, related: sent });
      const cash = offer(bed, '提现50元', 5000, { kind: 'cash', cash_price: 50, merchant_id: 'Y1' });
      spend(bed, friend, '2025-10-05T10:00', cash, { wallet, merchant: 'Y1' });
      spend(
        bed,
        buyer,
        '2025-10-05T10:00',
        offer(bed, '小店买单', 1000, { kind: 'offset', merchant_id: 'S1' }),
        { wallet, merchant: 'S1' },
      );
      bed.expect('wallet', wallet);
    }
  },
};
