import type { Plant } from './bed.ts';
import { offer, ownWallet, spend, terms } from './offers.ts';

export const carbonPointsTransferred: Plant = {
  ruleId: 'carbon-points-transferred',
  wallets: { 'x-carbon': ownWallet({ transfer: 'any', regime: 'shenzhen_carbon' }) },
  plant(bed) {
    terms(bed, 'x-carbon');
    const [holder, friend, user] = [bed.member(), bed.member(), bed.member()];
    for (const member of [holder, user]) bed.earn(member, '2025-09-01T10:00', 500, { wallet: 'x-carbon' });
    const gift = { wallet: 'x-carbon', at: '2025-09-10T10:00', points: 300 };
    const sent = bed.event({ ...gift, type: 'transfer_out', member: holder, counterparty: friend });
    bed.event({ ...gift, type: 'transfer_in', member: friend, counterparty: holder, related: sent });
    bed.expect('account', `x-carbon/${holder}`, sent);
    spend(bed, user, '2025-09-10T10:00', offer(bed, '地铁日票', 500), { wallet: 'x-carbon' });
  },
};
