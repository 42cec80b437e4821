import type { Plant } from './bed.ts';

export const seniorMultiplierWrong: Plant = {
  ruleId: 'senior-multiplier-wrong',
  plant(bed) {
    const ticket = { wallet: 'travel', amount: 20_000, taxRate: '0.09' };
    const old = bed.member({ birth_date: '1955-05-20' });
    bed.expect('account', `travel/${old}`, bed.earn(old, '2025-09-05T10:00', 1000, ticket));
    const young = bed.member();
    bed.expect(
      'account',
      `travel/${young}`,
      bed.earn(young, '2025-09-05T10:00', 3000, { ...ticket, reason: 'senior' }),
    );
    // Sixty years old on this very day.
    bed.earn(bed.member({ birth_date: '1965-09-05' }), '2025-09-05T10:00', 3000, {
      ...ticket,
      reason: 'senior',
    });
  },
};
