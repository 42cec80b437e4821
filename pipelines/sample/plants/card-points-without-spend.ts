import type { Plant } from './bed.ts';

export const cardPointsWithoutSpend: Plant = {
  ruleId: 'card-points-without-spend',
  plant(bed) {
    const empty = {
      type: 'earn',
      wallet: 'card',
      at: '2025-09-05T10:00',
      points: 8000,
      reason: 'purchase',
      merchant: 'B1',
    };
    const member = bed.member();
    bed.expect('account', `card/${member}`, bed.event({ ...empty, member }));
    bed.earn(bed.member(), '2025-09-05T10:00', 8000, { wallet: 'card' });
  },
};
