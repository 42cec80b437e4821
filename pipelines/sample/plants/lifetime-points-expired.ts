import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const lifetimePointsExpired: Plant = {
  ruleId: 'lifetime-points-expired',
  wallets: {
    'x-lifetime': ownWallet(),
    'x-truly': ownWallet({ validity: [{ from: '2021-07-01', lifetime: true }] }),
  },
  plant(bed) {
    const lifetime = { validity_kind: 'lifetime', validity_months: undefined, full_text: '积分终身有效。' };
    const promised = terms(bed, 'x-lifetime', lifetime);
    terms(bed, 'x-truly', lifetime);
    for (const wallet of ['x-lifetime', 'x-truly'])
      bed.earn(bed.member(), '2022-03-05T10:00', 200, { wallet });
    bed.expect('terms', `${promised}/x-lifetime`);
  },
};
