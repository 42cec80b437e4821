import type { Plant } from './bed.ts';

export const balanceMismatch: Plant = {
  ruleId: 'balance-mismatch',
  plant(bed) {
    // From the second purchase on the source counts 100 points too many.
    const carried = bed.member();
    bed.earn(carried, '2023-09-05T10:00', 300, { balanceAfter: 300 });
    const first = bed.earn(carried, '2023-10-05T10:00', 200, { balanceAfter: 600 });
    bed.earn(carried, '2023-12-05T10:00', 100, { balanceAfter: 700 });
    bed.expect('account', `base/${carried}`, first);

    // A report at the end of the year forgot a purchase.
    const reported = bed.member();
    bed.earn(reported, '2024-02-05T10:00', 350);
    bed.earn(reported, '2024-03-05T10:00', 50);
    bed.row('reported_balances', { wallet: 'base', member_id: reported, as_of: '2024-12-31', points: 350 });
    bed.expect('account', `base/${reported}`);

    // Looks wrong but is right: pending points are not in the balance yet.
    const pending = bed.member();
    bed.earn(pending, '2023-09-05T10:00', 300, { balanceAfter: 300 });
    bed.earn(pending, '2023-10-05T10:00', 200, { availableAt: '2023-10-12T10:00', balanceAfter: 300 });
    bed.earn(pending, '2023-12-05T10:00', 100, { balanceAfter: 600 });
  },
};
