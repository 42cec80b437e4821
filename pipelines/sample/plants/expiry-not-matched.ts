import type { Bed, Plant } from './bed.ts';

/** Railway or hotel points of March 2022, which end at this midnight. */
const EXPIRES = '2024-03-06';

export const expiryNotMatched: Plant = {
  ruleId: 'expiry-not-matched',
  plant(bed) {
    bed.expect('account', `travel/${holder(bed, 'travel')}`);

    const late = holder(bed, 'travel');
    bed.expect('account', `travel/${late}`, expire(bed, late, 'travel', '2024-03-16T00:30', 1000));

    const excess = holder(bed, 'travel');
    bed.expect('account', `travel/${excess}`, expire(bed, excess, 'travel', '2024-03-06T00:30', 1200));

    // The hotel wallet expires by itself; the booked row came two weeks early.
    const early = holder(bed, 'hotel');
    bed.expect('account', `hotel/${early}`, expire(bed, early, 'hotel', '2024-02-20T00:30', 1000));

    // Thirty hours late is within the tolerance of two days.
    expire(bed, holder(bed, 'travel'), 'travel', '2024-03-07T06:00', 1000);
    expire(bed, holder(bed, 'hotel'), 'hotel', '2024-03-07T06:00', 1000);
  },
};

function holder(bed: Bed, wallet: string): string {
  const member = bed.member();
  bed.earn(member, '2022-03-05T10:00', 1000, { wallet });
  bed.remind(member, wallet, EXPIRES);
  return member;
}

function expire(bed: Bed, member: string, wallet: string, at: string, points: number): string {
  return bed.event({ type: 'expire', member, wallet, at, points });
}
