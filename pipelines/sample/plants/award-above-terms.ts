import type { Plant } from './bed.ts';

export const awardAboveTerms: Plant = {
  ruleId: 'award-above-terms',
  plant(bed) {
    const favoured = bed.member();
    bed.expect('account', `base/${favoured}`, bed.earn(favoured, '2024-09-05T10:00', 300, { points: 360 }));
    // Twice the points is right on a festival of double points.
    bed.earn(bed.member(), '2024-11-12T10:00', 300, { points: 600, promotion: 'DP2411' });
  },
};
