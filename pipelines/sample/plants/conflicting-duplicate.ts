import type { Plant } from './bed.ts';

export const conflictingDuplicate: Plant = {
  ruleId: 'conflicting-duplicate',
  plant(bed) {
    const conflicting = bed.member();
    const order = bed.id('O');
    const at = '2023-09-05T10:00';
    const id = bed.earn(conflicting, at, 100, { order, recordedAt: '2023-09-05T10:01' });
    // Two days later the same event is told again, ten times as large.
    bed.earn(conflicting, at, 1000, { id, order, recordedAt: '2023-09-07T10:00' });
    bed.expect('account', `base/${conflicting}`, id);

    // Told twice in the same words: a duplicate and no conflict.
    const repeated = bed.member();
    const sameOrder = bed.id('O');
    const same = bed.earn(repeated, at, 100, { order: sameOrder });
    bed.earn(repeated, at, 100, { order: sameOrder, id: same });
  },
};
