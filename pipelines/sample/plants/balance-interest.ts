import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const balanceInterest: Plant = {
  ruleId: 'balance-interest',
  wallets: { 'x-interest': ownWallet(), 'x-flat': ownWallet() },
  plant(bed) {
    for (const wallet of ['x-interest', 'x-flat']) {
      const terms_id = terms(bed, wallet);
      const rate = { terms_id, wallet, merchant_id: 'Y1', rounding: 'floor' };
      if (wallet === 'x-interest') bed.row('earn_rates', { ...rate, reason: 'interest' });
      else bed.row('earn_rates', { ...rate, reason: 'survey', fixed_points: 10 });
      const member = bed.member();
      for (const [month, points] of [
        ['10', 30],
        ['11', 45],
        ['12', 60],
      ] as const) {
        const paid = { member, wallet, type: 'earn', at: `2025-${month}-05T10:00`, merchant: 'Y1' };
        if (wallet === 'x-interest') bed.event({ ...paid, points, reason: 'interest' });
        else bed.event({ ...paid, points: 10, reason: 'survey' });
      }
      if (wallet === 'x-interest') bed.expect('account', `${wallet}/${member}`);
    }
  },
};
