import type { Plant } from './bed.ts';
import { SHORTENED, announce, changeTerms } from './offers.ts';

export const termsChangeNotNotified: Plant = {
  ruleId: 'terms-change-not-notified',
  wallets: { 'x-unheard': SHORTENED, 'x-heard': SHORTENED },
  plant(bed) {
    const unheard = changeTerms(bed, 'x-unheard', '2024-11-15T10:00');
    const heard = changeTerms(bed, 'x-heard', '2024-11-15T10:00');
    for (let count = 0; count < 3; count++) {
      bed.earn(bed.member(), '2024-09-05T10:00', 200, { wallet: 'x-unheard' });
      const member = bed.member();
      bed.earn(member, '2024-09-05T10:00', 200, { wallet: 'x-heard' });
      announce(bed, 'x-heard', heard, '2024-11-15T11:00', member);
    }
    bed.expect('terms', `${unheard}/x-unheard`);
  },
};
