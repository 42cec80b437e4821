import type { Plant } from './bed.ts';

export const awardBelowTerms: Plant = {
  ruleId: 'award-below-terms',
  plant(bed) {
    const shorted = bed.member();
    bed.expect('account', `base/${shorted}`, bed.earn(shorted, '2024-09-05T10:00', 300, { points: 250 }));
    // A fraction of a point is dropped as the terms say.
    bed.earn(bed.member(), '2024-09-05T10:00', 300, { amount: 30_090 });
  },
};
