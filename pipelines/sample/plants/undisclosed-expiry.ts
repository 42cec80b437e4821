import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const undisclosedExpiry: Plant = {
  ruleId: 'undisclosed-expiry',
  wallets: { 'x-undisclosed': ownWallet(), 'x-disclosed': ownWallet() },
  plant(bed) {
    const silent = terms(bed, 'x-undisclosed', {
      validity_kind: 'undisclosed',
      validity_months: undefined,
      full_text: '积分可按目录兑换。',
    });
    terms(bed, 'x-disclosed');
    for (const wallet of ['x-undisclosed', 'x-disclosed']) {
      bed.earn(bed.member(), '2022-03-05T10:00', 200, { wallet });
    }
    bed.expect('terms', `${silent}/x-undisclosed`);
    // Terms that hide the expiry also lack the validity they must state.
    bed.expect('terms', `${silent}/x-undisclosed`, undefined, 'terms-element-missing');
  },
};
