import type { Plant } from './bed.ts';
import { offer, ownWallet, spend, terms } from './offers.ts';

export const transferCollector: Plant = {
  ruleId: 'transfer-collector',
  wallets: { 'x-collect': ownWallet({ transfer: 'any' }) },
  plant(bed) {
    terms(bed, 'x-collect');
    const voucher = offer(bed, '百元现金券', 10_000, { kind: 'cash', cash_price: 100 });
    for (const senders of [12, 2]) {
      const collector = bed.member();
      for (let count = 0; count < senders; count++) {
        const sender = bed.member();
        bed.earn(sender, '2025-09-01T10:00', 1000, { wallet: 'x-collect' });
        const gift = { wallet: 'x-collect', at: `2025-09-10T${10 + count}:00`, points: 1000 };
        const sent = bed.event({ ...gift, type: 'transfer_out', member: sender, counterparty: collector });
        bed.event({ ...gift, type: 'transfer_in', member: collector, counterparty: sender, related: sent });
      }
      if (senders === 2) continue;
      spend(bed, collector, '2025-09-20T10:00', voucher, { wallet: 'x-collect' });
      bed.expect('member', collector);
    }
  },
};
