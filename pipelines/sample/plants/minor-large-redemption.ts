import type { Plant } from './bed.ts';

export const minorLargeRedemption: Plant = {
  ruleId: 'minor-large-redemption',
  plant(bed) {
    for (const guardian_consent of [false, true]) {
      const member = bed.member({ birth_date: '2010-03-01', guardian_consent });
      bed.earn(member, '2025-09-05T10:00', 50_000, { wallet: 'auto' });
      const event = bed.redeem(member, '2025-10-05T10:00', 'I302', { quantity: 5 });
      if (!guardian_consent) bed.expect('member', member, event);
    }
  },
};
