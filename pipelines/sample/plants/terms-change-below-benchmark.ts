import type { Plant } from './bed.ts';
import { SHORTENED, announce, changeTerms } from './offers.ts';

export const termsChangeBelowBenchmark: Plant = {
  ruleId: 'terms-change-below-benchmark',
  wallets: { 'x-twenty': SHORTENED, 'x-forty': SHORTENED },
  plant(bed) {
    for (const [wallet, published, isShort] of [
      ['x-twenty', '2024-12-12T10:00', true],
      ['x-forty', '2024-11-22T10:00', false],
    ] as const) {
      const changed = changeTerms(bed, wallet, published);
      bed.earn(bed.member(), '2024-09-05T10:00', 200, { wallet });
      announce(bed, wallet, changed, published);
      if (isShort) bed.expect('terms', `${changed}/${wallet}`);
    }
  },
};
