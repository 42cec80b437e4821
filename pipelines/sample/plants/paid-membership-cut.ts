import type { Plant } from './bed.ts';

export const paidMembershipCut: Plant = {
  ruleId: 'paid-membership-cut',
  plant(bed) {
    const bought = {
      terms_id: 'T-HOTEL-1',
      paid_amount: 299,
      starts_at: '2024-03-01T00:00',
      ends_at: '2025-03-01T00:00',
    };
    const cut = bed.member();
    bed.row('memberships', {
      ...bought,
      membership_id: bed.id('MS'),
      member_id: cut,
      ended_at: '2024-09-01T00:00',
    });
    bed.expect('member', cut);
    bed.row('memberships', {
      ...bought,
      membership_id: bed.id('MS'),
      member_id: bed.member(),
      ended_at: '2025-03-01T00:00',
    });
  },
};
