import type { Plant } from './bed.ts';

export const overdrawn: Plant = {
  ruleId: 'overdrawn',
  plant(bed) {
    const inDebt = bed.member();
    bed.earn(inDebt, '2023-09-05T10:00', 500);
    bed.expect('account', `base/${inDebt}`, bed.redeem(inDebt, '2023-10-05T10:00', 'I102'));

    // The pet wallet has no debt: what is not covered is a shortfall.
    const short = bed.member();
    bed.earn(short, '2025-09-05T10:00', 300, { wallet: 'pet' });
    bed.expect('account', `pet/${short}`, bed.redeem(short, '2025-10-05T10:00', 'I702'));

    // Spending the very last point is no overdraft.
    const exact = bed.member();
    bed.earn(exact, '2023-09-05T10:00', 800);
    bed.redeem(exact, '2023-10-05T10:00', 'I102', { balanceAfter: 0 });
  },
};
