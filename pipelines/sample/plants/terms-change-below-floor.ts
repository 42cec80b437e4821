import type { Plant } from './bed.ts';
import { SHORTENED, announce, changeTerms } from './offers.ts';

export const termsChangeBelowFloor: Plant = {
  ruleId: 'terms-change-below-floor',
  wallets: { 'x-sudden': SHORTENED, 'x-week': SHORTENED },
  plant(bed) {
    for (const [wallet, published, isLate] of [
      ['x-sudden', '2024-12-29T10:00', true],
      ['x-week', '2024-12-24T00:00', false],
    ] as const) {
      const changed = changeTerms(bed, wallet, published);
      bed.earn(bed.member(), '2024-09-05T10:00', 200, { wallet });
      announce(bed, wallet, changed, published);
      if (isLate) bed.expect('terms', `${changed}/${wallet}`);
      // Seven or eight days are lawful, and still short of the usual thirty.
      bed.expect('terms', `${changed}/${wallet}`, undefined, 'terms-change-below-benchmark');
    }
  },
};
