import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const structuring: Plant = {
  ruleId: 'structuring',
  wallets: { 'x-structured': ownWallet({ transfer: 'any' }) },
  plant(bed) {
    terms(bed, 'x-structured');
    for (const points of [9900, 4200]) {
      const [from, to] = [bed.member(), bed.member()];
      bed.earn(from, '2025-09-01T09:00', points * 10, { wallet: 'x-structured' });
      for (let count = 0; count < 10; count++) {
        const gift = {
          wallet: 'x-structured',
          at: `2025-09-0${Math.floor(count / 2) + 2}T1${count}:00`,
          points,
        };
        const sent = bed.event({ ...gift, type: 'transfer_out', member: from, counterparty: to });
        bed.event({ ...gift, type: 'transfer_in', member: to, counterparty: from, related: sent });
      }
      if (points === 9900) bed.expect('member', from);
    }
  },
};
