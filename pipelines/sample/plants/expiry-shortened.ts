import { months } from '../data/terms.ts';
import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const expiryShortened: Plant = {
  ruleId: 'expiry-shortened',
  wallets: { 'x-short': ownWallet(), 'x-kept': ownWallet() },
  plant(bed) {
    // Three years were promised; the system takes the points after two.
    const promised = terms(bed, 'x-short', months(36));
    terms(bed, 'x-kept');
    for (const wallet of ['x-short', 'x-kept']) bed.earn(bed.member(), '2022-03-05T10:00', 200, { wallet });
    bed.expect('terms', `${promised}/x-short`);
  },
};
